import { expect, test } from 'vitest';
import { toldOf } from '../testing/flow-of.ts';
import { callStep, withFlow } from '../testing/flow-spec.ts';

const tried = (...steps: readonly string[]): string =>
  `safely: {try: [${steps.map((step) => `{${step}}`).join(', ')}], catch: [{do: [{note: {set: 1}}]}]}`;
const KEPT = 'kept: {create: Case, with: {title: =input.name}}';
const STANDS_IN = ', fallback: {value: {score: 0}}';

test('what is stored before outside work is not undone by the catch', () => {
  expect(toldOf(withFlow([tried(KEPT, callStep('asked'))]))).toEqual(['FLW5067 asked']);
  expect(toldOf(withFlow([tried(callStep('asked'), KEPT)]))).toEqual([]);
});

test('where nothing can fail any more, nothing has to be undone', () => {
  expect(toldOf(withFlow([tried(KEPT, callStep('asked', STANDS_IN), 'n: {set: 1}')]))).toEqual([]);
  expect(toldOf(withFlow([tried(KEPT, callStep('asked', STANDS_IN), 'stop: {raise: refused}')]))).toEqual([
    'FLW5067 asked',
  ]);
});

test('waiting ends the transaction as well', () => {
  const review = 'review: {userTask: Look, candidates: [officer], result: {good: bool}}';
  expect(toldOf(withFlow([tried(KEPT, review, 'sure: {guard: review.good, else: refused}')]))).toEqual([
    'FLW5067 review',
  ]);
});
