import { expect, test } from 'vitest';
import { toldOf } from '../testing/flow-of.ts';
import { callStep, withFlow } from '../testing/flow-spec.ts';

const fork = (one: string, two: string): string => `both: {fork: {one: [{${one}}], two: [{${two}}]}}`;

test('branches ask others, and nothing else', () => {
  expect(toldOf(withFlow([fork(callStep('a'), callStep('b'))]))).toEqual([]);
  expect(toldOf(withFlow([fork(callStep('a'), 'b: {create: Case, with: {title: a}}')]))).toEqual([
    'FLW5064 both',
    'FLW5046 b',
  ]);
  expect(toldOf(withFlow([fork('a: {set: 1}', 'b: {set: 2}')]))).toEqual(['FLW5064 both']);
});
