import { unreachable } from '../../core/assert.ts';
import type { JsonLiteral, UnaryTest } from '../../spec/model.ts';

/** A value of a decision table's input; numbers are exact decimal texts. */
export type Cell = null | boolean | string | { number: string };

/** Whether a cell of a table holds for a value. Written apart from the generated code, which it is the judge of. */
export function fits(test: UnaryTest, cell: Cell): boolean {
  switch (test.kind) {
    case 'any':
      return true;
    case 'not':
      return !fits(test.test, cell);
    case 'oneOf':
      return test.tests.some((one) => fits(one, cell));
    case 'compare':
      return compares(test.operator, order(cell, test.value));
    case 'startsWith':
      return typeof cell === 'string' && cell.slice(0, test.prefix.length) === test.prefix;
    case 'interval': {
      const low = order(cell, { number: test.low });
      const high = order(cell, { number: test.high });
      const above = low !== null && (test.lowIncluded ? low >= 0 : low > 0);
      return above && high !== null && (test.highIncluded ? high <= 0 : high < 0);
    }
    default:
      return unreachable(test);
  }
}

/** Whether a cell of a table holds for a length of time: `PT60M` is `PT1H`. */
export function fitsLength(test: UnaryTest, cell: Cell): boolean {
  return fits(inMilliseconds(test), typeof cell === 'string' ? { number: milliseconds(cell) } : cell);
}

function inMilliseconds(test: UnaryTest): UnaryTest {
  switch (test.kind) {
    case 'not':
      return { ...test, test: inMilliseconds(test.test) };
    case 'oneOf':
      return { ...test, tests: test.tests.map(inMilliseconds) };
    case 'compare':
      return typeof test.value === 'string' ? { ...test, value: { number: milliseconds(test.value) } } : test;
    case 'interval':
      return { ...test, low: milliseconds(test.low), high: milliseconds(test.high) };
    default:
      return test;
  }
}

const UNITS: Readonly<Record<string, number>> = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 };

/** Lengths of time have no months or years, so every `M` is minutes. */
function milliseconds(text: string): string {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([WDHMS])/g)];
  const total = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
  return String(Math.round(text.startsWith('-') ? -total : total));
}

function compares(operator: '<' | '<=' | '>' | '>=' | '==', sign: number | null): boolean {
  if (sign === null) return false;
  const answers = { '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0, '==': sign === 0 };
  return answers[operator];
}

/** Below, at or above; null if the two cannot be compared. Texts are compared with numbers as the texts that they are. */
function order(cell: Cell, against: JsonLiteral): number | null {
  const [left, right] = [plain(cell), plain(against)];
  if (typeof left === 'bigint' && typeof right === 'bigint') return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return typeof left === typeof right ? (left === right ? 0 : null) : null;
}

const DIGITS = 40;

/** Numbers are scaled to whole ones, with more digits than anybody writes. */
function plain(value: Cell | JsonLiteral): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (!('number' in value) || typeof value.number !== 'string') return undefined;
  const [whole = '0', fraction = ''] = value.number.split('.');
  return /^-?\d+$/.test(whole) ? BigInt(`${whole}${fraction.padEnd(DIGITS, '0').slice(0, DIGITS)}`) : value.number;
}
