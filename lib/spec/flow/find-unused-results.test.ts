import { expect, test } from 'vitest';
import { withFlow } from '../testing/flow-spec.ts';
import { saidOf } from '../testing/said-of.ts';

const unused = (steps: readonly string[], outputs: readonly string[] = []): string[] =>
  saidOf(withFlow(steps, outputs)).filter((line) => line.startsWith('FLW5051'));

test('a value that nobody takes is said', () => {
  expect(unused(['a: {set: 1}', 'b: {set: =a}'])).toEqual(['FLW5051 b']);
  expect(unused(['a: {set: 1}'], ['a: int'])).toEqual([]);
  expect(unused(['a: {set: 1}'], ['n: {type: int, value: =a + 1}'])).toEqual([]);
});

test('conditions, cases, loops and reports are uses', () => {
  expect(unused(['a: {set: 1}', 'stop: {when: a > 2, raise: refused}'])).toEqual([]);
  expect(unused(['a: {set: 1}', 'way: {switch: [{when: a > 2, do: [{stop: {raise: refused}}]}]}'])).toEqual([]);
  const each = 'each: {for: line, in: =input.lines, do: [{a: {set: =line}}]}';
  expect(unused([each], ["all: {type: 'list<string>', value: =each}"])).toEqual([]);
  expect(unused(['a: {set: 1}'], ['whole: {type: json, value: \'=report("a")\'}'])).toEqual([]);
});

test('a step that does something besides is never unused', () => {
  expect(
    unused(['kept: {create: Case, with: {title: a}}', 'found: {find: Case, where: id == input.id, else: refused}']),
  ).toEqual([]);
});

test('a text with mistakes is not told what it does not use', () => {
  expect(unused(['a: {set: 1}', 'b: {set: =nothing}'])).toEqual([]);
});

test('a step that is alone in a catch or a case may only say that nothing is done', () => {
  const passed = `safely: {try: [{a: {raise: refused}}], catch: [{errors: [refused], do: [{skipped: {set: true}}]}]}`;
  expect(unused([passed])).toEqual([]);
  expect(unused([passed.replace('{skipped: {set: true}}', '{skipped: {set: true}}, {more: {set: 1}}')])).toEqual([
    'FLW5051 skipped',
    'FLW5051 more',
  ]);
});
