import { expect, test } from 'vitest';
import { toldOf } from '../testing/flow-of.ts';
import { callStep, withFlow } from '../testing/flow-spec.ts';

const tried = (step: string, errors: string): string =>
  `safely: {try: [{${step}}], catch: [{errors: [${errors}], do: [{note: {set: 1}}]}]}`;

test('what is caught has to be raised inside, by a step or by a process that it runs', () => {
  expect(toldOf(withFlow([tried('sure: {guard: input.kind == "a", else: refused}', 'refused')]))).toEqual([]);
  expect(toldOf(withFlow([tried(callStep('a'), 'timeout')]))).toEqual([]);
  const code = 'a: {custom: Scan it, input: {}, output: {b: int}, examples: [{given: {}, then: {b: 1}}]';
  expect(toldOf(withFlow([tried(`${code}, timeout: 2s}`, 'timeout')]))).toEqual([]);
  expect(toldOf(withFlow([tried(`${code}}`, 'timeout')]))).toHaveLength(1);
  expect(toldOf(withFlow([tried('a: {set: 1}', 'refused, timeout')]))).toEqual([
    'FLW5047 {errors: [refused, timeout], do: [{note: {set: 1}}]}',
  ]);
  const text = withFlow([tried('a: {run: refuse}', 'refused')]);
  expect(toldOf(text.replace('processes:\n', 'processes:\n  refuse: [{no: {raise: refused}}]\n'))).toEqual([]);
});

test('built-in errors may come from anywhere', () => {
  expect(toldOf(withFlow([tried('a: {create: Case, with: {title: a}}', 'conflict')]))).toEqual([]);
});
