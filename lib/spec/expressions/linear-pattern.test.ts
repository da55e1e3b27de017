import { expect, test } from 'vitest';
import { hasMatch, parsePattern } from './linear-pattern.ts';

/** Patterns that mean the same in RE2 and in JavaScript's `u` mode, so that one can judge the other. */
const PATTERNS = [
  'a',
  '^a$',
  '^[A-Z]{2}[0-9]+$',
  'a|b|',
  '(ab)*c',
  '(a|b)+?c',
  '^(a*)*$',
  'x{2,3}',
  '^x{2}$',
  '^x{2,}$',
  '[^a-c]',
  '\\d+\\.\\d',
  '^\\w+@\\w+\\.com$',
  '\\bcat\\b',
  '\\Bat',
  '^.$',
  '[\\]\\-a]',
  '^\\x41',
  '\\p{Lu}',
  '^\\P{L}+$',
  '^(?:a|b(?:c|d))+$',
  '^💶?$',
  'a.c',
  '[\\s\\S]b',
];
const TEXTS = [
  '',
  'a',
  'b',
  'ab',
  'abc',
  'AB12',
  'AB',
  'xx',
  'xxx',
  'xxxx',
  '1.5',
  'me@x.com',
  'a cat sat',
  'concat',
  '💶',
  'É',
  'a\nc',
  'bcbd',
  ']',
  '-',
  'ababc',
  'A',
  '12',
  '\n',
  'a\u0000b',
];

test('what is found is what a backtracking engine finds', () => {
  const ours = PATTERNS.flatMap((pattern) => TEXTS.map((text) => [pattern, text, hasMatch(text, pattern)]));
  const theirs = PATTERNS.flatMap((pattern) =>
    TEXTS.map((text) => [pattern, text, new RegExp(pattern, 'u').test(text)]),
  );
  expect(ours).toEqual(theirs);
});

test('flags, named groups and POSIX classes are those of RE2', () => {
  expect(hasMatch('HeLLo', '(?i)^hello$')).toBe(true);
  expect(hasMatch('HeLLo', '^(?i:h)ello$')).toBe(false);
  expect(hasMatch('a\nb', '(?s)a.b')).toBe(true);
  expect(hasMatch('a\nb', '^b')).toBe(false);
  expect(hasMatch('a\nb', '(?m)^b')).toBe(true);
  expect(hasMatch('a1', '^(?P<letter>[[:alpha:]])(?<digit>[[:digit:]])$')).toBe(true);
  expect(hasMatch('αβγ', '^\\p{Greek}+$')).toBe(true);
  expect(hasMatch('a\n', 'a$')).toBe(false);
});

test.each([
  '(',
  ')',
  '[a',
  'a**',
  '*',
  'a{3,2}',
  'a{1001}',
  '(?=a)',
  '(?<!a)b',
  '\\1',
  '\\k<a>',
  '\\',
  '\\p{Nope}',
  '[z-a]',
  `${'('.repeat(60)}a${')'.repeat(60)}`,
  `${'(a{100}){100}'.repeat(3)}`,
  'a'.repeat(1001),
])('%s is refused with a sentence', (pattern) => {
  const parsed = parsePattern(pattern);
  expect('problem' in parsed ? parsed.problem : 'read').toMatch(/^\S.*\.$/);
});

test('patterns that make others take years take milliseconds', () => {
  const started = performance.now();
  expect(hasMatch(`${'a'.repeat(20_000)}!`, '^(a+)+$')).toBe(false);
  expect(hasMatch(`${'a'.repeat(20_000)}!`, '^(a|a|aa)*$')).toBe(false);
  expect(hasMatch('a'.repeat(20_000), '(.*)(.*)(.*)(.*)(.*)[^a]')).toBe(false);
  expect(performance.now() - started).toBeLessThan(2_000);
});
