import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { withSteps } from '../testing/outside-spec.ts';
import { exprPaths } from './expr-paths.ts';

/** What a formula reads, as `path scope`. */
function reads(formula: string): string[] {
  const text = withSteps('found: {call: registry.search, with: {name: x}, timeout: 1s}', `x: {set: '=${formula}'}`);
  const step = checkSpec(text).model?.endpoints[0]?.processing[1];
  if (step?.kind !== 'set' || step.value.kind !== 'expression') throw new Error('no formula');
  return [...exprPaths(step.value.expr)].map(([path, scope]) => `${path} ${scope}`);
}

test.each([
  ['input.amount + input.amount', ['input.amount input']],
  ['found.found ? input.name : caller.id', ['found.found step', 'input.name input', 'caller.id caller']],
  ['has(found.name) && found.name != ""', ['found.name step']],
  ['input.photos.size()', ['input.photos input']],
  ['caller.roles[0]', ['caller.roles caller']],
  ['[input.amount, 1].exists(a, a > input.amount && a != 2)', ['input.amount input']],
  ['caller.roles.exists(r, caller.scopes.exists(s, s == r))', ['caller.roles caller', 'caller.scopes caller']],
  ['1 + 2', []],
])('%s reads only what is outside of it', (formula, expected) => {
  expect(reads(formula)).toEqual(expected);
});
