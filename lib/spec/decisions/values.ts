import { scalarName } from '../expressions/static-types.ts';
import type { JsonLiteral, Type } from '../model.ts';
import { type Stretch, stretch } from './stretch.ts';
import { type Units, unitsOf } from './units.ts';

/** The values of an input in an order of their own, each with its example; and where a mentioned value stands among them. */
export interface Values {
  examples: readonly string[];
  /** The place of a mentioned value; -1 if it is no value of the type. */
  place: (literal: JsonLiteral) => number;
  /** The places of values that can occur. */
  real: readonly number[];
  /** The place of null, behind all others; -1 where it cannot be. */
  missing: number;
  /** The places of texts that start so. */
  startingWith: (prefix: string) => readonly Stretch[];
}

/** Values of which nothing is mentioned. */
export function anything(optional: boolean): Values {
  const examples = optional ? ['any other value', 'null'] : ['any other value'];
  return {
    examples,
    place: () => 0,
    real: examples.map((_, i) => i),
    missing: optional ? 1 : -1,
    startingWith: () => [],
  };
}

/** The values of a type, as far as cells tell them apart that mention these texts and starts of texts. Null if it has no such values. */
export function valuesOf(
  type: Type,
  optional: boolean,
  mentioned: readonly string[],
  prefixes: readonly string[],
): Values | null {
  const units = unitsOf(type, mentioned);
  if (units !== null) return orderedValues(units, optional, mentioned);
  const name = scalarName(type);
  if (type.kind === 'enum') return listedValues(type.values, optional);
  if (name === 'bool') return listedValues(['true', 'false'], optional);
  if (name === null || name === 'json' || name === 'bytes' || name === 'file') return null;
  return textValues(type, mentioned, prefixes, optional);
}

/** Single values in the order in which they are listed. */
function listedValues(listed: readonly string[], optional: boolean): Values {
  const examples = [...listed, ...(optional ? ['null'] : [])];
  const places = new Map(listed.map((text, i) => [text, i]));
  return {
    examples,
    place: (literal) => places.get(textOf(literal) ?? '') ?? -1,
    real: examples.map((_, i) => i),
    missing: optional ? examples.length - 1 : -1,
    startingWith: () => [],
  };
}

/** Each text that is mentioned, all others that start with a mentioned start and with no longer one, and all that start with none. */
function textValues(type: Type, mentioned: readonly string[], prefixes: readonly string[], optional: boolean): Values {
  const most = (type.kind === 'scalar' ? type.length?.max : null) ?? Number.POSITIVE_INFINITY;
  const starts = new Set(prefixes);
  // In this order all that start alike stand side by side; the others that start with a text stand right behind it.
  const known = mentioned.toSorted().flatMap((text) => (starts.has(text) ? [text, text] : [text]));
  const isOther = (at: number): boolean => at > 0 && known[at] === known[at - 1];
  const examples = known.map((text, at) => (isOther(at) ? `${text}…` : text));
  const places = new Map(known.map((text, at) => [text, isOther(at) ? at - 1 : at]));
  const fits = (text: string, at: number): boolean => [...text].length + (isOther(at) ? 1 : 0) <= most;
  const real = known.flatMap((text, at) => (fits(text, at) ? [at] : []));
  const beyond = ['any other value', ...(optional ? ['null'] : [])];
  return {
    examples: [...examples, ...beyond],
    place: (literal) => places.get(textOf(literal) ?? '') ?? -1,
    real: [...real, ...beyond.map((_, i) => known.length + i)],
    missing: optional ? known.length + 1 : -1,
    startingWith: (prefix) => {
      const first = firstPlace(known, (text) => text >= prefix);
      return stretch(first, firstPlace(known, (text) => text > prefix && !text.startsWith(prefix)) - 1);
    },
  };
}

/** The first place of a sorted list from which on something holds; its length if nowhere. */
function firstPlace(sorted: readonly string[], holds: (text: string) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The mentioned values, one out of each stretch between them, one below and one above all; as far as the type has them. */
function orderedValues(units: Units, optional: boolean, mentioned: readonly string[]): Values {
  const bounds = [units.min, units.max].filter((bound) => bound !== null);
  const points = [...new Set([...mentioned.map(units.read), ...bounds])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const all: bigint[] = [];
  const [first] = points;
  const step = units.step ?? 10n;
  if (first !== undefined) all.push(aligned(first, step) - step);
  for (const [i, point] of points.entries()) {
    all.push(point);
    const next = points[i + 1];
    if (next === undefined) all.push(aligned(point, step) + step);
    else {
      const between = units.step === null ? (point + next) / 2n : aligned(point, step) + step;
      if (between < next) all.push(between);
    }
  }
  const places = new Map(all.map((value, i) => [value, i]));
  const known = new Map(mentioned.map((text) => [text, places.get(units.read(text)) ?? -1]));
  const occurs = (value: bigint): boolean =>
    (units.min === null || value >= units.min) &&
    (units.max === null || value <= units.max) &&
    (units.step === null || value % units.step === 0n);
  const real = all.flatMap((value, i) => (occurs(value) ? [i] : []));
  return {
    examples: [...all.map(units.write), ...(optional ? ['null'] : [])],
    place: (literal) => known.get(textOf(literal) ?? '') ?? -1,
    real: optional ? [...real, all.length] : real,
    missing: optional ? all.length : -1,
    startingWith: () => [],
  };
}

/** The largest value of a grid that is not above another one. */
function aligned(value: bigint, step: bigint): bigint {
  const over = ((value % step) + step) % step;
  return value - over;
}

/** A literal as it is written; null for null and for what is no single value. */
export function textOf(literal: JsonLiteral): string | null {
  if (typeof literal === 'string') return literal;
  if (typeof literal === 'boolean') return String(literal);
  return literal !== null && 'number' in literal && typeof literal.number === 'string' ? literal.number : null;
}
