import { expect, test } from 'vitest';
import { effectivePolicy } from './effective-policy.ts';
import type { CallPolicy } from './model.ts';
import { NO_POLICY } from './read/read-policy.ts';

const span = { start: 0, end: 0 };
const SNAPSHOT: CallPolicy['fallback'] = { kind: 'snapshot', within: { count: 1, unit: 'day' }, span };
const VALUE: CallPolicy['fallback'] = {
  kind: 'value',
  value: { kind: 'literal', value: null, span },
  note: null,
  span,
};
const OUTPUT = [
  {
    id: 'a',
    span,
    name: 'a',
    type: { kind: 'enum', values: ['a'] },
    typeOrigin: 'written',
    summary: null,
    protection: null,
  },
] as const;

test('the step says what it says, the integration the rest', () => {
  const common = { policy: { ...NO_POLICY, timeoutMs: 3000, fallback: SNAPSHOT } };
  const read = { effect: 'read', output: OUTPUT } as const;
  expect(effectivePolicy({ ...NO_POLICY, timeoutMs: 200 }, common, read)).toEqual({
    ...NO_POLICY,
    timeoutMs: 200,
    fallback: SNAPSHOT,
  });
  expect(effectivePolicy({ ...NO_POLICY, fallback: VALUE }, common, read).fallback).toBe(VALUE);
  expect(effectivePolicy(NO_POLICY, undefined, read)).toEqual(NO_POLICY);
});

test.each([
  ['a snapshot does not stand in for a write', SNAPSHOT, { effect: 'write', output: OUTPUT } as const, null],
  ['a snapshot stands in for a read', SNAPSHOT, { effect: 'read', output: OUTPUT } as const, SNAPSHOT],
  ['a value does not stand in for nothing', VALUE, { effect: 'read', output: [] } as const, null],
  ['a value stands in for an output', VALUE, { effect: 'write', output: OUTPUT } as const, VALUE],
])('of an integration, %s', (_, fallback, operation, expected) => {
  expect(effectivePolicy(NO_POLICY, { policy: { ...NO_POLICY, fallback } }, operation).fallback).toBe(expected);
});
