import { atomsOf } from '../../lib/spec/decisions/atoms.ts';
import { parseUnaryTest } from '../../lib/spec/decisions/parse-unary-test.ts';
import { proveTable, type Reach } from '../../lib/spec/decisions/prove-table.ts';
import { scalar } from '../../lib/spec/scalar-type.ts';
import { pick, type Random, randomFrom } from '../../lib/spec/testing/random.ts';

/** How long the proof of one table took. */
export interface TableTime {
  name: string;
  rules: number;
  inputs: number;
  /** Milliseconds, the median of nine proofs. */
  median: number;
  proven: boolean;
}

const RULES = 200;
const INPUTS = 8;
const MOST = 99;
const TYPE = scalar('int', { range: { min: '0', max: String(MOST) } });

/** Proves made-up tables of 200 rules and 8 inputs: parts of a whole, thresholds from above, and single values. */
export function proveTables(): TableTime[] {
  const random = randomFrom(1);
  const parts = cutUp(random);
  const each: Reach = { kind: 'agreeing', answers: parts.map((_, i) => i) };
  return [
    timed('parts of a whole, unique', parts, each),
    timed('parts of a whole, first', parts, { kind: 'first' }),
    timed(
      'thresholds, first',
      rows(() => (random(3) === 0 ? `< ${1 + random(MOST)}` : '-')),
      { kind: 'first' },
    ),
    timed(
      'single values, first',
      rows(() => pick(random, ['-', '1', '2', '3', '4'], '-')),
      { kind: 'first' },
    ),
  ];
}

function rows(cell: () => string): string[][] {
  return Array.from({ length: RULES }, () => Array.from({ length: INPUTS }, cell));
}

/** Cuts the whole in two, again and again: rules that cover everything and do not overlap. */
function cutUp(random: Random): string[][] {
  type Box = [low: number, high: number][];
  const boxes: Box[] = [Array.from({ length: INPUTS }, () => [0, MOST])];
  while (boxes.length < RULES) {
    const box = boxes.shift();
    if (box === undefined) break;
    const input = random(INPUTS);
    const [low, high] = box[input] ?? [0, 0];
    const middle = low + random(Math.max(1, high - low));
    if (middle >= high) boxes.push(box);
    else {
      boxes.push(box.map((side, i) => (i === input ? [low, middle] : side)));
      boxes.push(box.map((side, i) => (i === input ? [middle + 1, high] : side)));
    }
  }
  return boxes.map((box) => box.map(([low, high]) => (low === 0 && high === MOST ? '-' : `[${low}..${high}]`)));
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
    const start = performance.now();
    const columns = Array.from(
      { length: INPUTS },
      (_, i) =>
        atomsOf(
          TYPE,
          false,
          tests.flatMap((row) => row[i] ?? []),
        ) ?? [],
    );
    proven = proveTable(columns, table.length, reach) !== null;
    times.push(performance.now() - start);
  }
  const median = times.sort((a, b) => a - b)[4] ?? 0;
  return { name, rules: table.length, inputs: INPUTS, median, proven };
}
