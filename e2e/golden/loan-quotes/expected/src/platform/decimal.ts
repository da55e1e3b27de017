/** An exact number, written in decimal digits: `"12.50"`. On the wire and in the database it is the same text. */
export type Decimal = `${number}`;

type Operand = Decimal | number;

/** How a digit that goes is made up for; `half_up` and `up` go away from zero, `down` goes towards it. */
export type Rounding = 'half_up' | 'half_even' | 'up' | 'down' | 'ceiling' | 'floor';

/** Significant digits that a division keeps. */
const PRECISION = 34;

interface Parts {
  units: bigint;
  scale: number;
}

export function add(left: Operand, right: Operand): Decimal {
  const [a, b, scale] = aligned(left, right);
  return written({ units: a + b, scale });
}

export function multiply(left: Operand, right: Operand): Decimal {
  const [a, b] = [partsOf(left), partsOf(right)];
  return written({ units: a.units * b.units, scale: a.scale + b.scale });
}

/** Keeps 34 significant digits and rounds half to even there. Division by zero is a RangeError. */
export function divide(left: Operand, right: Operand): Decimal {
  const [a, b] = aligned(left, right);
  if (b === 0n) throw new RangeError('division by zero');
  const digits = PRECISION - String(magnitude(a)).length + String(magnitude(b)).length;
  const scale = Math.max(digits, 0);
  const quotient = rounded(a * 10n ** BigInt(scale), b, 'half_even');
  const excess = String(magnitude(quotient)).length - PRECISION;
  if (excess <= 0 || excess > scale) return trimmed({ units: quotient, scale });
  return trimmed({ units: rounded(a * 10n ** BigInt(scale - excess), b, 'half_even'), scale: scale - excess });
}

/** Negative, zero or positive, as `left` is less than, equal to or greater than `right`. */
export function compare(left: Operand, right: Operand): number {
  const [a, b] = aligned(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Rounds to `digits` after the point, half away from zero unless another mode is asked for. */
export function round(value: Operand, digits = 0, mode: Rounding = 'half_up'): Decimal {
  const { units, scale } = partsOf(value);
  if (digits >= scale) return written({ units: units * 10n ** BigInt(digits - scale), scale: digits });
  return written({ units: rounded(units, 10n ** BigInt(scale - digits), mode), scale: digits });
}

/** The same value with exactly `scale` digits after the point, or with as many as it has; needing more is a RangeError. */
export function exactly(value: Operand, scale?: number): Decimal {
  const text = scale === undefined ? written(partsOf(value)) : round(value, scale);
  if (compare(text, value) !== 0) throw new RangeError(`${value} has more than ${scale} digits after the point`);
  return text;
}

function partsOf(value: Operand): Parts {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  if (whole === undefined) throw new RangeError(`${value} is not a decimal number`);
  return { units: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

function aligned(left: Operand, right: Operand): [bigint, bigint, number] {
  const [a, b] = [partsOf(left), partsOf(right)];
  const scale = Math.max(a.scale, b.scale);
  return [a.units * 10n ** BigInt(scale - a.scale), b.units * 10n ** BigInt(scale - b.scale), scale];
}

function rounded(units: bigint, divisor: bigint, mode: Rounding): bigint {
  const quotient = units / divisor;
  const rest = magnitude(units % divisor) * 2n;
  if (rest === 0n) return quotient;
  const half = magnitude(divisor);
  const positive = units < 0n === divisor < 0n;
  const away = {
    half_up: rest >= half,
    half_even: rest > half || (rest === half && quotient % 2n !== 0n),
    up: true,
    down: false,
    ceiling: positive,
    floor: !positive,
  };
  if (!away[mode]) return quotient;
  return positive ? quotient + 1n : quotient - 1n;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function trimmed({ units, scale }: Parts): Decimal {
  let parts = { units, scale };
  while (parts.scale > 0 && parts.units % 10n === 0n) parts = { units: parts.units / 10n, scale: parts.scale - 1 };
  return written(parts);
}

function written({ units, scale }: Parts): Decimal {
  const digits = String(magnitude(units)).padStart(scale + 1, '0');
  const point = digits.length - scale;
  const fraction = scale === 0 ? '' : `.${digits.slice(point)}`;
  return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${fraction}` as Decimal;
}
