import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReporter } from '../diagnostics/reporter.ts';
import { checkExpression } from './check-expression.ts';
import { MAX_EXPRESSION, parseExpression } from './parse.ts';
import type { Scope } from './scope.ts';
import type { Syntax } from './syntax.ts';

const PIECES = [
  'input.a',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '.',
  ',',
  '?',
  ':',
  '&&',
  '||',
  '!',
  '-',
  '+',
  '*',
  '/',
  '%',
  '==',
  '<',
  'in',
  '"a"',
  "'",
  '"',
  '\\',
  '1',
  '1.5',
  '0x',
  'has(',
  'exists(v, ',
  '.map(x, ',
  'first(',
  'null',
  'true',
  ' ',
  '\n',
  '€',
  '😀',
  '\ud83d',
  '\u0000',
  '=',
  '&',
  '|',
  'and',
  '__proto__',
  'constructor(',
];

/** Texts of every kind: any characters at all, and pieces of expressions in any order. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((parts) => parts.join('')),
);

const SCOPE: Scope = {
  table: { types: new Map(), entities: new Map() },
  input: { kind: 'object', fields: [] },
  caller: null,
  steps: new Map(),
  later: new Set(),
  row: null,
  locals: new Map(),
  present: new Set(),
};

test('any text is read to the end and typed, and every place lies inside of it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { syntax, issues, tooDeep } = parseExpression(text);
      expect(
        issues.every(
          ({ start, end, reason }) =>
            start >= 0 && end <= text.length + 1 && start <= end && /^\S.*[.?]$/s.test(reason),
        ),
      ).toBe(true);
      expect(within(syntax, text.length)).toBe(true);
      const reporter = createReporter();
      checkExpression({ reporter, text, span: (start, end) => ({ start, end }), onNode: null }, SCOPE, syntax);
      if (!tooDeep && issues.length === 0 && reporter.diagnostics().length === 0) expect(text.trim()).not.toBe('');
    }),
    { numRuns: 3000 },
  );
});

/** Whether every part stands inside of the text and no part is missing. */
function within(syntax: Syntax, length: number): boolean {
  if (syntax.start < 0 || syntax.end > length + 1 || syntax.start > syntax.end) return false;
  const parts: readonly unknown[] = Object.values(syntax).flat();
  return parts.every((part) => !isSyntax(part) || within(part, length));
}

function isSyntax(part: unknown): part is Syntax {
  return part instanceof Object && 'kind' in part && 'start' in part;
}

test('every beginning of an expression is read, and only the whole has no mistake', () => {
  const whole = 'input.a.map(x, {"k": [x, -1.5 * (2 + f(x))], "l": x ? "y\\n" : null})[0] in input.b && !has(input.c)';
  const issues = Array.from(
    { length: whole.length + 1 },
    (_, end) => parseExpression(whole.slice(0, end)).issues.length,
  );
  expect(issues.at(-1)).toBe(0);
  expect(issues.slice(0, whole.indexOf('[0]')).every((count) => count > 0)).toBe(false);
  expect(issues[0]).toBe(1);
});

test.each([
  ['operators', (n: number) => Array.from({ length: n / 4 }, () => '1').join(' + ')],
  ['brackets', (n: number) => '['.repeat(n)],
  ['members', (n: number) => `a${'.b'.repeat(n / 2)}`],
  ['a text', (n: number) => `"${'\\n'.repeat(n / 2)}`],
  ['bad characters', (n: number) => '€'.repeat(n)],
  ['choices', (n: number) => 'a?'.repeat(n / 2)],
  ['calls', (n: number) => 'f('.repeat(n / 2)],
  ['a list', (n: number) => `[${'1,'.repeat(n / 2)}`],
])('the longest expressions of %s are read quickly', (_what, make) => {
  const text = make(MAX_EXPRESSION).slice(0, MAX_EXPRESSION);
  const started = performance.now();
  for (let i = 0; i < 10; i++) parseExpression(text);
  expect((performance.now() - started) / 10).toBeLessThan(100);
});

test('what is longer or deeper than allowed is refused as a whole', () => {
  expect(parseExpression('1'.repeat(MAX_EXPRESSION + 1)).tooDeep).toBe(true);
  expect(parseExpression('('.repeat(61)).tooDeep).toBe(true);
  expect(parseExpression(`${'('.repeat(50)}1${')'.repeat(50)}`)).toMatchObject({ tooDeep: false, issues: [] });
});

test.each([
  ['tests', (n: number) => Array.from({ length: n / 14 }, () => 'has(input.a)').join('&&')],
  ['alternatives', (n: number) => Array.from({ length: n / 14 }, () => 'input.a==null').join('||')],
  [
    'nested tests',
    (n: number) =>
      `${'('.repeat(50)}has(input.a)${Array.from({ length: 50 }, () => ' && has(input.b))').join('')}`.slice(0, n),
  ],
  ['functions', (n: number) => `${'[1].map(v,'.repeat(28)}1${')'.repeat(28)}`.slice(0, n)],
])('the longest expressions of %s are typed quickly', (_what, make) => {
  const text = make(MAX_EXPRESSION);
  const { syntax } = parseExpression(text);
  const started = performance.now();
  const check = {
    reporter: createReporter(),
    text,
    span: (start: number, end: number) => ({ start, end }),
    onNode: null,
  };
  for (let i = 0; i < 10; i++) checkExpression(check, SCOPE, syntax);
  expect((performance.now() - started) / 10).toBeLessThan(100);
});
