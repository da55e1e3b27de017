import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { toldOf } from '../testing/flow-of.ts';
import { callStep, withFlow } from '../testing/flow-spec.ts';

const promise = (seconds: number, ...steps: readonly string[]): string =>
  withFlow(steps, [], `access: authenticated\n    sla: 95% under ${seconds} seconds`);

function worst(text: string): string | undefined {
  return checkSpec(text)
    .diagnostics.find(({ code }) => code === 'FLW5053')
    ?.message.split(',')[0];
}

test('calls one after the other add up; exactly the promise is fine', () => {
  expect(worst(promise(6, callStep('a'), callStep('b')))).toBe(undefined);
  expect(worst(promise(5, callStep('a'), callStep('b')))).toBe('Outside work can take 6 s');
});

test('every attempt takes its timeout, and every delay its longest', () => {
  const retried = callStep('a', ', retry: {limit: 3, delay: 200ms, backoff: exponential}');
  expect(worst(promise(13, retried))).toBe('Outside work can take 13.4 s');
  expect(worst(promise(14, retried))).toBe(undefined);
  expect(worst(promise(12, callStep('a', ', retry: {limit: 3, delay: 200ms, backoff: constant}')))).toBe(
    'Outside work can take 12.6 s',
  );
});

test('of branches and cases only the longest counts', () => {
  const retried = callStep('b', ', retry: {limit: 1, delay: 1s}');
  expect(worst(promise(6, `both: {fork: {one: [{${callStep('a')}}], two: [{${retried}}]}}`))).toBe(
    'Outside work can take 7 s',
  );
  const cases = `way: {switch: [{when: input.kind == "a", do: [{${callStep('a')}}]}, {do: [{${callStep('b')}}]}]}`;
  expect(worst(promise(3, cases))).toBe(undefined);
});

test('a process counts as often as it runs', () => {
  const text = promise(5, 'one: {run: ask}', 'two: {run: ask}').replace(
    'processes:\n',
    `processes:\n  ask:\n    processing: [{found: {call: scores.find, with: {name: a}, timeout: 3s}}]\n`,
  );
  expect(worst(text)).toBe('Outside work can take 6 s');
});

test('processes that run each other end the count', () => {
  const text = promise(1, 'one: {run: ping}').replace(
    'processes:\n',
    'processes:\n  ping: [{a: {run: pong}}, {b: {run: pong}}]\n  pong: [{c: {run: ping}}, {d: {run: ping}}]\n',
  );
  expect(toldOf(text)).toEqual(['FLW5048 ping', 'FLW5048 pong']);
});

test('what comes behind a person is not promised, and that is said', () => {
  const review = 'review: {userTask: Look, candidates: [officer], result: {good: bool}}';
  expect(toldOf(promise(4, callStep('a'), review, callStep('b')))).toEqual(['FLW5054 95% under 4 seconds']);
});

test('a timeout that is not declared counts as five seconds', () => {
  const text = promise(4, callStep('a').replace(', timeout: 3s', ''));
  expect(worst(text)).toBe('Outside work can take 5 s');
});
