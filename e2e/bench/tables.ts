import { atomsOf } from '../../lib/spec/decisions/atoms.ts';
import { parseUnaryTest } from '../../lib/spec/decisions/parse-unary-test.ts';
import { proveTable, type Reach } from '../../lib/spec/decisions/prove-table.ts';
import { cutUp } from '../../lib/spec/decisions/testing/cut-up.ts';
import { scalar } from '../../lib/spec/scalar-type.ts';
import { pick, type Random, randomFrom } from '../../lib/spec/testing/random.ts';

/** How long the proof of one table took. */
export interface TableTime {
  name: string;
  rules: number;
  inputs: number;
  /** Milliseconds of processor time, the median of nine proofs: what else the machine does matters little. */
  median: number;
  /** The slowest of the nine: the first, which also compiles the prover. */
  most: number;
  proven: boolean;
}

const RULES = 200;
const INPUTS = 8;
const MOST = 99;
const TYPE = scalar('int', { range: { min: '0', max: String(MOST) } });
const FIRST: Reach = { kind: 'first' };
const COLLECT: Reach = { kind: 'all' };
const UNIQUE: Reach = { kind: 'agreeing', answers: Array.from({ length: RULES }, (_, i) => i) };
const ANY: Reach = { kind: 'agreeing', answers: Array.from({ length: RULES }, (_, i) => i % 3) };

/** Proves made-up tables of 200 rules and 8 inputs, of every shape that tables have: the easy ones and those that are hard to prove. */
export function proveTables(): TableTime[] {
  const random = randomFrom(1);
  const operator = (): string => pick(random, ['<', '<=', '>', '>='], '<');
  const threshold = (): string => `${operator()} ${1 + random(MOST - 1)}`;
  const parts = cutUp(random, RULES, INPUTS, MOST);
  const grown = parts.map((row) => row.map(wider));
  const sparse = rows(() => (random(3) === 0 ? threshold() : '-'));
  const dense = rows(threshold);
  const intervals = rows(() => (random(3) === 0 ? interval(random) : '-'));
  const everywhere = rows(() => interval(random));
  const singles = rows(() => pick(random, ['-', '1', '2', '3', '4'], '-'));
  const lists = rows(() => pick(random, ['-', '-', '1, 2', 'not(3)', '3, 4'], '-'));
  const few = Array.from({ length: RULES }, () => inSome(random, 4, threshold));
  const otherwise = (table: string[][]): string[][] => [...table.slice(1), Array<string>(INPUTS).fill('-')];
  return [
    timed('parts of a whole, unique', parts, UNIQUE),
    timed('parts of a whole, first', parts, FIRST),
    timed('parts of a whole less one, otherwise, first', otherwise(parts), FIRST),
    timed('parts that overlap by one, first', grown, FIRST),
    timed(
      'thresholds from above, first',
      rows(() => (random(3) === 0 ? `< ${1 + random(MOST)}` : '-')),
      FIRST,
    ),
    timed('thresholds in a third of the cells, first', sparse, FIRST),
    timed('thresholds in a third of the cells, any', sparse, ANY),
    timed('thresholds in a third of the cells, collect', sparse, COLLECT),
    timed('thresholds in every cell, first', dense, FIRST),
    timed('thresholds in every cell, unique', dense, UNIQUE),
    timed('thresholds in four cells, first', few, FIRST),
    timed('thresholds in four cells, otherwise, first', otherwise(few), FIRST),
    timed('overlapping intervals in a third of the cells, first', intervals, FIRST),
    timed('overlapping intervals in a third of the cells, unique', intervals, UNIQUE),
    timed('overlapping intervals in every cell, first', everywhere, FIRST),
    timed('single values, first', singles, FIRST),
    timed('single values, unique', singles, UNIQUE),
    timed('lists and what is not, first', lists, FIRST),
    timed('eight inputs of seven values, no two alike, first', pigeons(), FIRST),
  ];
}

function rows(cell: () => string): string[][] {
  return Array.from({ length: RULES }, () => Array.from({ length: INPUTS }, cell));
}

function interval(random: Random): string {
  const [a, b] = [random(MOST + 1), random(MOST + 1)];
  return `[${Math.min(a, b)}..${Math.max(a, b)}]`;
}

function wider(cell: string): string {
  const [, low, high] = /^\[(\d+)\.\.(\d+)\]$/.exec(cell) ?? [];
  return low === undefined ? cell : `[${Math.max(0, Number(low) - 1)}..${Math.min(MOST, Number(high) + 1)}]`;
}

function inSome(random: Random, cells: number, cell: () => string): string[] {
  const row = Array<string>(INPUTS).fill('-');
  for (let i = 0; i < cells; i++) row[random(INPUTS)] = cell();
  return row;
}

/** Two inputs of one value, for each two and each value: that this covers everything has no short proof. */
function pigeons(): string[][] {
  const inputs = Array.from({ length: INPUTS }, (_, i) => i);
  const pairs = inputs.flatMap((i) => inputs.slice(i + 1).map((j) => [i, j]));
  const values = ['0', '1', '2', '3', '4', '5', '>= 6'];
  return values.flatMap((value) => pairs.map((pair) => inputs.map((i) => (pair.includes(i) ? value : '-'))));
}

function timed(name: string, table: string[][], reach: Reach): TableTime {
  const tests = table.map((row) =>
    row.map((cell) => {
      const reading = parseUnaryTest(cell, TYPE, false, (start, end) => ({ start, end }));
      if (!reading.ok) throw new Error(reading.reason);
      return reading.test;
    }),
  );
  const times: number[] = [];
  let proven = false;
  for (let run = 0; run < 9; run++) {
    const start = process.cpuUsage();
    const columns = Array.from({ length: INPUTS }, (_, i) =>
      atomsOf(
        TYPE,
        false,
        tests.flatMap((row) => row[i] ?? []),
      ),
    ).filter((atoms) => atoms !== null);
    proven = proveTable(columns, table.length, reach)?.open.length === 0;
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  times.sort((a, b) => a - b);
  return { name, rules: table.length, inputs: INPUTS, median: times[4] ?? 0, most: times[8] ?? 0, proven };
}
