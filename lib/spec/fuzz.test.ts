import { describe, expect, test } from 'vitest';
import { checkSpec, openSession } from './check-spec.ts';
import { fuzzEdits, fuzzMutation } from './testing/fuzz.ts';
import { fuzzTexts } from './testing/gallery.ts';
import { judgeCheck, judgeFeatures } from './testing/judge-text.ts';
import { randomFrom } from './testing/random.ts';
import { specOfLines } from './testing/spec-of-lines.ts';

/** The short form; `npm run fuzz` is the long one. A seed that is printed here shows its text again there. */
const texts = fuzzTexts();

test('no mutant of the gallery throws, hangs, is answered with nothing or with a place outside of it, or differently by a session', () => {
  expect(fuzzMutation({ count: 400, seed: 1, texts, featuresEvery: 8 })).toEqual([]);
}, 300_000);

test('typing, pasting, deleting and undoing are answered as if each text were the first', () => {
  expect(fuzzEdits({ count: 600, seed: 1, texts, featuresEvery: 0 })).toEqual([]);
}, 300_000);

const HEAD = 'service: a\nversion: 1.0.0\n';
const deep = (open: string, depth = 10_000) => `${HEAD}domain: ${open.repeat(depth)}`;
const numbered = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join('');

const HOSTILE: Readonly<Record<string, string>> = {
  'brackets nested 10,000 deep': deep('['),
  'maps nested 10,000 deep': deep('{a: '),
  'dashes nested 10,000 deep': `${HEAD}endpoints:\n  ${'- '.repeat(10_000)}`,
  'blocks nested 1,000 deep': `${HEAD}types:\n${numbered(1_000, (n) => `${'  '.repeat(n + 1)}a:\n`)}`.slice(
    0,
    1_000_000,
  ),
  'parentheses nested 10,000 deep': `${HEAD}invariants:\n  a: {holds: "${'('.repeat(10_000)}"}\n`,
  'a type nested 10,000 deep': `${HEAD}types:\n  A: ${'list<'.repeat(10_000)}int${'>'.repeat(10_000)}\n`,
  'a text of 1 MB': `${HEAD}summary: ${'x'.repeat(1_000_000)}\n`,
  'a quoted text of 1 MB that never ends': `${HEAD}summary: "${'x '.repeat(500_000)}`,
  'a block of 1 MB': `${HEAD}summary: |\n${'  x\n'.repeat(250_000)}`,
  'an expression of 1 MB': `${HEAD}invariants:\n  a: {holds: ${'a && '.repeat(200_000)}a}\n`,
  'a million top-level keys': numbered(1_000_000, (n) => `${n}:\n`).slice(0, 1_048_000),
  'keys in one section up to the limit': `types:\n${numbered(90_000, (n) => ` t${n}: \n`)}`.slice(0, 1_048_000),
  'a million items': `roles:\n${'- \n'.repeat(340_000)}`,
  'a million brackets': `${HEAD}roles: ${'[]'.repeat(500_000)}`,
  'a million quotes': `${HEAD}roles: ${'"'.repeat(1_000_000)}`,
  'a million lines': '\n'.repeat(1_048_000),
  'a million lines that end in another way': '\r'.repeat(1_048_000),
  'a million comments': '#\n'.repeat(500_000),
  'a million dashes': '-\n'.repeat(500_000),
  'complex keys up to the limit': '? a\n'.repeat(250_000),
  'an error in every line': numbered(100_000, () => 'a: b: c\n'),
  'a pattern that backtracks': `${HEAD}types:\n  A: string(pattern "${'(a+)+'.repeat(30)}$")\n  B: {type: string, pattern: "(x+x+)+y"}\n`,
  'keys called __proto__': `${HEAD}__proto__: 1\ntypes:\n  __proto__: {__proto__: int}\n  constructor: int\nendpoints:\n  - path: /a\n    __proto__: {a: 1}\n    processing:\n      - __proto__: {set: 1}\n      - toString: {set: =__proto__.constructor}\n`,
  'lookalike letters': `${HEAD}tуpes:\n  А: int\n  Α: int\nendpоints: []\nservіce: b\n`,
  'marks that turn the direction': `${HEAD}summary: a \u202e txet \u202c b\nroles: [\u2066admin\u2069]\n`,
  'bytes that are no text': '\u0000\u0001\ud800\udc00\udfff\ufffe\uffff'.repeat(10_000),
  'a byte order mark and Windows line ends': `\ufeff${specOfLines(100).replaceAll('\n', '\r\n')}`,
  'byte order marks everywhere': specOfLines(60).replaceAll(' ', ' \ufeff'),
  'tabs in the place of spaces': specOfLines(60).replaceAll('  ', '\t'),
  'a table that ends with the text': `${HEAD}endpoints:\n  - path: /a\n    processing: [{v: {decide: g}}]\ndecisions:\n  g:\n    outputs: {x: int}\n    table: |`,
  'tabs behind every colon': specOfLines(60).replaceAll(': ', ':\t'),
};

describe('hostile texts get a clear answer in time', () => {
  test.each(Object.entries(HOSTILE))(
    '%s',
    (_, text) => {
      expect(judgeCheck(text, openSession())).toBe(null);
      if (text.length < 200_000) expect(judgeFeatures(text, randomFrom(1))).toBe(null);
    },
    300_000,
  );
});

test('Windows line ends and a byte order mark change nothing of what a text means', () => {
  for (const text of texts) {
    const said = (of: string) => checkSpec(of).diagnostics.map(({ code, message }) => ({ code, message }));
    for (const other of [text.replaceAll('\n', '\r\n'), `\ufeff${text}`]) expect(said(other)).toEqual(said(text));
  }
});
