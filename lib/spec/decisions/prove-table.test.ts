import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import type { Type, UnaryTest } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import { randomFrom } from '../testing/random.ts';
import { type Atoms, atomsOf } from './atoms.ts';
import { parseUnaryTest } from './parse-unary-test.ts';
import { proveTable } from './prove-table.ts';
import { cutUp } from './testing/cut-up.ts';

const SMALL = scalar('int', { range: { min: '0', max: '9' } });

function cell(text: string): UnaryTest {
  const reading = parseUnaryTest(text, SMALL, false, (start, end) => ({ start, end }));
  if (!reading.ok) throw new Error(reading.reason);
  return reading.test;
}

/** The groups of an input whose type has them. */
function atoms(type: Type, optional: boolean, tests: readonly UnaryTest[]): Atoms {
  const found = atomsOf(type, optional, tests);
  if (found === null) throw new Error('This type has no groups.');
  return found;
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
      const columns = [0, 1].map((c) =>
        atoms(
          SMALL,
          false,
          rules.map((rule) => cell(rule[c === 0 ? 0 : 1])),
        ),
      );
      const proof = proveTable(columns, rules.length, { kind: 'first' });
      const unique = proveTable(columns, rules.length, { kind: 'agreeing', answers: rules.map((_, i) => i) });
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
      expect(unique && unique.overlaps.length > 0).toBe(overlap);
      expect([...(proof?.unreachable ?? []), ...(proof?.impossible ?? [])].sort((a, b) => a - b)).toEqual(
        rules.map((_, i) => i).filter((i) => !reached.has(i)),
      );
      // An example of a gap is one.
      for (const [a, b] of proof?.gaps ?? [])
        expect(rules.some((rule) => accepts(rule[0], Number(a)) && accepts(rule[1], Number(b)))).toBe(false);
    }),
    { numRuns: 1000, seed: 11 },
  );
});

/** Four inputs of six values: few rules leave much to be cut, and every combination can still be tried. */
const SIX = scalar('int', { range: { min: '0', max: '5' } });
const six = fc.integer({ min: 0, max: 5 });
const sixCell = fc.oneof(
  fc.constant('-'),
  fc.tuple(fc.constantFrom('<', '<=', '>', '>='), six).map(([o, d]) => `${o} ${d}`),
  fc.tuple(six, six).map(([a, b]) => `[${Math.min(a, b)}..${Math.max(a, b)}]`),
  fc.tuple(six, six).map(([a, b]) => `${a}, ${b}`),
  six.map((d) => `not(${d})`),
);
const COMBINATIONS = Array.from({ length: 6 ** 4 }, (_, n) => [
  n % 6,
  Math.floor(n / 6) % 6,
  Math.floor(n / 36) % 6,
  Math.floor(n / 216),
]);

/** By rule and combination, whether the oracle lets it through. */
function hitsOf(rules: readonly (readonly string[])[]): boolean[][] {
  return rules.map((rule) => {
    const passes = rule.map((text) => [0, 1, 2, 3, 4, 5].map((n) => accepts(text, n)));
    return COMBINATIONS.map((values) => values.every((value, i) => passes[i]?.[value]));
  });
}

test('tables of four inputs are proven as trying every combination shows', () => {
  const rules = fc.array(fc.tuple(sixCell, sixCell, sixCell, sixCell), { minLength: 1, maxLength: 24 });
  let gapless = 0;
  fc.assert(
    fc.property(rules, fc.boolean(), (some, closed) => {
      const table = closed ? [...some, ['-', '-', '-', '-'], ...some.slice(0, 2)] : some;
      const groups = [0, 1, 2, 3].map((c) =>
        atoms(
          SIX,
          false,
          table.map((rule) => sixth(rule[c] ?? '-')),
        ),
      );
      const hits = hitsOf(table);
      const firsts = COMBINATIONS.map((_, n) => hits.findIndex((rule) => rule[n]));
      const proof = proveTable(groups, table.length, { kind: 'first' });
      const unreached = table.flatMap((_, i) => (firsts.includes(i) ? [] : [i]));
      expect([...(proof?.unreachable ?? []), ...(proof?.impossible ?? [])].sort((a, b) => a - b)).toEqual(unreached);
      expect(proof?.impossible).toEqual(table.flatMap((_, i) => (hits[i]?.includes(true) ? [] : [i])));
      expect([proof?.open, (proof?.gaps.length ?? 0) > 0]).toEqual([[], firsts.includes(-1)]);
      for (const gap of proof?.gaps ?? [])
        expect(table.some((rule) => rule.every((text, i) => accepts(text, Number(gap[i]))))).toBe(false);
      if (!firsts.includes(-1)) gapless++;
      const unique = proveTable(groups, table.length, { kind: 'agreeing', answers: table.map((_, i) => i) });
      const pairs = table.flatMap((_, j) => {
        const i = hits.findIndex((rule, at) => at < j && rule.some((hit, n) => hit && hits[j]?.[n]));
        return i === -1 ? [] : [`${i} ${j}`];
      });
      expect(unique?.overlaps.map(({ first, second }) => `${first} ${second}`)).toEqual(pairs.slice(0, 5));
      for (const { first, second, example } of unique?.overlaps ?? [])
        for (const rule of [first, second])
          expect(table[rule]?.every((text, i) => accepts(text, Number(example[i])))).toBe(true);
    }),
    { numRuns: 400, seed: 3 },
  );
  expect(gapless).toBeGreaterThan(100);
});

function sixth(text: string): UnaryTest {
  const reading = parseUnaryTest(text, SIX, false, (start, end) => ({ start, end }));
  if (!reading.ok) throw new Error(reading.reason);
  return reading.test;
}

test('a table that cuts the whole in parts has a gap where one part is taken away, and none before', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const parts = cutUp(randomFrom(seed), 80, 4, 5);
    const proved = (table: readonly string[][]): ReturnType<typeof proveTable> =>
      proveTable(
        [0, 1, 2, 3].map((c) =>
          atoms(
            SIX,
            false,
            table.map((rule) => sixth(rule[c] ?? '-')),
          ),
        ),
        table.length,
        { kind: 'agreeing', answers: table.map((_, i) => i) },
      );
    expect(proved(parts)).toEqual({ gaps: [], overlaps: [], unreachable: [], impossible: [], open: [] });
    const gone = parts[seed] ?? [];
    const rest = proved(parts.filter((rule) => rule !== gone));
    expect(rest?.gaps.length).toBeGreaterThan(0);
    for (const gap of rest?.gaps ?? []) expect(gone.every((text, i) => accepts(text, Number(gap[i])))).toBe(true);
  }
});

test('what takes too long is said to be open, and what is known is still said', () => {
  // Nine values for ten inputs, no two alike: there is none, but no short proof of it (pigeons and holes).
  const inputs = Array.from({ length: 10 }, (_, i) => i);
  const rules = Array.from({ length: 9 }, (_, hole) =>
    inputs.flatMap((i) => inputs.slice(i + 1).map((j) => inputs.map((k) => (k === i || k === j ? String(hole) : '-')))),
  ).flat();
  const holes = scalar('int', { range: { min: '0', max: '8' } });
  const groups = inputs.map((c) =>
    atoms(
      holes,
      false,
      rules.map((rule) => cell(rule[c] ?? '-')),
    ),
  );
  const proof = proveTable(groups, rules.length, { kind: 'agreeing', answers: rules.map((_, i) => i) });
  expect([proof?.open, proof?.gaps, proof?.overlaps.length]).toEqual([['gaps'], [], 5]);
});

/** A small domain of each kind: all its values as they are written, in their order, with the texts that a cell may hold. */
const DOMAINS = {
  enumeration: {
    type: { kind: 'enum', values: ['a', 'b', 'c', 'd'] },
    values: ['a', 'b', 'c', 'd'],
    ordered: false,
  },
  truth: { type: scalar('bool'), values: ['true', 'false'], ordered: false },
  // The last of these stand for all texts that start as they do; no cell names them.
  text: {
    type: scalar('string'),
    values: ['ab', 'abc', 'b', 'other', 'a', 'ac', 'abb', 'abcd', 'bc'],
    named: 3,
    ordered: false,
  },
  decimal: {
    type: scalar('decimal', { range: { min: '0', max: '0.5' }, scale: 1 }),
    values: ['0', '0.1', '0.2', '0.3', '0.4', '0.5'],
    ordered: true,
  },
  date: {
    type: scalar('date'),
    values: ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'],
    ordered: true,
  },
  moment: {
    type: scalar('timestamp'),
    values: ['2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00.000Z', '2026-02-01T00:00:00.001Z'],
    ordered: true,
  },
  duration: { type: scalar('duration'), values: ['PT1M', 'PT60.001S', 'PT2H', 'P1D'], ordered: true },
} as const satisfies Record<string, { type: Type; values: readonly string[]; named?: number; ordered: boolean }>;

/** What a cell accepts, told by the places of values in their order; null is at no place. */
interface OracleCell {
  text: string;
  accepts: (place: number | null) => boolean;
}

function cellsOf(domain: (typeof DOMAINS)[keyof typeof DOMAINS], optional: boolean): fc.Arbitrary<OracleCell> {
  const listed: readonly string[] = domain.values.slice(0, 'named' in domain ? domain.named : undefined);
  const place = fc.nat(listed.length - 1);
  const said = (at: number): string => domain.values[at] ?? '';
  const any = fc.constant<OracleCell>({ text: '-', accepts: () => true });
  const one = place.map((at): OracleCell => ({ text: said(at), accepts: (n) => n === at }));
  const not = place.map((at): OracleCell => ({ text: `not(${said(at)})`, accepts: (n) => n !== at }));
  const either = fc
    .tuple(place, place)
    .map(([a, b]): OracleCell => ({ text: `${said(a)}, ${said(b)}`, accepts: (n) => n === a || n === b }));
  const less = place.map((at): OracleCell => ({ text: `< ${said(at)}`, accepts: (n) => n !== null && n < at }));
  const atLeast = place.map((at): OracleCell => ({ text: `>= ${said(at)}`, accepts: (n) => n !== null && n >= at }));
  const between = fc.tuple(place, place).map(([a, b]): OracleCell => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    return { text: `[${said(low)}..${said(high)}]`, accepts: (n) => n !== null && n >= low && n <= high };
  });
  const start = fc.constantFrom('a', 'ab', 'abc', 'b').map(
    (prefix): OracleCell => ({
      text: `startsWith("${prefix}")`,
      accepts: (n) => n !== null && said(n).startsWith(prefix),
    }),
  );
  const starts = domain.type.kind === 'scalar' && domain.type.name === 'string' ? [start, start] : [];
  const missing = fc.constant<OracleCell>({ text: 'null', accepts: (n) => n === null });
  const ordered = domain.ordered ? [less, atLeast, between] : [];
  return fc.oneof(any, one, not, either, ...starts, ...ordered, ...(optional ? [missing] : []));
}

const column = fc
  .tuple(fc.constantFrom(...Object.values(DOMAINS)), fc.boolean())
  .map(([domain, optional]) => ({ domain, optional }));

test('every kind of cell, also of values that may be missing, is proven as trying every value shows', () => {
  const table = fc.tuple(column, column).chain(([a, b]) =>
    fc.record({
      columns: fc.constant([a, b] as const),
      rules: fc.array(fc.tuple(cellsOf(a.domain, a.optional), cellsOf(b.domain, b.optional), fc.nat(1)), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  );
  fc.assert(
    fc.property(table, ({ columns, rules }) => {
      const groups = columns.map(({ domain, optional }, c) => {
        const tests = rules.map((rule) => {
          const text = (c === 0 ? rule[0] : rule[1]).text;
          const reading = parseUnaryTest(text, domain.type, optional, (start, end) => ({ start, end }));
          if (!reading.ok) throw new Error(`${text}: ${reading.reason}`);
          return reading.test;
        });
        return atoms(domain.type, optional, tests);
      });
      const answers = rules.map(([, , answer]) => answer);
      const proof = proveTable(groups, rules.length, { kind: 'agreeing', answers });
      // Values that no cell mentions lie before, behind or between; a place that is none stands for them.
      const places = columns.map(({ domain, optional }) => [
        ...domain.values.map((_, i) => i),
        ...(domain.ordered && domain.type.kind === 'scalar' && domain.type.range === null
          ? [-1, domain.values.length, ...domain.values.map((_, i) => i + 0.5)].filter((n) => between(domain, n))
          : []),
        ...(optional ? [null] : []),
      ]);
      let gap = false;
      let contradiction = false;
      const reached = new Set<number>();
      for (const a of places[0] ?? [])
        for (const b of places[1] ?? []) {
          const hits = rules.flatMap((rule, i) => (rule[0].accepts(a) && rule[1].accepts(b) ? [i] : []));
          gap ||= hits.length === 0;
          contradiction ||= new Set(hits.map((i) => answers[i])).size > 1;
          for (const i of hits) reached.add(i);
        }
      expect(proof?.gaps.length !== 0).toBe(gap);
      expect(proof?.overlaps.length !== 0).toBe(contradiction);
      expect([...(proof?.unreachable ?? []), ...(proof?.impossible ?? [])].sort((a, b) => a - b)).toEqual(
        rules.map((_, i) => i).filter((i) => !reached.has(i)),
      );
    }),
    { numRuns: 2000, seed: 5 },
  );
});

/** Whether there is a value between two neighbours of a domain: days and milliseconds may be neighbours in time too. */
function between(domain: { values: readonly string[]; type: Type }, place: number): boolean {
  if (Number.isInteger(place)) return true;
  const [low, high] = [domain.values[Math.floor(place)], domain.values[Math.ceil(place)]];
  if (low === undefined || high === undefined) return false;
  const isDay = domain.type.kind === 'scalar' && domain.type.name === 'date';
  const [from, to] = [low, high].map((text) => Date.parse(isDay ? `${text}T00:00:00Z` : text));
  // Durations of the list lie more than a millisecond apart, but for the first two.
  if (from === undefined || to === undefined || Number.isNaN(from)) return place !== 0.5;
  return to - from > (isDay ? 86_400_000 : 1);
}

test('rules of the hit policy any that disagree are found behind rules that agree', () => {
  const groups = [atoms(SMALL, false, ['-', '-', '5'].map(cell))];
  expect(proveTable(groups, 3, { kind: 'agreeing', answers: [0, 0, 1] })?.overlaps).toEqual([
    { first: 0, second: 2, example: ['5'] },
  ]);
  expect(proveTable(groups, 3, { kind: 'agreeing', answers: [0, 0, 0] })?.overlaps).toEqual([]);
});

test('moments are compared in time, not as they are written', () => {
  expect(
    tableSaid(
      '      | at || r |\n      | < 2026-02-01T00:00:00+05:30 || 1 |\n      | >= 2026-01-31T18:30:00Z || 2 |\n',
      'at: timestamp',
      'unique',
    ),
  ).toEqual([]);
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

test('texts are told apart by how they start, and what starts otherwise is a gap', () => {
  expect(
    tableSaid(
      '      | c || r |\n      | startsWith("IN-"), XX || 1 |\n      | startsWith("IN-M") || 2 |\n',
      'c: string',
    ),
  ).toEqual([
    'DEC6004 No rule covers `c` any other value. Such a request would fail with 500.',
    'DEC6006 Rule 2 is never reached: the rules above it cover all that it covers.',
  ]);
  const both = '      | c || r |\n      | startsWith("I") || 1 |\n      | not(startsWith("IN")) || 2 |\n';
  expect(tableSaid(both, 'c: string', 'unique')).toEqual([
    'DEC6005 Rules 1 and 2 both cover `c` I, which the hit policy `unique` does not allow.',
  ]);
  // Two characters are all that there are: of the texts that start with IN there is only one.
  const short = '      | c || r |\n      | IN || 1 |\n      | not(startsWith("IN")) || 2 |\n';
  expect(tableSaid(short, 'c: "string(1..2)"', 'unique')).toEqual([]);
  expect(tableSaid(short, 'c: "string(1..3)"', 'unique')).toEqual([
    'DEC6004 No rule covers `c` IN…. Such a request would fail with 500.',
  ]);
});

test.each([
  ['startsWith("")', 'c: string', 'Write the start of the text: `startsWith("AB")`.'],
  ['startsWith()', 'c: string', 'Write the start of the text: `startsWith("AB")`.'],
  ['starts with(?, "a")', 'c: string', 'Write `startsWith("…")`: the input is meant without a `?`.'],
  ['startsWith("1")', 'c: int', 'Only texts have a start to be compared.'],
  ['startsWith("a")', 'c: [ab, b]', 'This input is one of a list; write the values that are meant.'],
])('%s for %s says what to write', (text, inputs, reason) => {
  expect(tableSaid(`      | c || r |\n      | ${text} || 1 |\n      | - || 2 |\n`, inputs)).toEqual([
    `DEC6003 ${reason}`,
  ]);
});

test('rules that overlap are named with what they share', () => {
  expect(tableSaid('      | n || r |\n      | <= 5 || 1 |\n      | >= 5 || 2 |\n', 'n: int', 'unique')).toEqual([
    'DEC6005 Rules 1 and 2 both cover `n` 5, which the hit policy `unique` does not allow.',
  ]);
  expect(tableSaid('      | n || r |\n      | <= 5 || 1 |\n      | >= 5 || 1 |\n', 'n: int', 'any')).toEqual([]);
});
