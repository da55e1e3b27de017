import { checkPattern } from '../read/check-pattern.ts';
import type { ImportContext } from './import-context.ts';
import { type ImportedType, notation } from './imported-type.ts';
import { at, type JsonObject, member, textOf } from './json.ts';
import { numberType } from './number-schema.ts';
import { list, type SpecEntry, text } from './spec-value.ts';

/** Where a schema is used: a password is one only where it is sent. */
export type Direction = 'input' | 'output' | 'both';

/** Texts with a form of their own. */
const FORMATS: Readonly<Record<string, string>> = {
  date: 'date',
  'date-time': 'timestamp',
  duration: 'duration',
  uuid: 'uuid',
  email: 'email',
  uri: 'url',
  url: 'url',
  phone: 'phone',
  byte: 'base64',
  binary: 'bytes',
  decimal: 'decimal',
  int64: 'long',
  regex: 'regex',
};
/** Those that have a length and a pattern besides. */
const TEXTUAL = new Set(['string', 'email', 'url', 'phone', 'password', 'regex']);
const MAX_LENGTH = 999_999_999;

/** Reads a schema of one of the types `string integer number boolean`. */
export function scalarType(
  ctx: ImportContext,
  schema: JsonObject,
  pointer: string,
  direction: Direction,
): ImportedType {
  const type = member(schema, 'type');
  if (type === 'integer' || type === 'number') return numberType(ctx, schema, pointer, type);
  if (type === 'boolean') return notation('bool');
  return stringType(ctx, schema, pointer, direction);
}

function stringType(ctx: ImportContext, schema: JsonObject, pointer: string, direction: Direction): ImportedType {
  const name = stringName(ctx, schema, pointer, direction);
  const keys: SpecEntry[] = [];
  const length = lengthOf(ctx, schema, pointer, 'Length');
  const textual = TEXTUAL.has(name) || (name === 'base64' && member(schema, 'contentEncoding') === undefined);
  if (length !== null && textual && name !== 'base64') keys.push(['length', text(length)]);
  else if (length !== null)
    ctx.losses.note(pointer, `The length is not carried over: \`${name}\` has a form of its own.`);
  const pattern = textOf(member(schema, 'pattern'));
  if (pattern !== null) {
    const reason = TEXTUAL.has(name) ? checkPattern(pattern) : `\`${name}\` has a form of its own.`;
    if (reason === null) keys.push(['pattern', text(pattern)]);
    else ctx.losses.note(at(pointer, 'pattern'), `The pattern is not carried over: ${reason}`);
  }
  const media = textOf(member(schema, 'contentMediaType'));
  if (media !== null && name === 'base64' && /^[a-z]+\/(\*|[a-z0-9][a-z0-9!#$&^_.+-]{0,100})$/.test(media))
    keys.push(['media', list([text(media)])]);
  else if (media !== null)
    ctx.losses.note(at(pointer, 'contentMediaType'), 'What the text holds is not checked; it is read as a text.');
  return notation(name, keys);
}

function stringName(ctx: ImportContext, schema: JsonObject, pointer: string, direction: Direction): string {
  if (member(schema, 'contentEncoding') === 'base64') return 'base64';
  const format = textOf(member(schema, 'format'));
  if (format === null) return 'string';
  if (format === 'password' && (direction === 'input' || member(schema, 'writeOnly') === true)) return 'password';
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (known !== undefined) return known;
  ctx.losses.note(at(pointer, 'format'), `The format \`${format.slice(0, 60)}\` is not checked; it is read as a text.`);
  return 'string';
}

/** `minLength` and `maxLength` (or `minItems` and `maxItems`) as `1..10`, or null if neither is said. */
export function lengthOf(
  ctx: ImportContext,
  schema: JsonObject,
  pointer: string,
  what: 'Length' | 'Items',
): string | null {
  const bound = (key: string): number | null => {
    const value = member(schema, key);
    if (value === undefined) return null;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_LENGTH) return value;
    ctx.losses.note(at(pointer, key), 'This is no length that can be checked.');
    return null;
  };
  const [least, most] = [bound(`min${what}`), bound(`max${what}`)];
  if (most === null && (least === null || least === 0)) return null;
  if (least !== null && most !== null && least > most) {
    ctx.losses.note(pointer, 'Nothing is as long as the bounds demand; they are left out.');
    return null;
  }
  return `${least ?? 0}..${most ?? ''}`;
}

/** Values that are listed: an enumeration, or where their form does not allow it the nearest that checks the same. */
export function enumType(
  ctx: ImportContext,
  values: readonly unknown[],
  pointer: string,
): { type: ImportedType; nullable: boolean } {
  const some = values.filter((value) => value !== null);
  const nullable = some.length < values.length;
  const texts = some.filter((value) => typeof value === 'string');
  if (some.length > 0 && texts.length === some.length) return { type: textEnum(ctx, texts, pointer), nullable };
  const whole = some.filter((value): value is number => Number.isSafeInteger(value));
  if (some.length > 0 && whole.length === some.length) return { type: numberEnum(ctx, whole, pointer), nullable };
  const flags = some.every((value) => typeof value === 'boolean');
  if (flags && some.length > 0 && new Set(some).size === 2) return { type: notation('bool'), nullable };
  const read = flags && some.length > 0 ? 'bool' : 'json';
  ctx.losses.note(pointer, `The listed values are not checked; this is read as \`${read}\`.`);
  return { type: notation(read), nullable };
}

const ENUM_VALUE = /^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,62}$/;
const MAX_VALUES = 500;
const RESERVED = new Set(['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then']);

function textEnum(ctx: ImportContext, given: readonly string[], pointer: string): ImportedType {
  const values = [...new Set(given)];
  if (values.length <= MAX_VALUES && values.every((value) => ENUM_VALUE.test(value) && !RESERVED.has(value)))
    return { kind: 'enum', values };
  const pattern = `^(${values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})$`;
  if (checkPattern(pattern) === null) return notation('string', [['pattern', text(pattern)]]);
  ctx.losses.note(pointer, 'The listed values are not checked: they are no names, and too long for a pattern.');
  return notation('string');
}

function numberEnum(ctx: ImportContext, given: readonly number[], pointer: string): ImportedType {
  const values = [...new Set(given)].sort((a, b) => a - b);
  const [least = 0, most = least] = [values[0], values.at(-1)];
  if (most - least + 1 > values.length)
    ctx.losses.note(pointer, `Only the range from ${least} to ${most} is checked, not the single values.`);
  const small = Math.max(Math.abs(least), Math.abs(most)) <= 2_147_483_647;
  const range: SpecEntry = ['range', text(`${least}..${most}`)];
  return small ? notation('int', [range]) : notation('long', [range, ['wire', text('number')]]);
}
