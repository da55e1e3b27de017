import { defaultValue } from './default-value.ts';
import { type ImportContext, resolved } from './import-context.ts';
import { type ImportedSchema, importSchema, inNotation } from './import-schema.ts';
import { type ImportedField, type ImportedType, notation, typeValue } from './imported-type.ts';
import { at, type JsonObject, listOf, member, objectOf, textOf } from './json.ts';
import { nameValue, type TakenNames } from './name-value.ts';
import { identifierOf, typeNameOf, upper } from './names.ts';
import { fitsPlace, isList } from './plain-value.ts';
import { type SpecEntry, type SpecValue, text } from './spec-value.ts';
import { summaryOf } from './summary.ts';

/** Where a parameter stands in a request. */
export type Place = 'path' | 'query' | 'header' | 'cookie' | 'body' | 'form' | 'multipart';

/** An input as it will be written. */
export interface ImportedInput extends ImportedField {
  in: Place;
  /** What is used where none is sent. */
  default: SpecValue | null;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  value: JsonObject;
  pointer: string;
}

const READ = new Set([
  'name',
  'in',
  'required',
  'description',
  'schema',
  'content',
  'style',
  'explode',
  'allowReserved',
]);
/** Headers that OpenAPI leaves to other parts of the document. */
const OWN_HEADERS = new Set(['accept', 'content-type', 'authorization']);

/**
 * Reads the parameters of an operation: its own, and those of its path that it does not replace. `taken` are the names of its
 * inputs; `hint` names the types that parameters need.
 */
export function importParameters(
  ctx: ImportContext,
  lists: readonly { value: unknown; pointer: string }[],
  taken: TakenNames,
  hint: string,
): ImportedInput[] {
  const byKey = new Map<string, Parameter>();
  for (const { value, pointer } of lists)
    for (const [i, one] of (listOf(value) ?? []).entries()) {
      const parameter = parameterOf(ctx, one, at(pointer, i));
      if (parameter !== null) byKey.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  return [...byKey.values()].flatMap((parameter) => inputOf(ctx, parameter, taken, hint) ?? []);
}

/** Path parameters are called as the path in the specification calls them. */
export function pathNameOf(name: string): string {
  return identifierOf(name, 'parameter');
}

function parameterOf(ctx: ImportContext, given: unknown, pointer: string): Parameter | null {
  const found = resolved(ctx, given, pointer);
  if (found === null) return null;
  const { value } = found;
  const name = textOf(member(value, 'name'));
  const place = member(value, 'in');
  if (name === null || (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie')) {
    ctx.losses.note(found.pointer, 'This is no parameter: it needs `name` and `in`.');
    return null;
  }
  if (place === 'header' && OWN_HEADERS.has(name.toLowerCase())) {
    ctx.losses.note(
      found.pointer,
      `The header \`${name}\` is no input: content types and credentials are said elsewhere.`,
    );
    return null;
  }
  ctx.losses.noteOthers(value, found.pointer, READ);
  return { name, in: place, value, pointer: found.pointer };
}

function inputOf(ctx: ImportContext, parameter: Parameter, taken: TakenNames, hint: string): ImportedInput | null {
  const { name, value, pointer } = parameter;
  const named =
    parameter.in === 'path'
      ? { name: pathNameOf(name), wireName: null }
      : nameValue(ctx, name, parameter.in, pointer, taken);
  if (named === null) return null;
  if (parameter.in === 'path' && named.name !== name)
    ctx.losses.note(pointer, `The parameter \`${name.slice(0, 60)}\` of the path is called \`${named.name}\`.`);
  const read = schemaOf(ctx, parameter, `${hint}${upper(typeNameOf(name))}`);
  const type = plainType(ctx, parameter, read.type);
  const byDefault = defaultOf(ctx, parameter, type);
  const required = parameter.in === 'path' || (member(value, 'required') === true && !read.nullable);
  const optional = !required && byDefault === null;
  const inPlace = type.kind === 'notation' || (type.kind === 'enum' && !optional);
  return {
    ...named,
    type: inPlace
      ? type
      : notation(inNotation(ctx, { ...read, type, nullable: false }, `${hint}${upper(typeNameOf(name))}`, pointer)),
    optional,
    summary: summaryOf(ctx, value, pointer) ?? read.summary,
    in: parameter.in,
    default: required ? null : byDefault,
  };
}

function schemaOf(ctx: ImportContext, { value, pointer }: Parameter, hint: string): ImportedSchema {
  const content = objectOf(member(value, 'content'));
  if (content === null)
    return importSchema(
      ctx,
      withoutDefault(member(value, 'schema') ?? { type: 'string' }),
      at(pointer, 'schema'),
      hint,
      'both',
    );
  ctx.losses.note(at(pointer, 'content'), 'A document inside a parameter is read as a text, and not checked.');
  return { type: notation('string'), nullable: false, summary: null };
}

/** Inputs have defaults of their own. */
export function withoutDefault(schema: unknown): unknown {
  const object = objectOf(schema);
  if (object === null) return schema;
  const { default: _byDefault, ...rest } = object;
  return rest;
}

/** What does not fit into a parameter is read as the text that it is on the wire. */
function plainType(ctx: ImportContext, { value, pointer, in: place }: Parameter, type: ImportedType): ImportedType {
  if (!fitsPlace(ctx, type, place)) {
    ctx.losses.note(
      pointer,
      `This value in a ${place} parameter is read as the text that is sent; its parts are not checked.`,
    );
    return notation('string');
  }
  const style = member(value, 'style') ?? 'form';
  if (isList(ctx, type) && (style !== 'form' || member(value, 'explode') === false))
    ctx.losses.note(pointer, 'The items of a list are sent one by one, each under the name of the parameter.');
  return type;
}

function defaultOf(ctx: ImportContext, { value, pointer }: Parameter, type: ImportedType): SpecValue | null {
  return defaultIn(ctx, member(value, 'schema'), at(pointer, 'schema'), type);
}

/** The default that a schema says, as it is written for an input. Null if there is none, or none that is a value of the type. */
export function defaultIn(ctx: ImportContext, schema: unknown, pointer: string, type: ImportedType): SpecValue | null {
  const found = resolved({ ...ctx, losses: SILENT }, schema ?? {}, pointer);
  if (found === null || !Object.hasOwn(found.value, 'default')) return null;
  const literal = defaultValue(ctx, found.value['default'], type);
  if (literal === null)
    ctx.losses.note(at(found.pointer, 'default'), 'A default is one plain value of its type; this one is left out.');
  return literal;
}

const SILENT = { note() {}, noteOthers() {}, all: () => [] };

/** An input as it is written under `input`. The place is said where it is not the usual one of the method. */
export function inputEntry(input: ImportedInput, usual: Place): SpecEntry {
  const more: (SpecEntry | null)[] = [
    input.in === usual || input.in === 'path' ? null : ['in', text(input.in)],
    input.wireName === null ? null : ['as', text(input.wireName)],
    input.default === null ? null : ['default', input.default],
    input.summary === null ? null : ['summary', text(input.summary)],
  ];
  return [input.name, typeValue(input.type, input.optional, more)];
}
