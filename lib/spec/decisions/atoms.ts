import { scalarName } from '../expressions/static-types.ts';
import type { JsonLiteral, Type, UnaryTest } from '../model.ts';
import type { RuleSet } from './rule-set.ts';
import { type Units, unitsOf } from './units.ts';

/** A set of values of one input that all cells treat alike, with the rules that it passes. */
export interface Atom {
  /** A value of the set, as a person would write it. */
  example: string;
  rules: RuleSet;
}

/** The values of an input in an order of their own, each with its example; and where a mentioned value stands among them. */
interface Values {
  examples: readonly string[];
  /** The place of a mentioned value; -1 if it is no value of the type. */
  place: (literal: JsonLiteral) => number;
  /** The places of values that can occur. */
  real: readonly number[];
  /** The place of null; -1 where it cannot be. */
  missing: number;
}

/**
 * Cuts the values of an input into finitely many sets that no cell tells apart, exactly: single numbers and moments and the
 * stretches between them, the values of an enumeration, true and false, each text that is mentioned and all others, null. Null if
 * the input's type has no such cut. Sets that pass the same rules are one.
 */
export function atomsOf(type: Type, optional: boolean, tests: readonly UnaryTest[]): Atom[] | null {
  const mentioned = new Set(tests.flatMap(mentionedIn));
  const values = mentioned.size === 0 ? anything(optional) : valuesOf(type, optional, [...mentioned]);
  if (values === null) return null;
  const passes = tests.map((test) => predicateOf(test, values));
  const words = Math.ceil(tests.length / 32);
  const atoms = new Map<string, Atom>();
  for (const at of values.real) {
    const rules = new Array<number>(words).fill(0);
    for (const [i, pass] of passes.entries()) if (pass(at)) rules[i >>> 5] = (rules[i >>> 5] ?? 0) | (1 << (i & 31));
    const key = rules.join(' ');
    if (!atoms.has(key)) atoms.set(key, { example: values.examples[at] ?? '-', rules });
  }
  return [...atoms.values()];
}

/** Whether a cell accepts a literal of the input's type. Null if that cannot be told. */
export function acceptsLiteral(type: Type, test: UnaryTest, literal: JsonLiteral): boolean | null {
  const mentioned = [...new Set([...mentionedIn(test), textOf(literal)])].filter((text) => text !== null);
  const values = mentioned.length === 0 ? anything(true) : valuesOf(type, true, mentioned);
  const at = values === null ? -1 : literal === null ? values.missing : values.place(literal);
  return values === null || at === -1 ? null : predicateOf(test, values)(at);
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
  const occurs = (value: bigint): boolean =>
    (units.min === null || value >= units.min) &&
    (units.max === null || value <= units.max) &&
    (units.step === null || value % units.step === 0n);
  const real = all.flatMap((value, i) => (occurs(value) ? [i] : []));
  return {
    examples: [...all.map(units.write), ...(optional ? ['null'] : [])],
    place: (literal) => places.get(units.read(textOf(literal) ?? '')) ?? -1,
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

/** Whether a cell accepts the value at a place. */
function predicateOf(test: UnaryTest, values: Values): (at: number) => boolean {
  switch (test.kind) {
    case 'any':
      return () => true;
    case 'not': {
      const inner = predicateOf(test.test, values);
      return (at) => !inner(at);
    }
    case 'oneOf': {
      const some = test.tests.map((one) => predicateOf(one, values));
      return (at) => some.some((one) => one(at));
    }
    case 'compare':
      return test.value === null
        ? (at) => at === values.missing
        : comparison(test.operator, values.place(test.value), values);
    case 'interval': {
      const low = comparison(test.lowIncluded ? '>=' : '>', values.place(test.low), values);
      const high = comparison(test.highIncluded ? '<=' : '<', values.place(test.high), values);
      return (at) => low(at) && high(at);
    }
  }
}

/** Places stand in the order of the values; what is missing compares with nothing. */
function comparison(operator: string, place: number, values: Values): (at: number) => boolean {
  const { missing } = values;
  switch (operator) {
    case '<':
      return (at) => at !== missing && at < place;
    case '<=':
      return (at) => at !== missing && at <= place;
    case '>':
      return (at) => at !== missing && at > place;
    case '>=':
      return (at) => at !== missing && at >= place;
    default:
      return (at) => at === place;
  }
}
