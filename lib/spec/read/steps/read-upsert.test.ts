import { expect, test } from 'vitest';
import { stepOf, toldOf } from '../../testing/flow-of.ts';
import { withFlow } from '../../testing/flow-spec.ts';

const upsert = (key: string, values: string): string => `like: {upsert: Like, key: ${key}, with: ${values}}`;

test('a row is known by a unique set, in any order, or by the key', () => {
  const text = withFlow(
    [upsert('[person, article]', '{article: a, person: =input.name, stars: 3}')],
    ['stars: {type: int?, value: =like.stars}'],
  );
  expect(toldOf(text)).toEqual([]);
  expect(stepOf(text, 'upsert').key).toEqual(['person', 'article']);
  expect(toldOf(withFlow([upsert('id', '{id: =input.id, article: a, person: b}')]))).toEqual([]);
});

test('a key that is not unique, is not given or does not exist, and a field that is missing, are said', () => {
  expect(toldOf(withFlow([upsert('[article]', '{article: a, person: b}')]))).toEqual(['FLW5043 [article]']);
  expect(toldOf(withFlow([upsert('[article, person]', '{article: a}')]))).toEqual(['FLW5044 with']);
  expect(toldOf(withFlow([upsert('[artcle, person]', '{article: a, person: b}')]))).toContain('SPC2013 artcle');
  expect(toldOf(withFlow([upsert('id', '{id: =input.id}')]))).toEqual(['FLW5006 with']);
});
