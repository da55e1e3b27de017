import { compareDecimals } from '../decimal-text.ts';
import type { Field, ScalarName, Type } from '../model.ts';
import { resolve, type TypeTable } from '../read/type-table.ts';
import { isTextual, scalar } from '../scalar-type.ts';

/** The type of what could not be typed: a mistake that is reported already. It fits everywhere, so that nothing is said twice. */
export const UNKNOWN: Type = scalar('json');
/** The type of `null`. */
export const NULL: Type = { kind: 'optional', of: UNKNOWN };
export const BOOL: Type = scalar('bool');
export const INT: Type = scalar('int');
export const STRING: Type = scalar('string');
export const DECIMAL: Type = scalar('decimal');

/** A type with names followed and the optional taken off. */
export interface Resolved {
  type: Type;
  optional: boolean;
}

/** Follows names and tells whether the value may be missing. */
export function open(table: TypeTable, type: Type): Resolved {
  if (type === NULL) return { type: UNKNOWN, optional: true };
  const full = type === UNKNOWN ? type : resolve(table, type);
  return full.kind === 'optional' ? { type: full.of, optional: true } : { type: full, optional: false };
}

/** The type of a value that is known to be there. Names and references stay what they are. */
export function withoutNull(table: TypeTable, type: Type): Type {
  return type.kind === 'optional' && type !== NULL ? type.of : open(table, type).type;
}

/** Makes a type optional, once. */
export function optional(type: Type): Type {
  return type.kind === 'optional' || type === UNKNOWN ? type : { kind: 'optional', of: type };
}

/** The scalar's name, or null for what is none. */
export function scalarName(type: Type): ScalarName | null {
  return type.kind === 'scalar' && type !== UNKNOWN ? type.name : null;
}

export function isNumber(type: Type): boolean {
  const name = scalarName(type);
  return name === 'int' || name === 'long' || name === 'decimal' || name === 'double';
}

export function isWhole(type: Type): boolean {
  const name = scalarName(type);
  return name === 'int' || name === 'long';
}

/** Texts, and the scalars that are written as texts and may be compared with them. A password is none: it is only verified. */
export function isText(type: Type): boolean {
  const name = scalarName(type);
  return type.kind === 'enum' || (name !== null && name !== 'password' && (isTextual(name) || name === 'uuid'));
}

/** A type in words, with its article. */
export function sayType(type: Type): string {
  if (type === UNKNOWN) return 'a value';
  if (type === NULL) return 'null';
  switch (type.kind) {
    case 'scalar':
      return SCALAR_WORDS[type.name];
    case 'enum':
      return `one of ${type.values.slice(0, 5).join(', ')}${type.values.length > 5 ? ' …' : ''}`;
    case 'list':
      return `a list (${sayType(type.of)} each)`;
    case 'map':
      return 'a map';
    case 'object':
      return 'an object';
    case 'named':
      return `\`${type.name}\``;
    case 'entity':
      return `a row of \`${type.name}\``;
    case 'ref':
      return `a reference to \`${type.entity}\``;
    case 'optional':
      return `${sayType(type.of)} or null`;
    case 'oneOf':
      return type.of.slice(0, 4).map(sayType).join(' or ');
  }
}

const SCALAR_WORDS: Readonly<Record<ScalarName, string>> = {
  string: 'a text',
  int: 'a whole number',
  long: 'a whole number (long)',
  double: 'a double',
  decimal: 'a decimal',
  bool: 'true or false',
  date: 'a date',
  timestamp: 'a timestamp',
  duration: 'a duration',
  uuid: 'a uuid',
  email: 'an email address',
  url: 'a URL',
  phone: 'a phone number',
  json: 'json',
  base64: 'base64',
  bytes: 'bytes',
  file: 'a file',
  password: 'a password',
  html: 'html',
  regex: 'a pattern',
};

/** A type as it would be written. */
export function writeType(type: Type): string {
  if (type === UNKNOWN) return 'unknown';
  switch (type.kind) {
    case 'scalar': {
      const parts = [bounds(type.length), bounds(type.range), type.scale === null ? '' : `scale ${type.scale}`].filter(
        (part) => part !== '',
      );
      return type.name + (parts.length === 0 ? '' : `(${parts.join(', ')})`);
    }
    case 'enum':
      return `[${type.values.join(', ')}]`;
    case 'list':
      return `list<${writeType(type.of)}>${type.length === null ? '' : `(${bounds(type.length)})`}`;
    case 'map':
      return `map<${writeType(type.of)}>`;
    case 'object':
      return `{${type.fields.map((field) => `${field.name}: ${writeType(field.type)}`).join(', ')}}`;
    case 'named':
    case 'entity':
      return type.name;
    case 'ref':
      return `ref<${type.entity}>`;
    case 'optional':
      return `${writeType(type.of)}?`;
    case 'oneOf':
      return `{oneOf: [${type.of.map(writeType).join(', ')}]}`;
  }
}

function bounds(range: { min: number | string | null; max: number | string | null } | null): string {
  if (range === null) return '';
  return range.min === range.max ? String(range.min) : `${range.min ?? ''}..${range.max ?? ''}`;
}

/** The type that both fit, or null if there is none. Used for the two sides of a choice and for the items of a list. */
export function unify(table: TypeTable, a: Type, b: Type): Type | null {
  if (a === b) return a;
  if (a === UNKNOWN || b === UNKNOWN) return a === UNKNOWN ? b : a;
  if (a === NULL) return optional(b);
  if (b === NULL) return optional(a);
  const left = open(table, a);
  const right = open(table, b);
  const missing = left.optional || right.optional;
  const one = unifyPresent(table, left.type, right.type, a, b);
  return one === null ? null : missing ? optional(one) : one;
}

function unifyPresent(table: TypeTable, left: Type, right: Type, a: Type, b: Type): Type | null {
  if (JSON.stringify(a) === JSON.stringify(b)) return a;
  if (left.kind === 'enum' && right.kind === 'enum')
    return { kind: 'enum', values: [...new Set([...left.values, ...right.values])] };
  if (isNumber(left) && isNumber(right)) return widerNumber(left, right);
  const name = scalarName(left);
  if (name !== null && name === scalarName(right)) return scalar(name);
  if (isText(left) && isText(right)) return STRING;
  if (left.kind === 'list' && right.kind === 'list') {
    const of = unify(table, left.of, right.of);
    return of === null ? null : { kind: 'list', of, length: null };
  }
  if (left.kind === 'map' && right.kind === 'map') {
    const of = unify(table, left.of, right.of);
    return of === null ? null : { kind: 'map', of };
  }
  if (left.kind === 'object' && right.kind === 'object') return unifyObjects(table, left, right);
  return left.kind === 'entity' && right.kind === 'entity' && left.name === right.name ? left : null;
}

type ObjectType = Extract<Type, { kind: 'object' }>;

/** Objects with the same names, each of a type that both fit. */
function unifyObjects(table: TypeTable, left: ObjectType, right: ObjectType): Type | null {
  if (left.fields.length !== right.fields.length) return null;
  const fields: Field[] = [];
  for (const field of left.fields) {
    const other = right.fields.find(({ name }) => name === field.name);
    const type = other === undefined ? null : unify(table, field.type, other.type);
    if (type === null) return null;
    fields.push({ ...field, type });
  }
  return { kind: 'object', fields };
}

/** int < long < decimal; a double stays a double. Scales are kept where both are equal. */
export function widerNumber(left: Type, right: Type): Type {
  const [a, b] = [scalarName(left), scalarName(right)];
  if (a === 'double' || b === 'double') return scalar('double');
  if (a === 'decimal' || b === 'decimal') {
    const scales = [left, right].map((type) =>
      type.kind !== 'scalar' ? null : type.name === 'decimal' ? type.scale : 0,
    );
    const [first, second] = scales;
    return scalar('decimal', { scale: first == null || second == null ? null : Math.max(first, second) });
  }
  return a === 'long' || b === 'long' ? scalar('long') : INT;
}

/** Types may refer to each other in circles; nothing deeper than this is looked at. */
const MAX_DEPTH = 16;

/** Why a value of one type cannot stand where another is declared. `digits` is a decimal that may be too long. */
export type Misfit = 'type' | 'missing' | 'digits' | null;

/** Whether a value of type `from` fits where `to` is declared. Ranges and lengths are checked at run time, not here. */
export function misfit(table: TypeTable, from: Type, to: Type, depth = 0): Misfit {
  if (from === UNKNOWN || to === UNKNOWN || depth > MAX_DEPTH) return null;
  const target = open(table, to);
  const source = openFor(table, from, target.type);
  if (from === NULL) return target.optional ? null : 'missing';
  if (source.optional && !target.optional) return 'missing';
  return presentMisfit(table, source.type, target.type, depth + 1);
}

/** Where an object is declared, a reference gives the row that it leads to. */
function openFor(table: TypeTable, from: Type, target: Type): Resolved {
  const reference = target.kind === 'object' ? referenceOf(table, from) : null;
  if (reference === null) return open(table, from);
  return { type: { kind: 'entity', name: reference.entity }, optional: reference.optional };
}

function presentMisfit(table: TypeTable, from: Type, to: Type, depth: number): Misfit {
  if (from === UNKNOWN || (to.kind === 'scalar' && to.name === 'json')) return null;
  if (from.kind === 'oneOf') return from.of.map((one) => misfit(table, one, to, depth)).find(Boolean) ?? null;
  if (to.kind === 'oneOf') return to.of.some((one) => misfit(table, from, one, depth) === null) ? null : 'type';
  if (to.kind === 'enum')
    return from.kind === 'enum' && from.values.every((value) => to.values.includes(value)) ? null : 'type';
  if (to.kind === 'scalar') return scalarMisfit(from, to);
  if (to.kind === 'list') return from.kind === 'list' ? misfit(table, from.of, to.of, depth) : 'type';
  if (to.kind === 'map') return mapMisfit(table, from, to.of, depth);
  if (to.kind === 'entity') return from.kind === 'entity' && from.name === to.name ? null : 'type';
  if (to.kind === 'object') return objectMisfit(table, from, to, depth);
  return 'type';
}

/** An object fits a map of values that each of its fields fits. */
function mapMisfit(table: TypeTable, from: Type, of: Type, depth: number): Misfit {
  if (from.kind === 'map') return misfit(table, from.of, of, depth);
  if (from.kind !== 'object') return 'type';
  return from.fields.map(({ type }) => misfit(table, type, of, depth)).find(Boolean) ?? null;
}

function scalarMisfit(from: Type, to: Extract<Type, { kind: 'scalar' }>): Misfit {
  // What becomes a password is hashed when it is stored.
  if (to.name === 'password') return isText(from) || scalarName(from) === 'password' ? null : 'type';
  if (isTextual(to.name))
    return to.name === 'string' ? (isText(from) ? null : 'type') : scalarName(from) === to.name ? null : 'type';
  const name = scalarName(from);
  if (name === null) return 'type';
  if (to.name === 'decimal') {
    if (name !== 'decimal') return name === 'int' || name === 'long' ? null : 'type';
    const scale = from.kind === 'scalar' ? from.scale : null;
    return to.scale !== null && (scale === null || scale > to.scale) ? 'digits' : null;
  }
  if (to.name === 'double') return isNumber(from) ? null : 'type';
  if (to.name === 'long') return name === 'int' || name === 'long' ? null : 'type';
  return name === to.name ? null : 'type';
}

/** The entity that a value refers to, and whether the reference may be missing; null for what is no reference. */
export function referenceOf(table: TypeTable, type: Type): { entity: string; optional: boolean } | null {
  let current = type;
  let missing = false;
  // Names may lead in a circle; the reader reports that.
  for (let step = 0; step < MAX_NAMES; step++) {
    if (current.kind === 'ref') return { entity: current.entity, optional: missing };
    if (current.kind === 'optional') {
      missing = true;
      current = current.of;
    } else {
      const declared = current.kind === 'named' ? table.types.get(current.name) : undefined;
      if (declared === undefined) return null;
      current = declared.type;
    }
  }
  return null;
}

const MAX_NAMES = 64;

/** A row or an object fits an object type that has some of its fields. */
function objectMisfit(table: TypeTable, from: Type, to: Extract<Type, { kind: 'object' }>, depth: number): Misfit {
  const fields =
    from.kind === 'object'
      ? from.fields
      : from.kind === 'entity'
        ? (table.entities.get(from.name)?.fields ?? [])
        : null;
  if (fields === null) return 'type';
  for (const wanted of to.fields) {
    const found = fields.find((field) => field.name === wanted.name);
    if (found === undefined) {
      if (!open(table, wanted.type).optional) return 'type';
    } else {
      const problem = misfit(table, found.type, wanted.type, depth);
      if (problem !== null) return problem;
    }
  }
  return null;
}

/** Whether a literal number lies outside the range of a type. */
export function outOfRange(type: Type, text: string): boolean {
  if (type.kind !== 'scalar' || type.range === null) return false;
  const { min, max } = type.range;
  return (min !== null && compareDecimals(text, min) < 0) || (max !== null && compareDecimals(text, max) > 0);
}
