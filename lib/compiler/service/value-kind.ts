import type { Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { isOptional, keyTypeOf, plainType } from './types.ts';

/** How values of a type are held and compared in the generated code. */
export type ValueKind =
  /** A JavaScript number that is whole. */
  | 'whole'
  /** A decimal or a long: digits in a text, computed exactly. */
  | 'exact'
  | 'double'
  /** Any text, which has an order by code point. */
  | 'text'
  | 'enum'
  | 'uuid'
  /** A day, as a text whose order is that of its characters. */
  | 'date'
  | 'bool'
  | 'timestamp'
  | 'duration'
  | 'json'
  | 'list'
  | 'map'
  | 'other';

/** The kind of a type; references count as the key that they hold, optional values as what they hold. */
export function kindOfValue(type: Type, plan: Plan): ValueKind {
  const plain = plainType(type, plan.model);
  if (plain.kind === 'ref') return kindOfValue(keyTypeOf(plain.entity, plan), plan);
  if (plain.kind === 'enum') return 'enum';
  if (plain.kind === 'list' || plain.kind === 'map') return plain.kind;
  if (plain.kind !== 'scalar') return 'other';
  return KINDS[plain.name];
}

const KINDS: Readonly<Record<Extract<Type, { kind: 'scalar' }>['name'], ValueKind>> = {
  string: 'text',
  int: 'whole',
  long: 'exact',
  double: 'double',
  decimal: 'exact',
  bool: 'bool',
  date: 'date',
  timestamp: 'timestamp',
  duration: 'duration',
  uuid: 'uuid',
  email: 'text',
  url: 'text',
  phone: 'text',
  json: 'json',
  base64: 'other',
  bytes: 'other',
  file: 'other',
  password: 'other',
  html: 'text',
  regex: 'text',
};

export function isNumeric(kind: ValueKind): boolean {
  return kind === 'whole' || kind === 'exact' || kind === 'double';
}

/** The kind in which two numbers are computed or compared: doubles with doubles, else exactly as soon as one is exact. */
export function commonKind(left: Type, right: Type, plan: Plan): ValueKind {
  const kinds = [kindOfValue(left, plan), kindOfValue(right, plan)];
  if (kinds.includes('double')) return 'double';
  return kinds.includes('exact') ? 'exact' : (kinds[0] ?? 'other');
}

/** Whether a type is `long`: exact, but whole. */
export function isLong(type: Type, plan: Plan): boolean {
  const plain = plainType(type, plan.model);
  return plain.kind === 'scalar' && plain.name === 'long';
}

/** What the items of a list may be; null for what is no list. */
export function itemTypeOf(type: Type, plan: Plan): Type | null {
  const plain = plainType(type, plan.model);
  return plain.kind === 'list' ? plain.of : null;
}

/** Whether null may be there, whatever names the type goes by. */
export function mayBeMissing(type: Type, plan: Plan): boolean {
  return isOptional(type, plan.model);
}
