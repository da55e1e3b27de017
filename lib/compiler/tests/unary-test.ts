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
