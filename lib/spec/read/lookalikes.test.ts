import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';

const said = (text: string): (readonly [string, string | undefined])[] =>
  checkSpec(`service: a\nversion: 1.0.0\n${text}`)
    .diagnostics.filter(({ code }) => code === 'SPC2007')
    .map(({ message, fixes }) => [message, fixes[0]?.title]);

test('a name that only looks right says which letter is foreign, and is written in Latin by its fix', () => {
  expect(said('roles: [clerk, \u0441lerk]\n')).toEqual([
    ['`\u0441lerk` cannot be a name here: `\u0441` (U+0441) only looks like `c`.', 'Write clerk'],
  ]);
  expect(said('types: {\u039c\u043eney: int}\n')).toEqual([
    ['`\u039c\u043eney` cannot be a name here: `\u039c` (U+039C) only looks like `M`.', 'Write Money'],
  ]);
});

test('other foreign letters are what they are', () => {
  expect(said('types: {M\u00f6ney: int}\n')).toEqual([
    ['`M\u00f6ney` cannot be a name here: letters, digits and underscores, a letter first, at most 63.', 'Write Money'],
  ]);
  expect(said('types: {toString: int}\n')[0]?.[0]).toBe('`toString` cannot be a name here: this word is reserved.');
});
