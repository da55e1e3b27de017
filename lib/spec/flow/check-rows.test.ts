import { expect, test } from 'vitest';
import { toldOf } from '../testing/flow-of.ts';
import { withFlow } from '../testing/flow-spec.ts';

test('`else` sounds like one row, and a condition that asks nothing of rows hits all', () => {
  const change = (where: string, more = ''): string =>
    `moved: {update: Case, where: ${where}, with: {title: a}${more}}`;
  expect(toldOf(withFlow([change('title == input.name', ', else: refused')]))).toEqual(['FLW5060 moved']);
  expect(toldOf(withFlow([change('title == input.name')]))).toEqual([]);
  expect(toldOf(withFlow([change('id == input.id', ', else: refused')]))).toEqual([]);
  expect(toldOf(withFlow([change('input.kind == "a"')]))).toEqual(['FLW5060 moved']);
});

test('a row that others refer to may not be deleted, unless they are deleted before or go with it', () => {
  const text = (onDelete: string, ...steps: readonly string[]): string =>
    withFlow(steps).replace(
      'entities:\n',
      `entities:\n  Remark:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      about: {type: ref<Case>${onDelete}}\n`,
    );
  const gone = 'gone: {delete: Case, where: id == input.id}';
  expect(toldOf(text('', gone))).toEqual(['FLW5061 gone']);
  expect(toldOf(text(', onDelete: cascade', gone))).toEqual([]);
  expect(toldOf(text('', 'remarks: {delete: Remark, where: about == input.id}', gone))).toEqual([]);
});
