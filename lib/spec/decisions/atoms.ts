import { compareDecimals, midpoint, step } from '../decimal-text.ts';
import { isNumber, isWhole, scalarName } from '../expressions/static-types.ts';
import type { JsonLiteral, Type, UnaryTest } from '../model.ts';

/** A set of values of one input that all cells treat alike, with the rules that it passes. */
export interface Atom {
  /** A value of the set, as a person would write it. */
  example: string;
  /** Bit n is set if rule n's cell of this input accepts the values. */
  rules: bigint;
}

type Value = { kind: 'null' } | { kind: 'other' } | { kind: 'text'; value: string } | { kind: 'number'; value: string };

/**
 * Cuts the values of an input into finitely many sets that no cell tells apart, exactly: single numbers and the stretches between
 * them, the values of an enumeration, true and false, each text that is mentioned and all others, null. Null if the input's type
 * has no such cut. Sets that pass the same rules are one.
 */
export function atomsOf(type: Type, optional: boolean, tests: readonly UnaryTest[]): Atom[] | null {
  const values = tests.every((test) => test.kind === 'any') ? [{ kind: 'other' } as const] : valuesOf(type, tests);
  if (values === null) return null;
  const all: Value[] = optional ? [...values, { kind: 'null' }] : values;
  const atoms = new Map<bigint, Atom>();
  for (const value of all) {
    let rules = 0n;
    for (const [i, test] of tests.entries()) if (accepts(test, value)) rules |= 1n << BigInt(i);
    if (!atoms.has(rules)) atoms.set(rules, { example: say(value), rules });
  }
  return [...atoms.values()];
}

function valuesOf(type: Type, tests: readonly UnaryTest[]): Value[] | null {
  const mentioned = tests.flatMap(mentionedIn);
  if (type.kind === 'enum') return type.values.map((value) => ({ kind: 'text', value }));
  if (isNumber(type)) return numbers(type, mentioned.flatMap(numberOf));
  const name = scalarName(type);
  if (name === 'bool')
    return [
      { kind: 'text', value: 'true' },
      { kind: 'text', value: 'false' },
    ];
  if (name === 'date') return dates(mentioned.flatMap((value) => (typeof value === 'string' ? [value] : [])));
  if (name === 'timestamp' || name === 'duration' || name === 'json' || name === null) return null;
  const texts = mentioned.flatMap((value) => (typeof value === 'string' ? [value] : []));
  return [...[...new Set(texts)].map((value): Value => ({ kind: 'text', value })), { kind: 'other' }];
}

function mentionedIn(test: UnaryTest): JsonLiteral[] {
  switch (test.kind) {
    case 'any':
      return [];
    case 'not':
      return mentionedIn(test.test);
    case 'oneOf':
      return test.tests.flatMap(mentionedIn);
    case 'compare':
      return [test.value];
    case 'interval':
      return [numeric(test.low), numeric(test.high)];
  }
}

/** Ends of intervals are texts: numbers or dates. */
function numeric(text: string): JsonLiteral {
  return /^-?\d+(\.\d+)?$/.test(text) ? { number: text } : text;
}

function numberOf(value: JsonLiteral): string[] {
  return value !== null && typeof value === 'object' && 'number' in value && typeof value.number === 'string'
    ? [value.number]
    : [];
}

/** The mentioned numbers, one number out of each stretch between them, and one below and above all; inside the type's range. */
function numbers(type: Type, mentioned: readonly string[]): Value[] {
  const range = type.kind === 'scalar' ? type.range : null;
  const scale = isWhole(type) ? 0 : type.kind === 'scalar' && type.name === 'decimal' ? type.scale : null;
  const inside = (text: string): boolean =>
    (range?.min == null || compareDecimals(text, range.min) >= 0) &&
    (range?.max == null || compareDecimals(text, range.max) <= 0);
  const bounds = [range?.min ?? null, range?.max ?? null].filter((bound) => bound !== null);
  const points = distinct([...mentioned, ...bounds]);
  const unit = scale ?? 0;
  const found: string[] = [];
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [{ kind: 'other' }];
  found.push(step(first, unit, -1));
  for (const [i, point] of points.entries()) {
    found.push(point);
    const next = points[i + 1];
    if (next !== undefined) found.push(...between(point, next, scale));
  }
  found.push(step(last, unit, 1));
  return found
    .filter(inside)
    .filter((text) => representable(text, scale))
    .map((value) => ({ kind: 'number', value }));
}

function distinct(texts: readonly string[]): string[] {
  const sorted = [...texts].sort(compareDecimals);
  return sorted.filter((text, i) => i === 0 || compareDecimals(text, sorted[i - 1] ?? text) !== 0);
}

/** A number strictly between two others: with a scale only if one of that scale exists. */
function between(low: string, high: string, scale: number | null): string[] {
  if (scale === null) return [midpoint(low, high)];
  const next = step(truncate(low, scale), scale, 1);
  return compareDecimals(next, high) < 0 ? [next] : [];
}

function truncate(text: string, scale: number): string {
  const [whole = '0', fraction = ''] = text.split('.');
  return fraction.length <= scale ? text : scale === 0 ? whole : `${whole}.${fraction.slice(0, scale)}`;
}

function representable(text: string, scale: number | null): boolean {
  return scale === null || (text.split('.')[1] ?? '').replace(/0+$/, '').length <= scale;
}

/** Dates are days: the mentioned ones, those next to them and none else. */
function dates(mentioned: readonly string[]): Value[] {
  const days = mentioned
    .map(dayNumber)
    .filter((day) => !Number.isNaN(day))
    .sort((a, b) => a - b);
  const all = new Set(days.flatMap((day) => [day - 1, day, day + 1]));
  return [...all].sort((a, b) => a - b).map((day) => ({ kind: 'text', value: dayText(day) }));
}

function dayNumber(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / 86_400_000;
}

function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function accepts(test: UnaryTest, value: Value): boolean {
  switch (test.kind) {
    case 'any':
      return true;
    case 'not':
      return !accepts(test.test, value);
    case 'oneOf':
      return test.tests.some((one) => accepts(one, value));
    case 'compare':
      return compares(test.operator, test.value, value);
    case 'interval': {
      const low = compares(test.lowIncluded ? '>=' : '>', numeric(test.low), value);
      return low && compares(test.highIncluded ? '<=' : '<', numeric(test.high), value);
    }
  }
}

function compares(operator: string, literal: JsonLiteral, value: Value): boolean {
  if (value.kind === 'null') return operator === '==' && literal === null;
  if (value.kind === 'other' || literal === null) return false;
  const [number] = numberOf(literal);
  const order =
    number !== undefined && value.kind === 'number'
      ? compareDecimals(value.value, number)
      : compareTexts(value.value, String(literal));
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return order === 0;
  }
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function say(value: Value): string {
  return value.kind === 'null' ? 'null' : value.kind === 'other' ? 'any other value' : value.value;
}
