/** An exact number: `units` × 10^-`scale`. Written apart from the generated decimals, which it is the judge of. */
export interface Exact {
  units: bigint;
  scale: number;
}

/** The number that a text of digits says; null for anything else. */
export function exact(text: string): Exact | null {
  const [, sign = '', whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return whole === undefined ? null : { units: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

/** The number in digits, with `scale` of them after the point; null if it has more. */
export function digits(value: Exact, scale: number): string | null {
  const { units } = value.scale > scale ? roundTo(value, scale, 'down') : value;
  const moved = units * 10n ** BigInt(Math.max(scale - value.scale, 0));
  if (order({ units: moved, scale }, value) !== 0) return null;
  const text = String(size(moved)).padStart(scale + 1, '0');
  const sign = moved < 0n ? '-' : '';
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** Negative, zero or positive. */
export function order(a: Exact, b: Exact): number {
  const difference = a.units * 10n ** BigInt(b.scale) - b.units * 10n ** BigInt(a.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The sum. */
export function plus(a: Exact, b: Exact): Exact {
  const units = a.units * 10n ** BigInt(b.scale) + b.units * 10n ** BigInt(a.scale);
  return { units, scale: a.scale + b.scale };
}

/** The product. */
export function times(a: Exact, b: Exact): Exact {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

const KEPT = 34;

/** The quotient with 34 significant digits, half to even; null where the divisor is zero. */
export function over(a: Exact, b: Exact): Exact | null {
  if (b.units === 0n) return null;
  const [top, bottom] = [a.units * 10n ** BigInt(b.scale), b.units * 10n ** BigInt(a.scale)];
  const most = Math.max(KEPT - (String(size(top)).length - String(size(bottom)).length), 0);
  const { length } = String(size((top * 10n ** BigInt(most)) / bottom));
  const scale = Math.max(most - Math.max(length - KEPT, 0), 0);
  return { units: rounded(top * 10n ** BigInt(scale), bottom, 'half_even'), scale };
}

/** Rounds to `scale` digits after the point by one of the language's modes. */
export function roundTo(value: Exact, scale: number, mode: string): Exact {
  if (value.scale <= scale) return value;
  return { units: rounded(value.units, 10n ** BigInt(value.scale - scale), mode), scale };
}

function rounded(top: bigint, bottom: bigint, mode: string): bigint {
  const sign = top < 0n === bottom < 0n ? 1n : -1n;
  const [n, d] = [size(top), size(bottom)];
  const [whole, rest] = [n / d, n % d];
  const twice = rest * 2n;
  const nearer = twice > d || (twice === d && (mode === 'half_up' || whole % 2n === 1n));
  const directed = mode === 'up' || (mode === 'ceiling' && sign > 0n) || (mode === 'floor' && sign < 0n);
  const more = mode.startsWith('half_') ? nearer : directed && rest > 0n;
  return sign * (more ? whole + 1n : whole);
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}
