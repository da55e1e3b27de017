import { PGlite } from '@electric-sql/pglite';
import { afterAll, expect, test } from 'vitest';
import { hasMatch, parsePattern } from '../../spec/expressions/linear-pattern.ts';
import { patternInSql } from '../../spec/expressions/pattern-sql.ts';
import { type Random, randomFrom } from './random.ts';

const COUNT = Number(process.env['DIFFERENTIAL_COUNT'] ?? 700);
const SEED = Number(process.env['DIFFERENTIAL_SEED'] ?? 31);
const database = new PGlite();
afterAll(() => database.close());

/** What patterns are made of, and what texts are made of: the edges of every class. */
const ATOMS = [
  'a',
  'b',
  'Z',
  '0',
  '9',
  '-',
  ' ',
  '.',
  '\\d',
  '\\D',
  '\\w',
  '\\W',
  '\\s',
  '\\S',
  '\\.',
  '\\x41',
  '\\x{1F600}',
  '\\n',
  '\\t',
  '_',
  'é',
  '😀',
  '{',
  '}',
  '\\$',
  '^',
  '$',
  '\\A',
  '\\z',
  '(?i)a',
  '\\b',
  '\\pL',
] as const;
const CLASSES = [
  '[a-c]',
  '[^a-c]',
  '[]a]',
  '[^]a]',
  '[a\\-z]',
  '[-a]',
  '[a-]',
  '[\\d_]',
  '[^\\w]',
  '[\\D]',
  '[[:alpha:]]',
  '[[:^digit:]-]',
  '[é-ü]',
  '[😀-😎]',
  '[\\x00-\\x1f]',
  '[^\\S ]',
  '[[:punct:]]',
  '[.$^]',
  '[\\]\\[]',
] as const;
const TIMES = ['', '', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?', '{300}'] as const;
const LETTERS = [
  'a',
  'b',
  'c',
  'z',
  'A',
  'Z',
  '0',
  '9',
  '_',
  '-',
  ' ',
  '.',
  '\n',
  '\t',
  '\r',
  '\v',
  '\u0001',
  '\u007f',
  'é',
  'ü',
  '\u00a0',
  '\u2028',
  '٣',
  '😀',
  '😎',
  '$',
  '^',
  '{',
  '}',
  ']',
  '[',
  '\\',
  '\ud7ff',
  '\ue000',
  '\u{10ffff}',
] as const;

function patternOf(random: Random, depth: number): string {
  const parts = Array.from({ length: 1 + random.below(4) }, () => {
    const group = depth > 0 && random.chance(25);
    const atom = group
      ? `(${random.pick(['', '?:', '?P<n>'])}${patternOf(random, depth - 1)})`
      : random.chance(30)
        ? random.pick(CLASSES)
        : random.pick(ATOMS);
    return `${atom}${random.pick(TIMES)}`;
  });
  return random.chance(15) ? `${parts.join('')}|${random.pick(ATOMS)}` : parts.join('');
}

test(`${COUNT} patterns find the same in PostgreSQL as in the language, where they are translated at all (seed ${SEED})`, {
  timeout: 300_000,
}, async () => {
  const random = randomFrom(SEED);
  let translated = 0;
  for (let tries = 0; tries < COUNT; tries += 1) {
    const pattern = patternOf(random, 2);
    if ('problem' in parsePattern(pattern)) continue;
    const sql = patternInSql(pattern);
    if (sql === null) continue;
    translated += 1;
    const texts = [
      '',
      'a\n',
      ...LETTERS,
      ...Array.from({ length: 12 }, () =>
        Array.from({ length: 1 + random.below(7) }, () => random.pick(LETTERS)).join(''),
      ),
    ];
    const { rows } = await database.query<{ found: boolean }>(
      'SELECT text ~ $1 AS found FROM unnest($2::text[]) WITH ORDINALITY AS given(text, at) ORDER BY at',
      [sql, texts],
    );
    const found = texts.filter((_, at) => rows[at]?.found === true);
    expect(found, `${pattern}\n${sql}`).toEqual(texts.filter((text) => hasMatch(text, pattern)));
  }
  expect(translated).toBeGreaterThan(COUNT / 4);
});

test.each(['(?i)a', 'a\\b', '(?m)^a', '\\pL', 'a{256}', '\\x00', '^*'])('%s is not translated', (pattern) => {
  expect(patternInSql(pattern)).toBeNull();
});
