/** Exact arithmetic on decimal numbers as they are written. No value ever becomes a binary fraction. */

const FORM = /^([+-]?)(\d{1,100})(?:\.(\d{1,100}))?$/;

/** Whether a text is a decimal number such as `-12.50` (no exponent; up to 100 digits on either side of the point). */
export function isDecimalText(text: string): boolean {
  return FORM.test(text);
}

/** Below zero, zero or above it, as `a` is smaller than, equal to or larger than `b`. Both must be decimal texts. */
export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  // Whole numbers below 2^53 are exact, and much faster; nearly all numbers of a specification are small.
  const small = a.length + scale <= 15 && b.length + scale <= 15;
  const [left, right] = small ? [smallScaled(a, scale), smallScaled(b, scale)] : [scaled(a, scale), scaled(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function smallScaled(text: string, scale: number): number {
  const point = text.indexOf('.');
  const digits = point < 0 ? 0 : text.length - point - 1;
  return Number(point < 0 ? text : text.slice(0, point) + text.slice(point + 1)) * 10 ** (scale - digits);
}

/** Digits after the point, trailing zeros included: `1.10` has two. */
export function scaleOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** The exact sum of two decimal texts, without trailing zeros after the point. */
export function addDecimals(a: string, b: string): string {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  return fromScaled(scaled(a, scale) + scaled(b, scale), scale);
}

/** A decimal text as a whole number of units of 10^-scale. Digits behind the scale must be none. */
export function scaled(text: string, scale: number): bigint {
  const match = FORM.exec(text);
  if (match === null) return 0n;
  const digits = BigInt(`${match[2] ?? '0'}${(match[3] ?? '').padEnd(scale, '0')}`);
  return match[1] === '-' ? -digits : digits;
}

/** A whole number of units of 10^-scale as a decimal text, without trailing zeros after the point. */
export function fromScaled(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
