import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { allCodes, explain } from '../diagnostics/explain.ts';
import { specOfLines } from '../testing/spec-of-lines.ts';
import { applyEdits, formatSpec } from './format-spec.ts';

const GOLDEN = ['kyc-brief', 'loan-quotes'].map((name) =>
  readFileSync(join(import.meta.dirname, '../../../e2e/golden', name, 'spec.yaml'), 'utf8'),
);
const RIGHT = allCodes().flatMap((code) => explain(code)?.right ?? []);
const TEXTS = [...GOLDEN, specOfLines(120), ...RIGHT];

/** The canonical form of a text that has one. Checks on the way what holds of every formatting. */
function format(text: string): string {
  const result = formatSpec(text);
  if (result.kind === 'refused') throw new Error(`${result.reason}\n${text}`);
  expect(applyEdits(text, result.edits)).toBe(result.text);
  expect(result.edits.every(({ span }) => text.slice(span.start, span.end) !== undefined)).toBe(true);
  return result.text;
}

/** What a text means, without places. */
function meaning(text: string): string {
  const { model, diagnostics } = checkSpec(text);
  const bare = JSON.stringify(model, (key, value) => (key === 'span' ? undefined : value));
  return JSON.stringify([JSON.parse(bare), diagnostics.map(({ code, severity }) => [code, severity])]);
}

/** Not compared by `toBe`, which would print two models of many pages. */
function expectSameMeaning(formatted: string, text: string): void {
  if (meaning(formatted) !== meaning(text)) expect(formatted).toBe(`${text}\n… which means something else`);
}

const visible = (text: string): string => text.replace(/\s+/g, '');

test.each(TEXTS.map((text) => [text.slice(0, 60), text] as const))(
  '%j keeps its meaning and formats once',
  (_, text) => {
    const once = format(text);
    expectSameMeaning(once, text);
    expect(visible(once)).toBe(visible(text));
    expect(format(once)).toBe(once);
  },
);

test('a specification that is laid out well is left as it is', () => {
  expect(format(GOLDEN[0]?.replace('  \n', '\n') ?? '')).toBe(GOLDEN[0]?.replace('  \n', '\n'));
  expect(
    format(specOfLines(60).replaceAll(/^(?=types:|roles:|entities:|errors:|endpoints:|decisions:)/gm, '\n')),
  ).toMatch(/^specVersion/);
});

/** Other layouts of the same text: what people and other editors do. Each keeps the meaning. */
const SCRAMBLES: Readonly<Record<string, (line: string, random: number) => string>> = {
  wider: (line) =>
    line.replace(/^( *)(- )?/, (_, spaces, dash) => spaces + spaces + (dash === undefined ? '' : '-   ')),
  trailing: (line, random) => (random % 3 === 0 ? `${line}  ` : line),
  colons: (line, random) =>
    random % 2 === 0 && !/^\s*\|/.test(line) ? line.replace(/^(\s*(?:- )?[A-Za-z_]+:) (?=\S)/, '$1    ') : line,
  blanks: (line, random) => (random % 4 === 0 && !/^\s*\|/.test(line) ? `\n\n${line}` : line),
  comments: (line, random) =>
    random % 5 === 0 && !/^\s*\|/.test(line) ? `${line.match(/^ */)?.[0] ?? ''}# note ${random}\n${line}` : line,
  brackets: (line) =>
    line
      .replace(/: \{/g, ': {   ')
      .replace(/: \[/g, ': [ ')
      .replace(/(?<!path.*)([}\]])$/, '  $1'),
};

test.each(Object.keys(SCRAMBLES))('text laid out otherwise (%s) comes back to one form', (name) => {
  for (const text of [...GOLDEN, specOfLines(60)]) {
    const canonical = format(text);
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }), (randoms) => {
        const scramble = SCRAMBLES[name];
        const lines = canonical
          .split('\n')
          .map((line, i) => scramble?.(line, (randoms[i % randoms.length] ?? 0) + i) ?? line);
        const scrambled = lines.join('\n');
        const formatted = format(scrambled);
        expectSameMeaning(formatted, canonical);
        expect(format(formatted)).toBe(formatted);
        if (name !== 'blanks' && name !== 'comments') expect(formatted).toBe(canonical);
        if (name === 'comments') expect(formatted.replace(/^ *# note \d+\n/gm, '')).toBe(canonical);
      }),
      { numRuns: 8, seed: 11 },
    );
  }
});

describe('layout', () => {
  test.each([
    ['spaces after a colon', 'service:   a\n', 'service: a\n'],
    ['brackets', 'a: { b:  1 , c: [ x , y ] }\n', 'a: {b: 1, c: [x, y]}\n'],
    ['lists below their key', 'a:\n- b\n- c: 1\n  d: 2\ne: 1\n', 'a:\n  - b\n  - c: 1\n    d: 2\n\ne: 1\n'],
    ['four columns', 'a:\n    b:\n        c: 1\n', 'a:\n  b:\n    c: 1\n'],
    ['line ends', '\ufeffa: 1\r\nb: 2\r\n\r\n\r\n', 'a: 1\nb: 2\n'],
    ['no last line break', 'a: 1', 'a: 1\n'],
    ['sections', 'a: 1\nb:\n  c: 1\nd: 1\n\n\n\ne: 2\n', 'a: 1\n\nb:\n  c: 1\n\nd: 1\n\ne: 2\n'],
    [
      'comments',
      'a: 1 # one\n#two\nb:\n    # three\n    c: 1\n    # four\n# five\nd: 1\n# six\n',
      'a: 1  # one\n\n#two\nb:\n  # three\n  c: 1\n  # four\n\n# five\nd: 1\n# six\n',
    ],
    ['a comment above with a blank line', 'a:\n  b: 1\n# of a\n\nc: 1\n', 'a:\n  b: 1\n# of a\n\nc: 1\n'],
    ['a comment behind a key', 'a:   # why\n    b: 1\n', 'a:  # why\n  b: 1\n'],
    [
      'brackets over several lines',
      'a: {b: 1,\n c: [x,\n\n    y\n ]\n }\n',
      'a: {b: 1,\n    c: [x,\n      y\n    ]\n  }\n',
    ],
    [
      'a text over several lines',
      'a: one\n    two   \n\n    three\nb: "x\n y"\n',
      'a: one\n  two\n\n  three\n\nb: "x\n  y"\n',
    ],
    ['a block', 'a: |-\n      x  \n        y\n\n\nb: >2\n    z\n', 'a: |-\n  x  \n    y\n\nb: >2\n    z\n'],
    ['a block that keeps its end', 'a: |+\n    x\n\n\nb: 1\n', 'a: |+\n  x\n\n\nb: 1\n'],
    ['a block under a dash', 'a:\n- |\n   x\n- b: |\n       y\n', 'a:\n  - |\n    x\n  - b: |\n      y\n'],
    ['nested lists', 'a:\n- - x\n  - y\n-\n    - z\n', 'a:\n  - - x\n    - y\n  -\n    - z\n'],
    ['a document mark', '---\na: 1\n...\n', '---\na: 1\n...\n'],
    ['empty values', 'a:   \nb:\n- \n- c:\n', 'a:\n\nb:\n  -\n  - c:\n'],
    [
      'a table with a mistake',
      'decisions:\n  a:\n    table: |\n        | x|| y  |\n        | 1 | 2\n',
      'decisions:\n  a:\n    table: |\n      | x|| y  |\n      | 1 | 2\n',
    ],
    [
      'a table',
      'decisions:\n  - a:\n      table: |\n        |x||yy|\n        |"|"  ||  2  |\n\n        # note\n        | € || - |\n',
      'decisions:\n  - a:\n      table: |\n        | x   || yy |\n        | "|" || 2  |\n\n        # note\n        | €   || -  |\n',
    ],
    [
      'a table of examples',
      'scenarios:\n  - a:\n      examples: |\n        |x||yy|\n        | 1 || 2 |\n',
      'scenarios:\n  - a:\n      examples: |\n        | x || yy |\n        | 1 || 2  |\n',
    ],
    [
      'examples in one part',
      'scenarios:\n  - a:\n      examples: |\n        |x|yy|\n        | 1 | 2 |\n',
      'scenarios:\n  - a:\n      examples: |\n        |x|yy|\n        | 1 | 2 |\n',
    ],
    ['bars that are no table', 'summary: |\n  |x||yy|\n  |1||  2|\n', 'summary: |\n  |x||yy|\n  |1||  2|\n'],
  ])('%s', (_, text, wanted) => {
    expect(format(text)).toBe(wanted);
    expect(format(wanted)).toBe(wanted);
  });
});

test('what is no YAML, empty or written in an unknown way is left as it is, with a reason', () => {
  const refused = [
    'a: [1\n',
    '',
    '# only\n',
    '? a\n: b\n',
    'a: &x 1\n',
    'a\u0000: 1\n',
    '{'.repeat(100),
    'x'.repeat(2 ** 21),
  ];
  for (const text of refused)
    expect(formatSpec(text)).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/\.$/) });
});

const PIECES = [
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\n  ',
  '# c',
  ' # c\n',
  '\n# c\n',
  '- ',
  '{',
  '}',
  '[',
  ']',
  ',',
  ': ',
  '"',
  "'",
  '|',
  '|\n',
  '\r\n',
  '\t',
  '>',
  '=',
  '?',
  '---\n',
  'a',
  '€',
];

test('a text with something put in, taken out or moved keeps its meaning, or is left as it is', () => {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    out: fc.nat(6),
    piece: fc.constantFrom('', ...PIECES),
  });
  let formatted = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...GOLDEN, specOfLines(60)),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (text, changes) => {
        const mutant = changes.reduce((before, { at, out, piece }) => {
          const start = Math.floor(at * before.length);
          return before.slice(0, start) + piece + before.slice(start + out);
        }, text);
        const result = formatSpec(mutant);
        if (result.kind === 'refused') return;
        formatted++;
        expectSameMeaning(result.text, mutant);
        expect(format(result.text)).toBe(result.text);
      },
    ),
    { numRuns: 400, seed: 5 },
  );
  expect(formatted).toBeGreaterThan(100);
});
