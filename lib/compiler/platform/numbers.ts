import { code } from '../text/code.ts';

/** src/platform/numbers.ts: whole numbers that stay exact, sums and means, and conversions; only for services that need it. */
export function numbersFile(): string {
  return code`
    import { add, compare, type Decimal, divide, exactly, round } from './decimal.ts';

    type Operand = Decimal | number;

    /** A whole number that is exact: beyond 2^53 - 1 it would not be, and that is a RangeError. */
    export function wholeOf(value: number): number {
      if (!Number.isSafeInteger(value)) throw new RangeError(\`\${value} is too large to be an exact whole number\`);
      return value;
    }

    /** Whole numbers divide to whole numbers, towards zero. Division by zero is a RangeError. */
    export function quotientOf(left: number, right: number): number {
      if (right === 0) throw new RangeError('division by zero');
      return Math.trunc(left / right);
    }

    /** The remainder, with the sign of the dividend. */
    export function remainderOf(left: number, right: number): number {
      if (right === 0) throw new RangeError('division by zero');
      return left % right;
    }

    /** \`quotient\` for numbers of up to 64 bits. */
    export function quotientLong(left: Operand, right: Operand): Decimal {
      const [a, b] = [BigInt(exactly(left, 0)), BigInt(exactly(right, 0))];
      if (b === 0n) throw new RangeError('division by zero');
      return exactly(\`\${a / b}\` as Decimal);
    }

    /** The order of numbers, for sorting. */
    export function byNumber(left: number, right: number): number {
      return left - right;
    }

    /** Whether two numbers are equal, or both missing. */
    export function sameNumber(left: Operand | null | undefined, right: Operand | null | undefined): boolean {
      if (left == null || right == null) return left == right;
      return compare(left, right) === 0;
    }

    export function sumWhole(values: readonly number[]): number {
      return values.reduce((sum, value) => wholeOf(sum + value), 0);
    }

    export function sumDouble(values: readonly number[]): number {
      return values.reduce((sum, value) => sum + value, 0);
    }

    export function sumExact(values: readonly Operand[]): Decimal {
      return values.reduce<Decimal>((sum, value) => add(sum, value), '0');
    }

    /** The mean with 34 digits; null of nothing. */
    export function meanExact(values: readonly Operand[]): Decimal | null {
      return values.length === 0 ? null : divide(sumExact(values), values.length);
    }

    export function meanDouble(values: readonly number[]): number | null {
      return values.length === 0 ? null : sumDouble(values) / values.length;
    }

    /** A whole number from any number; what stands after the point is cut off. */
    export function intOf(value: Operand): number {
      return wholeOf(Math.trunc(Number(cutOff(value))));
    }

    /** A number without what stands after its point. */
    export function cutOff(value: Operand): Decimal {
      return round(typeof value === 'number' ? decimalOf(value) : value, 0, 'down');
    }

    /** The exact number that a binary fraction is written as: 0.1 is 0.1. */
    export function decimalOf(value: number): Decimal {
      if (!Number.isFinite(value)) throw new RangeError(\`\${value} is not a decimal number\`);
      const [, sign = '', digits = '', fraction = '', power = '0'] =
        /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
      const point = digits.length + Number(power);
      const all = \`\${'0'.repeat(Math.max(0, 1 - point))}\${digits}\${fraction}\`.padEnd(point, '0');
      const at = Math.max(point, 1);
      return exactly(\`\${sign}\${all.slice(0, at)}\${all.length > at ? \`.\${all.slice(at)}\` : ''}\` as Decimal);
    }

    /** The number that a text or a JSON number says; null if it says none. */
    export function decimalIn(value: unknown): Decimal | null {
      if (typeof value === 'number') return Number.isFinite(value) ? decimalOf(value) : null;
      if (typeof value !== 'string' || !/^[+-]?\d{1,60}(\.\d{1,60})?$/.test(value)) return null;
      return exactly(value.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1') as Decimal);
    }

    /** The whole number that a text or a JSON number says; null if it says none, or one that cannot be exact. */
    export function intIn(value: unknown): number | null {
      const long = longIn(value);
      return long === null || !Number.isSafeInteger(Number(long)) ? null : Number(long);
    }

    /** \`intIn\` for numbers of up to 64 bits. */
    export function longIn(value: unknown): Decimal | null {
      const found = decimalIn(value);
      if (found === null || (typeof value === 'string' && !/^[+-]?\d{1,19}$/.test(value))) return null;
      const long = cutOff(found);
      return BigInt.asIntN(64, BigInt(long)) === BigInt(long) ? long : null;
    }

    /** The binary fraction that a text or a JSON number says; null if it says none. */
    export function doubleIn(value: unknown): number | null {
      if (typeof value === 'number') return value;
      if (typeof value !== 'string' || !/^[+-]?\d{1,60}(\.\d{1,60})?([eE][+-]?\d{1,3})?$/.test(value)) return null;
      return Number.isFinite(Number(value)) ? Number(value) : null;
    }

    /** \`true\` or \`false\`, as such or as a text; null for anything else. */
    export function boolIn(value: unknown): boolean | null {
      if (typeof value === 'boolean') return value;
      return value === 'true' ? true : value === 'false' ? false : null;
    }
  `;
}
