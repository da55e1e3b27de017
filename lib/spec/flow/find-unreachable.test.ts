import { expect, test } from 'vitest';
import { toldOf } from '../testing/flow-of.ts';
import { callStep, withFlow } from '../testing/flow-spec.ts';

const STOP = 'stop: {raise: refused}';

test('what stands behind a sure end is said once, in nested lists as well', () => {
  expect(toldOf(withFlow([STOP, 'a: {set: 1}', 'b: {set: 2}']))).toEqual(['FLW5052 a']);
  const nested = `way: {switch: [{when: input.kind == "a", do: [{${STOP}}, {a: {set: 1}}]}]}`;
  expect(toldOf(withFlow([nested, 'b: {set: 2}']))).toEqual(['FLW5052 a']);
});

test('an end on every way is an end', () => {
  const both = (first: string, second: string): string =>
    `way: {switch: [{when: input.kind == "a", do: [{x: {${first}}}]}, {do: [{y: {${second}}}]}]}`;
  expect(toldOf(withFlow([both('raise: refused', 'raise: refused'), 'b: {set: 2}']))).toEqual(['FLW5052 b']);
  expect(toldOf(withFlow([both('raise: refused', 'set: 1'), 'b: {set: 2}']))).toEqual([]);
  expect(
    toldOf(withFlow([`safely: {try: [{${STOP}}], catch: [{do: [{x: {raise: conflict}}]}]}`, 'b: {set: 2}'])),
  ).toEqual(['FLW5052 b']);
  expect(toldOf(withFlow([`safely: {try: [{${STOP}}], catch: [{do: [{x: {set: 1}}]}]}`, 'b: {set: 2}']))).toEqual([]);
});

test('a conditional end is none', () => {
  expect(toldOf(withFlow(['stop: {when: input.kind == "a", raise: refused}', callStep('b')]))).toEqual([]);
});
