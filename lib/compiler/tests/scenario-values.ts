import type { ExampleTable, Field, JsonLiteral, Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { isFile } from '../service/file-fields.ts';
import { asText } from '../service/file-texts.ts';
import { withScale } from '../service/literal.ts';
import { keyTypeOf, plainType, scaleOf } from '../service/types.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import type { Json } from '../text/json.ts';
import { key, quote } from '../text/quote.ts';
import { fixtureDocument } from './fixture-document.ts';
import { example } from './values.ts';

/** The cells of one row of examples, by their columns. */
export type Cells = ReadonlyMap<string, string>;

/** The rows of a scenario's examples; one without cells where there is no table. */
export function rowsOf(
  table: ExampleTable | null,
): readonly { cells: Cells; row: ExampleTable['rows'][number] | null }[] {
  if (table === null) return [{ cells: new Map(), row: null }];
  return table.rows.map((row) => {
    return { cells: new Map(table.columns.map((column, at) => [column, row.cells[at] ?? ''])), row };
  });
}

const PLACEHOLDER = /<([A-Za-z][A-Za-z0-9_]*)>/g;

/** A text with the cells of a row in the place of their columns. */
export function filled(text: string, cells: Cells): string {
  return text.replace(PLACEHOLDER, (all, name: string) => cells.get(name) ?? all);
}

const FIXTURE = /^fixture\(([^()]*)\)$/;
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * A value of a scenario as TypeScript, for a place of the type `type`; null where that is not known. Texts and cells are read by
 * the type: `10.5` is a text where a text is meant. A fixture is any value that fits.
 */
export function writtenValue(value: JsonLiteral, type: Type | null, cells: Cells, plan: Plan): Doc {
  const plain = type === null ? null : plainType(type, plan.model);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && plain !== null && isFile(plain, plan.model)) return namedFile(value, plain, plan);
  if (typeof value === 'string') return scalarValue(filled(value, cells), isWhole(value), plain, plan);
  if (isList(value)) return listValue(value, plain, cells, plan);
  if ('number' in value && typeof value.number === 'string') return scalarValue(value.number, true, plain, plan);
  return list('{', membersOf(value, type, cells, plan), '}', true);
}

/** The members of an object; empty where the value is none. */
export function membersOf(value: JsonLiteral, type: Type | null, cells: Cells, plan: Plan): Doc[] {
  if (!isMap(value)) return [];
  const plain = type === null ? null : plainType(type, plan.model);
  return Object.entries(value.map).map(
    ([name, item]): Doc => [key(name), ': ', writtenValue(item, memberType(plain, name, plan), cells, plan)],
  );
}

/** The type of a member of a value of a type; null where it is not known. Files within other values are base64. */
function memberType(plain: Type | null, name: string, plan: Plan): Type | null {
  if (plain === null) return null;
  const of = plain.kind === 'map' ? plain.of : fieldsOf(plain, plan).find((field) => field.name === name)?.type;
  return of === undefined ? null : plain.kind === 'entity' ? of : asText(of, plan.model);
}

/** Whether a text is nothing but the name of a column. */
function isWhole(text: string): boolean {
  return /^<[A-Za-z][A-Za-z0-9_]*>$/.test(text);
}

/** The fields that a value of a type has. */
export function fieldsOf(type: Type, { model }: Plan): readonly Field[] {
  if (type.kind === 'object') return type.fields;
  if (type.kind !== 'entity') return [];
  return model.entities.find(({ name }) => name === type.name)?.fields ?? [];
}

function listValue(items: readonly JsonLiteral[], type: Type | null, cells: Cells, plan: Plan): Doc {
  const of = type?.kind === 'list' ? type.of : null;
  const written = items.map((item) => writtenValue(item, of, cells, plan));
  return items.length > 1 && items.every(isLarge) ? rows('[', written, ']') : list('[', written, ']');
}

/** What Prettier gives a line of its own in a list. */
function isLarge(value: JsonLiteral): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (isList(value)) return value.length > 1;
  return isMap(value) && Object.keys(value.map).length > 1;
}

/** `open`: null, true, false and numbers mean themselves where no type says otherwise. */
function scalarValue(text: string, open: boolean, type: Type | null, plan: Plan): Doc {
  const fixture = FIXTURE.exec(text)?.[1];
  if (fixture !== undefined && type !== null) return fixtureDocument(fixture, type, plan) ?? example(type, plan);
  const meant = meantBy(text, open, type, plan);
  return typeof meant === 'string' ? quote(meant) : meant === null || typeof meant === 'boolean' ? String(meant) : text;
}

/** What a text or a number of a scenario means in a place of a type: a text, itself as a number, true, false or null. */
function meantBy(
  text: string,
  open: boolean,
  type: Type | null,
  plan: Plan,
): string | { number: string } | boolean | null {
  if (type?.kind === 'ref') return meantBy(text, open, plainType(keyTypeOf(type.entity, plan), plan.model), plan);
  if (open && text === 'null') return null;
  const name = type?.kind === 'scalar' ? type.name : type === null ? 'json' : 'string';
  const isNumber = NUMBER.test(text);
  if ((name === 'decimal' || name === 'long') && isNumber && type !== null)
    return withScale(text, scaleOf(type, plan.model));
  if ((name === 'int' || name === 'double') && isNumber) return { number: text };
  if (name === 'timestamp') return instant(text);
  if ((name === 'bool' || (name === 'json' && open)) && /^(true|false)$/.test(text)) return text === 'true';
  return name === 'json' && open && isNumber ? { number: text } : text;
}

/**
 * A value of a scenario as JSON, for a place of the type `type`; undefined where it holds a fixture or a file, or a number that JSON readers
 * would round.
 */
export function jsonValue(value: JsonLiteral, type: Type | null, cells: Cells, plan: Plan): Json | undefined {
  const plain = type === null ? null : plainType(type, plan.model);
  if (value === null || typeof value === 'boolean') return value;
  if (plain !== null && isFile(plain, plan.model)) return undefined;
  if (typeof value === 'string' && FIXTURE.test(filled(value, cells))) return undefined;
  if (typeof value === 'string') return jsonScalar(meantBy(filled(value, cells), isWhole(value), plain, plan));
  if (isList(value)) {
    const items = value.map((item) => jsonValue(item, plain?.kind === 'list' ? plain.of : null, cells, plan));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if ('number' in value && typeof value.number === 'string')
    return jsonScalar(meantBy(value.number, true, plain, plan));
  return isMap(value) ? jsonObject(value, plain, cells, plan) : undefined;
}

function jsonObject({ map }: JsonMap, plain: Type | null, cells: Cells, plan: Plan): Json | undefined {
  const members = Object.entries(map).flatMap(([name, item]): [string, Json][] => {
    const written = jsonValue(item, memberType(plain, name, plan), cells, plan);
    return written === undefined ? [] : [[name, written]];
  });
  return members.length === Object.keys(map).length ? Object.fromEntries(members) : undefined;
}

function jsonScalar(meant: ReturnType<typeof meantBy>): Json | undefined {
  if (meant === null || typeof meant !== 'object') return meant;
  const number = Number(meant.number);
  return String(number) === meant.number ? number : undefined;
}

/** A time as services write it, in milliseconds of UTC; any other text stays as it is. */
function instant(text: string): string {
  const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}

/** A file that fits, under the name of its fixture. */
function namedFile(fixture: string, type: Type, plan: Plan): Doc {
  const name = fixture.replace(/^fixture\((.*)\)$/, '$1').trim();
  return print(example(type, plan)).replace(/\)$/, `, ${quote(name)})`);
}

type JsonMap = { map: Readonly<Record<string, JsonLiteral>> };

/** Whether a literal is an object. */
export function isMap(value: JsonLiteral): value is JsonMap {
  return value !== null && typeof value === 'object' && 'map' in value && typeof value.map === 'object';
}

function isList(value: JsonLiteral): value is readonly JsonLiteral[] {
  return Array.isArray(value);
}
