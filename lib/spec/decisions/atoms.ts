import type { JsonLiteral, Type, UnaryTest } from '../model.ts';
import { addBit, allBits, type Bits, noBits } from './bits.ts';
import { joined, othersThan, type Stretch, stretch } from './stretch.ts';
import { anything, textOf, type Values, valuesOf } from './values.ts';

/** The values of one input in groups that no cell tells apart. */
export interface Atoms {
  /** By group, one of its values, as a person would write it. */
  examples: readonly string[];
  /** By cell, the groups that it accepts. */
  accepted: readonly Bits[];
}

/**
 * Cuts the values of an input into finitely many groups that no cell tells apart, exactly: single numbers and moments and the
 * stretches between them, the values of an enumeration, true and false, each text that is mentioned, the others by how they start,
 * null. Null if
 * the input's type has no such cut. Neighbours that the same cells accept are one group.
 */
export function atomsOf(type: Type, optional: boolean, tests: readonly UnaryTest[]): Atoms | null {
  const mentioned = new Set(tests.flatMap(mentionedIn));
  const values =
    mentioned.size === 0 ? anything(optional) : valuesOf(type, optional, [...mentioned], prefixesIn(tests));
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
  const values = mentioned.length === 0 ? anything(true) : valuesOf(type, true, mentioned, prefixesIn([test]));
  const at = values === null ? -1 : literal === null ? values.missing : values.place(literal);
  if (values === null || at === -1) return null;
  return stretchesOf(test, values).some(([first, last]) => first <= at && at <= last);
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
    case 'startsWith':
      return [test.prefix];
    case 'interval':
      return [test.low, test.high];
  }
}

/** The starts of texts that cells ask for, each once. */
function prefixesIn(tests: readonly UnaryTest[]): readonly string[] {
  const found = (test: UnaryTest): readonly string[] => {
    if (test.kind === 'not') return found(test.test);
    if (test.kind === 'oneOf') return test.tests.flatMap(found);
    return test.kind === 'startsWith' ? [test.prefix] : [];
  };
  return [...new Set(tests.flatMap(found))];
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
    case 'startsWith':
      return values.startingWith(test.prefix);
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
