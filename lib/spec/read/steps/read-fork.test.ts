import { expect, test } from 'vitest';
import { stepOf, toldOf } from '../../testing/flow-of.ts';
import { callStep, withFlow } from '../../testing/flow-spec.ts';

const fork = (one: string, two: string): string => `both: {fork: {one: [${one}], two: [${two}]}}`;

test('branches have names, and all results are seen afterwards', () => {
  const text = withFlow(
    [fork(`{${callStep('a')}}`, `{${callStep('b')}}`)],
    ['n: {type: int, value: =a.score + b.score}'],
  );
  expect(toldOf(text)).toEqual([]);
  expect(stepOf(text, 'fork').branches.map(({ id, do: steps }) => [id, steps.map((step) => step.id)])).toEqual([
    ['endpoints/flow/processing/both/one', ['endpoints/flow/processing/both/one/a']],
    ['endpoints/flow/processing/both/two', ['endpoints/flow/processing/both/two/b']],
  ]);
});

test('a branch does not see the results of another', () => {
  const text = withFlow([fork(`{${callStep('a')}}`, `{${callStep('b')}}, {c: {set: =a.score}}`)]);
  expect(toldOf(text)).toEqual(['FLW5066 a']);
});

test('what a branch makes sure of holds afterwards, as all of them are done', () => {
  const guard = '{sure: {guard: input.count != null, else: refused}}';
  const text = withFlow(
    [fork(`{${callStep('a')}}`, `{${callStep('b')}}, ${guard}`)],
    ['n: {type: int, value: =input.count}'],
  );
  expect(toldOf(text)).toEqual([]);
});
