import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { applyEdits } from '../format/format-spec.ts';
import { withSteps } from '../testing/outside-spec.ts';
import { saidOfUse } from '../testing/said-of.ts';

/** The text after the first fix of a code, from the line of the step `found` on. */
function fixed(text: string, code: string): { step: string; said: string[] } {
  const [fix] = checkSpec(text).diagnostics.find((one) => one.code === code)?.fixes ?? [];
  if (fix === undefined) throw new Error('no fix');
  const after = applyEdits(text, fix.edits);
  return { step: after.slice(after.indexOf('      - found')), said: saidOfUse(after) };
}

test.each([
  [
    'in braces',
    'found: {call: registry.search, with: {name: x}}',
    '      - found: {call: registry.search, with: {name: x}, timeout: 5s}\n',
  ],
  [
    'in lines',
    'found:\n  call: registry.search # one\n  with: {name: x} # two',
    '      - found:\n          call: registry.search # one\n          with: {name: x}\n          timeout: 5s # two\n',
  ],
  [
    'before a last value of several lines',
    'found:\n  call: registry.search\n  with:\n    name: x',
    '      - found:\n          call: registry.search\n          timeout: 5s\n          with:\n            name: x\n',
  ],
])('a timeout is written %s', (_, step, expected) => {
  expect(fixed(withSteps(step), 'FLW5023')).toEqual({ step: expected, said: [] });
});

test.each([
  [
    'a call without values',
    'found: {call: registry.search, timeout: 1s}',
    '      - found: {call: registry.search, timeout: 1s, with: {name: =input.name}}\n',
  ],
  [
    'an empty map',
    'found: {call: registry.search, with: {}, timeout: 1s}',
    '      - found: {call: registry.search, with: {name: =input.name}, timeout: 1s}\n',
  ],
  [
    'other values',
    'found: {call: registry.search, with: {born: 2000-01-01}, timeout: 1s}',
    '      - found: {call: registry.search, with: {born: 2000-01-01, name: =input.name}, timeout: 1s}\n',
  ],
])('what is missing is given from the input of that name: %s', (_, step, expected) => {
  expect(fixed(withSteps(step), 'FLW5022')).toEqual({ step: expected, said: [] });
});
