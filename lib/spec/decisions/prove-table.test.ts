import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import type { UnaryTest } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import { atomsOf } from './atoms.ts';
import { parseUnaryTest } from './parse-unary-test.ts';
import { proveTable } from './prove-table.ts';

const SMALL = scalar('int', { range: { min: '0', max: '9' } });

function cell(text: string): UnaryTest {
  const reading = parseUnaryTest(text, SMALL, false, (start, end) => ({ start, end }));
  if (!reading.ok) throw new Error(reading.reason);
  return reading.test;
}

/** An oracle of its own: what a cell accepts, read from its text. */
function accepts(text: string, n: number): boolean {
  if (text === '-') return true;
  const not = /^not\((.*)\)$/.exec(text)?.[1];
  if (not !== undefined) return !accepts(not, n);
  if (text.includes(',')) return text.split(',').some((part) => accepts(part.trim(), n));
  const interval = /^([[(])(\d)\.\.(\d)([\])])$/.exec(text);
  if (interval) {
    const [low, high] = [Number(interval[2]), Number(interval[3])];
    return (interval[1] === '[' ? n >= low : n > low) && (interval[4] === ']' ? n <= high : n < high);
  }
  const [, operator = '', digits = ''] = /^([<>]=?)?\s*(\d)$/.exec(text) ?? [];
  const value = Number(digits);
  return operator === '<'
    ? n < value
    : operator === '<='
      ? n <= value
      : operator === '>'
        ? n > value
        : operator === '>='
          ? n >= value
          : n === value;
}

const digit = fc.integer({ min: 0, max: 9 });
const interval = fc
  .tuple(digit, digit, fc.constantFrom('[', '('), fc.constantFrom(']', ')'))
  .map(([a, b, open, close]) => `${open}${Math.min(a, b)}..${Math.max(a, b)}${close}`);
const simple = fc.oneof(
  fc.constant('-'),
  digit.map(String),
  fc.tuple(fc.constantFrom('<', '<=', '>', '>='), digit).map(([o, d]) => `${o} ${d}`),
  interval,
);
const anyCell = fc.oneof(
  simple,
  fc.tuple(digit, digit).map(([a, b]) => `${a}, ${b}`),
  digit.map((d) => `not(${d})`),
);

test('gaps, overlaps and unreachable rules are those that trying every value finds', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyCell, anyCell), { minLength: 1, maxLength: 6 }), (rules) => {
      const columns = [0, 1].map(
        (c) =>
          atomsOf(
            SMALL,
            false,
            rules.map((rule) => cell(rule[c === 0 ? 0 : 1])),
          ) ?? [],
      );
      const proof = proveTable(columns, rules.length, true);
      const reached = new Set<number>();
      let gap = false;
      let overlap = false;
      for (let a = 0; a <= 9; a++) {
        for (let b = 0; b <= 9; b++) {
          const hits = rules.flatMap((rule, i) => (accepts(rule[0], a) && accepts(rule[1], b) ? [i] : []));
          if (hits[0] === undefined) gap = true;
          else reached.add(hits[0]);
          if (hits.length > 1) overlap = true;
        }
      }
      expect(proof && proof.gaps.length > 0).toBe(gap);
      expect(proof && proof.overlaps.length > 0).toBe(overlap);
      expect(proof?.unreachable).toEqual(rules.map((_, i) => i).filter((i) => !reached.has(i)));
      // An example of a gap is one.
      for (const [a, b] of proof?.gaps ?? [])
        expect(rules.some((rule) => accepts(rule[0], Number(a)) && accepts(rule[1], Number(b)))).toBe(false);
    }),
    { numRuns: 1000, seed: 11 },
  );
});

function tableSaid(table: string, inputs = 'rate: decimal(0..1, scale 2)', policy = 'first'): string[] {
  const name = inputs.split(':')[0];
  const text = `service: a\nendpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    operation: op\n    input: [{${inputs.replace(/(decimal\([^)]*\))/, '"$1"')}}]\n    processing: [{d: {decide: t}}]\n    output: [{r: {type: int, value: =d.r}}]\ndecisions:\n  t:\n    hitPolicy: ${policy}\n    inputs: {${name}: =input.${name}}\n    outputs: {r: int}\n    table: |\n${table}`;
  return checkSpec(text)
    .diagnostics.filter(({ code }) => !code.startsWith('SPC2011'))
    .map(({ code, message }) => `${code} ${message}`);
}

test('a gap between decimals is shown by a number of their scale that lies in it', () => {
  expect(tableSaid('      | rate || r |\n      | < 0.5 || 1 |\n      | > 0.5 || 2 |\n')).toEqual([
    'DEC6004 No rule covers `rate` 0.5. Such a request would fail with 500.',
  ]);
  expect(tableSaid('      | rate || r |\n      | <= 0.50 || 1 |\n      | >= 0.51 || 2 |\n')).toEqual([]);
  expect(tableSaid('      | rate || r |\n      | <= 0.50 || 1 |\n      | >= 0.52 || 2 |\n')).toEqual([
    'DEC6004 No rule covers `rate` 0.51. Such a request would fail with 500.',
  ]);
});

test('a missing input is a value of its own', () => {
  expect(tableSaid('      | n || r |\n      | < 5 || 1 |\n      | >= 5 || 2 |\n', 'n: int?')).toEqual([
    'DEC6004 No rule covers `n` null. Such a request would fail with 500.',
  ]);
  expect(
    tableSaid('      | n || r |\n      | < 5 || 1 |\n      | >= 5 || 2 |\n      | null || 3 |\n', 'n: int?'),
  ).toEqual([]);
});

test('rules that overlap are named with what they share', () => {
  expect(tableSaid('      | n || r |\n      | <= 5 || 1 |\n      | >= 5 || 2 |\n', 'n: int', 'unique')).toEqual([
    'DEC6005 Rules 1 and 2 both cover `n` 5, which the hit policy `unique` does not allow.',
  ]);
  expect(tableSaid('      | n || r |\n      | <= 5 || 1 |\n      | >= 5 || 1 |\n', 'n: int', 'any')).toEqual([]);
});
