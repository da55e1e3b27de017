import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { endpointOf, modelOfSections } from '../testing/problems-of.ts';

/** What is said about a condition. */
function said(condition: string): string[] {
  const text = `service: a\nversion: 1.0.0\n${endpointOf('POST', '/a', "input: [{n: int}, {m: 'int?'}, {name: string}, {ok: bool}, {tags: list<string>}]", `processing: [{known: {guard: '${condition.replaceAll("'", "''")}', else: not_found}}]`)}`;
  return checkSpec(text)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, message, fixes }) => [`${code} ${message}`, ...fixes.map(({ title }) => title)].join(' | '));
}

test.each([
  ['input.n > 5 and input.n < 7', ['EXP4001 Write `&&` instead of `and`.']],
  ['input.ok or input.n < 7', ['EXP4001 Write `||` instead of `or`.']],
  ['not input.ok', ['EXP4001 Write `!` instead of `not`.']],
  [
    'not (input.ok and not input.ok)',
    [
      'EXP4001 Write `!` instead of `not`.',
      'EXP4001 Write `&&` instead of `and`.',
      'EXP4001 Write `!` instead of `not`.',
    ],
  ],
  ['input.n === 5', ['EXP4001 Compare with `==`.']],
  ['input.n !== 5', ['EXP4001 Compare with `!=`.']],
  ['input.n = 5', ['EXP4001 Compare with `==`.']],
  [
    'input.m ?? 5',
    [
      'EXP4009 This has to be true or false, and it is a whole number or null.',
      'EXP4001 There is no `??`. Write `x != null ? x : y`.',
    ],
  ],
  ['input.name.length > 5', ['EXP4003 A text has no field `length`. Did you mean `size()`? | Write size()']],
  ['input.tags.count > 5', ['EXP4003 A list of texts has no field `count`. Did you mean `size()`? | Write size()']],
  ['caller.claims.team == "a"', ['EXP4003 A map has no field `team`. Did you mean `["team"]`?']],
])('%s says what to write here, and nothing besides', (condition, problems) => {
  expect(said(condition).map((line) => line.replace('A list (a text each)', 'A list of texts'))).toEqual(problems);
});

test('null takes part in no arithmetic and has no order', () => {
  expect(said('input.n + null > 5')).toEqual(['EXP4004 `+` does not work between a whole number and null.']);
  expect(said('null < input.n')).toEqual(['EXP4004 `<` does not work between null and a whole number.']);
  expect(said('input.m == null || null != input.m')).toEqual([]);
});

test('words that are operators elsewhere may be names here', () => {
  const text = endpointOf(
    'POST',
    '/a',
    'input: [{n: int}]',
    'processing: [{not: {set: =input.n}}, {and: {set: =not + 1}}]',
    'output: [{r: {type: int, value: =and}}]',
  );
  expect(modelOfSections(text).endpoints[0]?.processing.map(({ name }) => name)).toEqual(['not', 'and']);
});
