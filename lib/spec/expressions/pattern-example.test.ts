import { expect, test } from 'vitest';
import { hasMatch } from './linear-pattern.ts';
import { patternExample } from './pattern-example.ts';

test.each([
  ['^C[0-9]{8}$', 'C00000000'],
  ['^[A-Z]{5}[0-9]{4}[A-Z]$', 'AAAAA0000A'],
  ['^(IN|DE)-\\d+$', 'IN-0'],
  ['^[a-z]+(\\.[a-z]+)*@[a-z]+\\.(com|org)$', 'a@a.com'],
  ['(?i)^ab?c$', 'Ac'],
  ['^\\p{Greek}+$', 'Ω'],
  ['^$', ''],
  ['\\bto\\b', 'to'],
])('%s accepts its example', (pattern, text) => {
  expect(patternExample(pattern)?.toLowerCase()).toBe(text.toLowerCase());
  expect(hasMatch(patternExample(pattern) ?? '-', pattern)).toBe(true);
});

test('an example is as long as it has to be', () => {
  expect(patternExample('^[a-z]+$', 5)).toBe('aaaaa');
  expect(patternExample('^[a-z]{2}(-[a-z]{2})*$', 6)).toBe('aa-aa-aa');
  expect(patternExample('[0-9]{3}', 6)).toBe('000aaa');
  expect(patternExample('^[a-z]{3}$', 4)).toBeNull();
  expect(patternExample('^[a-z]{3}$', 0, 2)).toBeNull();
});

test('what has no example, or would take long, has none', () => {
  expect(patternExample('a(?=b)')).toBeNull();
  expect(patternExample('^a$b')).toBeNull();
  expect(patternExample('^[a-z]{900}(b[0-9]){900}$', 4000)).toBeNull();
});
