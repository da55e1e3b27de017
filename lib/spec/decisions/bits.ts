/** Sets of small numbers: number n is bit n % 32 of word n / 32. Functions take the words from `from` up to `to`, that one not. */
export type Bits = Int32Array;

/** An empty set with room for so many numbers. */
export function noBits(count: number): Bits {
  return new Int32Array(Math.ceil(count / 32));
}

/** A set of all numbers below one. */
export function allBits(count: number): Bits {
  return noBits(count).map((_, i) => (count - i * 32 >= 32 ? -1 : 2 ** (count - i * 32) - 1));
}

/** Adds a number. In place. */
export function addBit(to: Bits, number: number): void {
  to[number >>> 5] = (to[number >>> 5] ?? 0) | (1 << (number & 31));
}

/** The least number that is in both sets, counted from the first word; -1 if there is none. */
export function firstCommon(a: Bits, b: Bits, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const both = (a[i] ?? 0) & (b[i] ?? 0);
    if (both !== 0) return (i - from) * 32 + 31 - Math.clz32(both & -both);
  }
  return -1;
}

/** The greatest number that is in both sets, counted from the first word; -1 if there is none. */
export function lastCommon(a: Bits, b: Bits, from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) {
    const both = (a[i] ?? 0) & (b[i] ?? 0);
    if (both !== 0) return (i - from) * 32 + 31 - Math.clz32(both);
  }
  return -1;
}

/** Whether a number is in both sets. */
export function haveCommon(a: Bits, b: Bits, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (((a[i] ?? 0) & (b[i] ?? 0)) !== 0) return true;
  return false;
}

/** Whether all numbers of the first set are in the second. */
export function isWithin(a: Bits, b: Bits, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (((a[i] ?? 0) & ~(b[i] ?? 0)) !== 0) return false;
  return true;
}

/** How many numbers are in both sets. */
export function countCommon(a: Bits, b: Bits, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) count += bitsOf((a[i] ?? 0) & (b[i] ?? 0));
  return count;
}

/** How many bits of a word are set (H. S. Warren, Hacker's Delight, 5-1). */
export function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
