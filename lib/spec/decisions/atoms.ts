import { scalarName } from '../expressions/static-types.ts';
import type { JsonLiteral, Type, UnaryTest } from '../model.ts';
import { addBit, allBits, type Bits, noBits } from './bits.ts';
import { type Units, unitsOf } from './units.ts';

/** The values of one input in groups that no cell tells apart. */
export interface Atoms {
  /** By group, one of its values, as a person would write it. */
  examples: readonly string[];
  /** By cell, the groups that it accepts. */
  accepted: readonly Bits[];
}

/** The values of an input in an order of their own, each with its example; and where a mentioned value stands among them. */
interface Values {
  examples: readonly string[];
  /** The place of a mentioned value; -1 if it is no value of the type. */
  place: (literal: JsonLiteral) => number;
  /** The places of values that can occur. */
  real: readonly number[];
  /** The place of null, behind all others; -1 where it cannot be. */
  missing: number;
}

/** The first and the last place of a stretch of values. */
type Stretch = readonly [first: number, last: number];

/**
 * Cuts the values of an input into finitely many groups that no cell tells apart, exactly: single numbers and moments and the
 * stretches between them, the values of an enumeration, true and false, each text that is mentioned and all others, null. Null if
 * the input's type has no such cut. Neighbours that the same cells accept are one group.
 */
export function atomsOf(type: Type, optional: boolean, tests: readonly UnaryTest[]): Atoms | null {
  const mentioned = new Set(tests.flatMap(mentionedIn));
  const values = mentioned.size === 0 ? anything(optional) : valuesOf(type, optional, [...mentioned]);
  if (values === null) return null;
  const stretches = tests.map((test) => stretchesOf(test, values));
  const groups = groupsOf(values, stretches);
  const everything = allBits(groups.examples.length);
  const accepted = tests.map((test, i) => {
    if (test.kind === 'any') return everything;
    const bits = noBits(groups.examples.length);
    for (const [first, last] of stretches[i] ?? [])
      for (let at = first; at <= last; at++) {
        const group = groups.at[at] ?? -1;
        if (group >= 0) addBit(bits, group);
      }
    return bits;
  });
  return { examples: groups.examples, accepted };
}

/** The groups, and by place the number of the value's group; -1 for what cannot occur. A group begins where a stretch begins or ended. */
function groupsOf(values: Values, stretches: readonly (readonly Stretch[])[]): { examples: string[]; at: Int32Array } {
  const { length } = values.examples;
  const begins = new Uint8Array(length + 1);
  for (const [first, last] of stretches.flat()) {
    begins[first] = 1;
    begins[last + 1] = 1;
  }
  const occurs = new Uint8Array(length);
  for (const at of values.real) occurs[at] = 1;
  const examples: string[] = [];
  const groups = new Int32Array(length).fill(-1);
  let isNew = true;
  for (let at = 0; at < length; at++) {
    isNew ||= begins[at] === 1;
    if (occurs[at] === 0) continue;
    if (isNew) examples.push(values.examples[at] ?? '-');
    isNew = false;
    groups[at] = examples.length - 1;
  }
  return { examples, at: groups };
}

/** Whether a cell accepts a literal of the input's type. Null if that cannot be told. */
export function acceptsLiteral(type: Type, test: UnaryTest, literal: JsonLiteral): boolean | null {
  const mentioned = [...new Set([...mentionedIn(test), textOf(literal)])].filter((text) => text !== null);
  const values = mentioned.length === 0 ? anything(true) : valuesOf(type, true, mentioned);
  const at = values === null ? -1 : literal === null ? values.missing : values.place(literal);
  if (values === null || at === -1) return null;
  return stretchesOf(test, values).some(([first, last]) => first <= at && at <= last);
}

function anything(optional: boolean): Values {
  const examples = optional ? ['any other value', 'null'] : ['any other value'];
  return { examples, place: () => 0, real: examples.map((_, i) => i), missing: optional ? 1 : -1 };
}

function valuesOf(type: Type, optional: boolean, mentioned: readonly string[]): Values | null {
  const units = unitsOf(type, mentioned);
  if (units !== null) return orderedValues(units, optional, mentioned);
  const name = scalarName(type);
  if (type.kind === 'enum') return listedValues(type.values, optional, false);
  if (name === 'bool') return listedValues(['true', 'false'], optional, false);
  if (name === null || name === 'json' || name === 'bytes' || name === 'file') return null;
  return listedValues(mentioned, optional, true);
}

/** Single values in the order in which they are listed; `others` stands for every text besides. */
function listedValues(listed: readonly string[], optional: boolean, others: boolean): Values {
  const examples = [...listed, ...(others ? ['any other value'] : []), ...(optional ? ['null'] : [])];
  const places = new Map(listed.map((text, i) => [text, i]));
  return {
    examples,
    place: (literal) => places.get(textOf(literal) ?? '') ?? -1,
    real: examples.map((_, i) => i),
    missing: optional ? examples.length - 1 : -1,
  };
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
  };
}

/** The largest value of a grid that is not above another one. */
function aligned(value: bigint, step: bigint): bigint {
  const over = ((value % step) + step) % step;
  return value - over;
}

/** A literal as it is written; null for null and for what is no single value. */
function textOf(literal: JsonLiteral): string | null {
  if (typeof literal === 'string') return literal;
  if (typeof literal === 'boolean') return String(literal);
  return literal !== null && 'number' in literal && typeof literal.number === 'string' ? literal.number : null;
}

/** What a cell speaks of. */
function mentionedIn(test: UnaryTest): string[] {
  switch (test.kind) {
    case 'any':
      return [];
    case 'not':
      return mentionedIn(test.test);
    case 'oneOf':
      return test.tests.flatMap(mentionedIn);
    case 'compare': {
      const text = textOf(test.value);
      return text === null ? [] : [text];
    }
    case 'interval':
      return [test.low, test.high];
  }
}

/** The places of the values that a cell accepts: in their order, none of them touching another. */
function stretchesOf(test: UnaryTest, values: Values): readonly Stretch[] {
  switch (test.kind) {
    case 'any':
      return [[0, values.examples.length - 1]];
    case 'not':
      return othersThan(stretchesOf(test.test, values), values.examples.length);
    case 'oneOf':
      return joined(test.tests.flatMap((one) => stretchesOf(one, values)));
    case 'compare':
      if (test.value === null) return stretch(values.missing, values.missing);
      return comparison(test.operator, values.place(test.value), values);
    case 'interval': {
      const low = values.place(test.low) + (test.lowIncluded ? 0 : 1);
      const high = values.place(test.high) - (test.highIncluded ? 0 : 1);
      return stretch(low, high);
    }
  }
}

/** What is missing stands behind all others and compares with nothing. */
function comparison(operator: string, place: number, { examples, missing }: Values): readonly Stretch[] {
  const last = missing === -1 ? examples.length - 1 : missing - 1;
  if (place === -1) return [];
  switch (operator) {
    case '<':
      return stretch(0, place - 1);
    case '<=':
      return stretch(0, place);
    case '>':
      return stretch(place + 1, last);
    case '>=':
      return stretch(place, last);
    default:
      return stretch(place, place);
  }
}

function stretch(first: number, last: number): readonly Stretch[] {
  return first < 0 || first > last ? [] : [[first, last]];
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: [number, number][] = [];
  for (const [first, last] of stretches.toSorted((a, b) => a[0] - b[0])) {
    const before = all.at(-1);
    if (before === undefined || before[1] < first - 1) all.push([first, last]);
    else before[1] = Math.max(before[1], last);
  }
  return all;
}

function othersThan(stretches: readonly Stretch[], places: number): readonly Stretch[] {
  const others: Stretch[] = [];
  let from = 0;
  for (const [first, last] of stretches) {
    others.push(...stretch(from, first - 1));
    from = last + 1;
  }
  return [...others, ...stretch(from, places - 1)];
}
