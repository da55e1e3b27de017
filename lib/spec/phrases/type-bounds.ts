import { compareDecimals } from '../decimal-text.ts';
import type { Bounds, Type } from '../model.ts';
import { holdsBytes, isNumeric, isTextual } from '../scalar-type.ts';
import type { Word, WordTaker } from './words.ts';

/** Bounds in words: both ends are decimal texts, `unit` is what is counted where it is said. */
export interface SaidBounds {
  min: string | null;
  max: string | null;
  unit: 'characters' | 'items' | 'bytes' | null;
  /** Where they start in the phrase. */
  start: number;
}

const NUMBER = /^\d{1,9}(\.\d{1,6})?$/;
const UNITS: readonly (readonly [RegExp, Exclude<SaidBounds['unit'], null>, number])[] = [
  [/^(characters?|chars?|letters?|digits)$/, 'characters', 1],
  [/^(items?|elements?|entries)$/, 'items', 1],
  [/^bytes?$/, 'bytes', 1],
  [/^kb$/, 'bytes', 1024],
  [/^mb$/, 'bytes', 1024 ** 2],
];

/** Takes `up to 140`, `at most 4`, `at least 2`, `between 6 and 84`, `from 0 to 1`, each with a unit behind it or without. */
export function takeBounds(words: WordTaker): SaidBounds | null {
  for (const [patterns, low, high] of FORMS) {
    const [found, unit, size] = takeWithUnit(words, patterns);
    if (found === null) continue;
    const number = (at: number | null): string | null => {
      const text = at === null ? null : (found[at]?.text ?? null);
      return text === null || size === 1 ? text : String(Math.round(Number(text) * size));
    };
    return { min: number(low), max: number(high), unit, start: found[0]?.start ?? 0 };
  }
  return null;
}

/** Each form with the places of its lower and its upper end. */
const FORMS: readonly (readonly [readonly RegExp[], number | null, number | null])[] = [
  [[/^between$/, NUMBER, /^and$/, NUMBER], 1, 3],
  [[/^from$/, NUMBER, /^to$/, NUMBER], 1, 3],
  [[/^up$/, /^to$/, NUMBER], null, 2],
  [[/^at$/, /^most$/, NUMBER], null, 2],
  [[/^at$/, /^least$/, NUMBER], 2, null],
];

function takeWithUnit(
  words: WordTaker,
  patterns: readonly RegExp[],
): readonly [readonly Word[] | null, SaidBounds['unit'], number] {
  for (const [pattern, unit, size] of UNITS) {
    const found = words.take(...patterns, pattern);
    if (found !== null) return [found, unit, size];
  }
  return [words.take(...patterns), null, 1];
}

/** Bounds as a length; a fraction or an empty range is no length (said as an assumption). */
export function lengthOf(said: SaidBounds, assumptions: string[]): Bounds<number> | null {
  const whole = (text: string | null): number | null => (text === null ? null : Number(text));
  const [min, max] = [whole(said.min), whole(said.max)];
  const bad =
    [min, max].some((end) => end !== null && !Number.isInteger(end)) || (min !== null && max !== null && min > max);
  if (!bad) return { min, max };
  assumptions.push(`${sayBounds(said)} is no length and has no effect.`);
  return null;
}

/** A scalar with bounds: a range of numbers, a length of texts and of bytes. What has neither stays as it is (said). */
export function bounded(type: Type, said: SaidBounds, assumptions: string[]): Type {
  if (type.kind !== 'scalar') return type;
  if (isNumeric(type.name) && said.unit === null) {
    const { min, max } = said;
    const empty = min !== null && max !== null && compareDecimals(min, max) > 0;
    const fraction =
      (type.name === 'int' || type.name === 'long') && [min, max].some((end) => end?.includes('.') === true);
    if (!empty && !fraction) return { ...type, range: { min, max } };
  } else if (isTextual(type.name) || holdsBytes(type.name)) {
    const length = lengthOf(said, assumptions);
    return length === null ? type : { ...type, length };
  }
  assumptions.push(`${sayBounds(said)} does not fit this type and has no effect.`);
  return type;
}

function sayBounds({ min, max }: SaidBounds): string {
  return `The range ${min ?? ''}..${max ?? ''}`;
}
