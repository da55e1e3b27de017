import { choiceType, oneOf } from './choice-schema.ts';
import {
  type DeclaredType,
  type ImportContext,
  MAX_REFERENCES,
  MAX_SCHEMAS,
  NOT_FETCHED,
  targetOf,
} from './import-context.ts';
import { type ImportedType, notation } from './imported-type.ts';
import { at, follow, type JsonObject, listOf, member, objectOf } from './json.ts';
import { mergeScalars } from './merge-scalars.ts';
import { typeNameOf, unusedName } from './names.ts';
import { numberOnWire } from './number-schema.ts';
import { isObjectLike, objectType } from './object-schema.ts';
import { type Direction, enumType, lengthOf, scalarType } from './scalar-schema.ts';
import { summaryOf } from './summary.ts';

/** A schema as a type of the language. */
export interface ImportedSchema {
  type: ImportedType;
  nullable: boolean;
  summary: string | null;
}

/** Keys that are read, or that say nothing about which values are valid. */
const READ = new Set([
  ...['$ref', 'type', 'format', 'enum', 'const', 'nullable', 'description', 'allOf', 'oneOf', 'anyOf', 'items'],
  ...['properties', 'required', 'additionalProperties', 'pattern', 'minLength', 'maxLength', 'minItems', 'maxItems'],
  ...[
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'contentMediaType',
    'contentEncoding',
  ],
  ...['readOnly', 'writeOnly', '$schema', '$id', '$comment', '$defs', 'definitions', 'prefixItems'],
]);

/**
 * Reads a schema. `hint` names what it is for: types that need a declaration of their own get it. What cannot be said is noted
 * as a loss, and the type is then the narrowest that accepts every valid value (at the widest, json).
 */
export function importSchema(
  ctx: ImportContext,
  given: unknown,
  pointer: string,
  hint: string,
  direction: Direction,
): ImportedSchema {
  const schema = objectOf(given);
  if (schema === null) {
    if (given !== true && given !== undefined)
      ctx.losses.note(pointer, 'This schema cannot be read; any JSON is accepted.');
    return anything();
  }
  if (--ctx.budget < 0) {
    ctx.losses.note('', `Only the first ${MAX_SCHEMAS} schemas are read; those after them are read as json.`);
    return anything();
  }
  const reference = member(schema, '$ref');
  if (reference !== undefined) return referenced(ctx, schema, reference, pointer);
  if (ctx.depth > MAX_REFERENCES) {
    ctx.losses.note(pointer, 'Schemas are nested too deeply here; any JSON is accepted.');
    return anything();
  }
  ctx.depth++;
  ctx.losses.noteOthers(schema, pointer, READ);
  const read = bodyOf(ctx, schema, pointer, hint, direction);
  ctx.depth--;
  const nullable = read.nullable || member(schema, 'nullable') === true;
  return { type: read.type, nullable, summary: summaryOf(ctx, schema, pointer) ?? read.summary };
}

/** Lists of lists that are written in one type; what is inside them gets a name. */
const MAX_NESTED = 6;

/**
 * A type in notation only: what needs more words is declared under `types`, by the name of `hint`; once for each `pointer`, however
 * often it is read.
 */
export function inNotation(ctx: ImportContext, read: ImportedSchema, hint: string, pointer: string): string {
  const { type } = read;
  if (type.kind === 'notation' && type.keys.length === 0 && type.text.split('<').length < MAX_NESTED) return type.text;
  const content = JSON.stringify(type);
  const key = COMMON[content] === undefined ? `${pointer} ${content}` : content;
  const before = ctx.byContent.get(key);
  if (before !== undefined) return before;
  const name = unusedName(COMMON[content] ?? typeNameOf(hint), ctx.typeNames);
  ctx.byContent.set(key, name);
  const declared = { name, type, nullable: read.nullable, summary: read.summary };
  ctx.declared.push(declared);
  ctx.byName.set(name, declared);
  return name;
}

/** Names of types that many places share. */
const COMMON: Readonly<Record<string, string>> = {
  [JSON.stringify(numberOnWire('long'))]: 'WholeNumber',
  [JSON.stringify(numberOnWire('decimal'))]: 'ExactNumber',
};

/** Reads a schema that has a name of its own (or is referred to), once. Null while it is being read: it contains itself. */
export function declareSchema(ctx: ImportContext, pointer: string): DeclaredType | null {
  const before = ctx.byPointer.get(pointer);
  if (before !== undefined) return before;
  ctx.byPointer.set(pointer, null);
  const name = ctx.givenNames.get(pointer) ?? unusedName(typeNameOf(pointer.split('/').at(-1) ?? ''), ctx.typeNames);
  // Its place is before the types that are made for its parts.
  const place = ctx.declared.length;
  const outer = ctx.reading;
  ctx.reading = pointer;
  const read = importSchema(ctx, follow(ctx.root, pointer), pointer, name, 'both');
  ctx.reading = outer;
  const declared: DeclaredType = { name, ...read };
  ctx.declared.splice(place, 0, declared);
  ctx.byName.set(name, declared);
  ctx.byPointer.set(pointer, declared);
  return declared;
}

function referenced(ctx: ImportContext, schema: JsonObject, reference: unknown, pointer: string): ImportedSchema {
  ctx.losses.noteOthers(schema, pointer, BESIDE_REFERENCE);
  const target = targetOf(reference);
  if (target === null || follow(ctx.root, target) === undefined) {
    const why = target === null ? NOT_FETCHED : 'The reference leads nowhere.';
    ctx.losses.note(at(pointer, '$ref'), `${why} Any JSON is accepted.`);
    return anything();
  }
  const circular = ctx.depth > MAX_REFERENCES || ctx.circles.has(`${ctx.reading} ${target}`);
  const declared = circular ? null : declareSchema(ctx, target);
  if (declared === null) {
    ctx.losses.note(at(pointer, '$ref'), 'A type cannot contain itself; any JSON is accepted here.');
    return anything();
  }
  const nullable = declared.nullable || member(schema, 'nullable') === true;
  return { type: notation(declared.name), nullable, summary: summaryOf(ctx, schema, pointer) };
}

const BESIDE_REFERENCE = new Set(['$ref', 'description', 'summary', 'nullable', 'readOnly', 'writeOnly']);

function anything(): ImportedSchema {
  return { type: notation('json'), nullable: false, summary: null };
}

function bodyOf(
  ctx: ImportContext,
  schema: JsonObject,
  pointer: string,
  hint: string,
  direction: Direction,
): ImportedSchema {
  const plain = (type: ImportedType, nullable = false): ImportedSchema => ({ type, nullable, summary: null });
  const parts = listOf(member(schema, 'allOf'));
  if (parts?.length === 1 && member(schema, 'properties') === undefined)
    return importSchema(ctx, parts[0], at(at(pointer, 'allOf'), 0), hint, direction);
  if (isObjectLike(ctx, schema, 0))
    return { ...plain(objectType(ctx, schema, pointer, hint, direction)), nullable: hasNull(schema) };
  if (parts !== null && parts.length > 0)
    return importSchema(ctx, mergeScalars(ctx, schema, parts, pointer), pointer, hint, direction);
  for (const key of ['oneOf', 'anyOf'])
    if (listOf(member(schema, key)) !== null)
      return choiceType(ctx, schema, key, pointer, hint, direction) ?? anything();
  if (Object.hasOwn(schema, 'const')) {
    const { type, nullable } = enumType(ctx, [schema['const']], at(pointer, 'const'));
    return plain(type, nullable);
  }
  const values = listOf(member(schema, 'enum'));
  if (values !== null) {
    const { type, nullable } = enumType(ctx, values, at(pointer, 'enum'));
    return plain(type, nullable);
  }
  return typed(ctx, schema, pointer, hint, direction);
}

function hasNull(schema: JsonObject): boolean {
  return listOf(member(schema, 'type'))?.includes('null') ?? false;
}

function typed(
  ctx: ImportContext,
  schema: JsonObject,
  pointer: string,
  hint: string,
  direction: Direction,
): ImportedSchema {
  const said = member(schema, 'type') ?? impliedType(schema);
  const all = listOf(said) ?? [said];
  const types = all.filter((type) => type !== 'null');
  const nullable = types.length < all.length;
  if (types.length > 1) {
    const alternatives = types.map((type) =>
      inNotation(ctx, typed(ctx, { ...schema, type }, pointer, hint, direction), hint, pointer),
    );
    return { type: oneOf(ctx, alternatives, hint, pointer), nullable, summary: null };
  }
  const [type] = types;
  if (type === 'array') return { type: listType(ctx, schema, pointer, hint, direction), nullable, summary: null };
  if (type === 'object') return { type: objectType(ctx, schema, pointer, hint, direction), nullable, summary: null };
  if (type === 'string' || type === 'integer' || type === 'number' || type === 'boolean')
    return { type: scalarType(ctx, { ...schema, type }, pointer, direction), nullable, summary: null };
  if (type !== undefined) ctx.losses.note(at(pointer, 'type'), 'This type is not known; any JSON is accepted.');
  return { ...anything(), nullable };
}

/** What a schema without `type` is about, where its other keys tell. */
function impliedType(schema: JsonObject): string | undefined {
  if (Object.hasOwn(schema, 'items')) return 'array';
  if (['pattern', 'minLength', 'maxLength', 'format'].some((key) => Object.hasOwn(schema, key))) return 'string';
  return ['minimum', 'maximum', 'multipleOf'].some((key) => Object.hasOwn(schema, key)) ? 'number' : undefined;
}

function listType(
  ctx: ImportContext,
  schema: JsonObject,
  pointer: string,
  hint: string,
  direction: Direction,
): ImportedType {
  if (Object.hasOwn(schema, 'prefixItems'))
    ctx.losses.note(at(pointer, 'prefixItems'), 'The items of a tuple are not told apart.');
  const items = Object.hasOwn(schema, 'prefixItems') ? undefined : member(schema, 'items');
  const read = importSchema(ctx, items, at(pointer, 'items'), `${hint}Item`, direction);
  if (read.nullable) ctx.losses.note(at(pointer, 'items'), 'Items that are null are read as missing.');
  const item =
    inNotation(ctx, { ...read, nullable: false }, `${hint}Item`, at(pointer, 'items')) + (read.nullable ? '?' : '');
  const length = lengthOf(ctx, schema, pointer, 'Items');
  return notation(`list<${item}>${length === null ? '' : `(${length})`}`);
}
