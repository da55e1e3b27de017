import { type ImportContext, resolved } from './import-context.ts';
import { importSchema, inNotation } from './import-schema.ts';
import { type ImportedField, type ImportedType, notation } from './imported-type.ts';
import { at, type JsonObject, listOf, member, objectOf } from './json.ts';
import { isIdentifier, typeNameOf, upper } from './names.ts';
import type { Direction } from './scalar-schema.ts';

/** What all parts of an object's schema say together. */
export interface ObjectParts {
  properties: Map<string, { schema: unknown; pointer: string }>;
  required: Set<string>;
  /** What other members may be; null: nothing is said. */
  others: { schema: unknown; pointer: string } | null;
}

const MAX_PARTS_DEPTH = 20;

/** Whether a schema describes an object, itself or in one of the parts of `allOf`. */
export function isObjectLike(ctx: ImportContext, schema: JsonObject, depth: number): boolean {
  const chooses = ['oneOf', 'anyOf'].some((key) => listOf(member(schema, key)) !== null);
  if (chooses && !['properties', 'allOf'].some((key) => Object.hasOwn(schema, key))) return false;
  const type = member(schema, 'type');
  const types = (listOf(type) ?? [type]).filter((one) => one !== 'null');
  if (types.length === 1 && types[0] !== undefined) return types[0] === 'object';
  if (types.length > 1) return false;
  if (['properties', 'additionalProperties'].some((key) => Object.hasOwn(schema, key))) return true;
  const parts = listOf(member(schema, 'allOf')) ?? [];
  return (
    depth < MAX_PARTS_DEPTH &&
    parts.some((part) => {
      const found = quietly(ctx, part);
      return found !== null && --ctx.budget > 0 && isObjectLike(ctx, found, depth + 1);
    })
  );
}

/** The object behind a reference, without noting anything: it is read again by whoever needs it. */
function quietly(ctx: ImportContext, part: unknown): JsonObject | null {
  const silent = { ...ctx, losses: { note() {}, noteOthers() {}, all: () => [] } };
  return resolved(silent, part, '')?.value ?? null;
}

/** Reads an object: its members, those of the parts of `allOf`, and what other members may be. */
export function objectType(
  ctx: ImportContext,
  schema: JsonObject,
  pointer: string,
  hint: string,
  direction: Direction,
): ImportedType {
  const parts = objectParts(ctx, schema, pointer);
  const fields = [...parts.properties].flatMap(([name, { schema: property, pointer: place }]) =>
    isIdentifier(name)
      ? [memberField(ctx, parts, name, noteDirection(ctx, property, place), place, hint, direction)]
      : [],
  );
  const unnamed = [...parts.properties].filter(([name]) => !isIdentifier(name));
  for (const [name, property] of unnamed)
    ctx.losses.note(
      property.pointer,
      `A member cannot be called \`${name.slice(0, 60)}\` in a specification; it is accepted like any other member, and not checked.`,
    );
  const others = unnamed.length > 0 ? true : othersOf(ctx, parts, hint, direction);
  if (fields.length > 0) return { kind: 'object', fields, others };
  return notation(`map<${others === true || others === null ? 'json' : others}>`);
}

/** A type is one in requests and in answers; only inputs and outputs leave out what is not theirs. */
function noteDirection(ctx: ImportContext, property: unknown, pointer: string): unknown {
  const object = objectOf(property);
  for (const key of ['readOnly', 'writeOnly'])
    if (object !== null && member(object, key) === true)
      ctx.losses.note(
        at(pointer, key),
        'Where this type is used inside another one, requests and answers have this member alike.',
      );
  return property;
}

/** A member as a field. */
export function memberField(
  ctx: ImportContext,
  parts: ObjectParts,
  name: string,
  schema: unknown,
  pointer: string,
  hint: string,
  direction: Direction,
): ImportedField {
  const partHint = `${hint}${upper(typeNameOf(name))}`;
  const read = importSchema(ctx, schema, pointer, partHint, direction);
  const required = parts.required.has(name);
  if (required && read.nullable)
    ctx.losses.note(pointer, 'This member is required and may be null; here it may also be missing.');
  const optional = !required || read.nullable;
  const { type } = read;
  const inPlace = type.kind === 'notation' || (type.kind === 'enum' && !optional);
  return {
    name,
    wireName: null,
    type: inPlace ? type : notation(inNotation(ctx, { ...read, nullable: false }, partHint, pointer)),
    optional,
    summary: read.summary,
  };
}

/** Collects what an object's schema and all its parts say. */
export function objectParts(ctx: ImportContext, schema: JsonObject, pointer: string): ObjectParts {
  const parts: ObjectParts = { properties: new Map(), required: new Set(), others: null };
  collect(ctx, parts, schema, pointer, { depth: 0, optional: false });
  return parts;
}

/** Keys of a part that say nothing about its members. */
const READ = new Set([
  ...['type', 'properties', 'required', 'additionalProperties', 'allOf', 'oneOf', 'anyOf', 'description', 'nullable'],
  ...['readOnly', 'writeOnly', '$schema', '$id', '$comment', '$defs', 'definitions'],
]);

function collect(
  ctx: ImportContext,
  parts: ObjectParts,
  schema: JsonObject,
  pointer: string,
  how: { depth: number; optional: boolean },
): void {
  if (how.depth > MAX_PARTS_DEPTH || --ctx.budget < 0) {
    ctx.losses.note(pointer, 'Schemas are nested too deeply here; this part is left out.');
    return;
  }
  if (how.depth > 0) ctx.losses.noteOthers(schema, pointer, READ);
  const inner = (key: string, optional: boolean): void => {
    for (const [i, part] of (listOf(member(schema, key)) ?? []).entries()) {
      const found = resolved(ctx, part, at(at(pointer, key), i));
      if (found !== null) collect(ctx, parts, found.value, found.pointer, { depth: how.depth + 1, optional });
    }
  };
  inner('allOf', how.optional);
  for (const [name, property] of Object.entries(objectOf(member(schema, 'properties')) ?? {}))
    parts.properties.set(name, { schema: property, pointer: at(at(pointer, 'properties'), name) });
  const required = listOf(member(schema, 'required')) ?? [];
  if (!how.optional) for (const name of required) if (typeof name === 'string') parts.required.add(name);
  const others = member(schema, 'additionalProperties');
  if (others !== undefined) parts.others = { schema: others, pointer: at(pointer, 'additionalProperties') };
  for (const key of ['oneOf', 'anyOf']) {
    if (listOf(member(schema, key)) === null) continue;
    ctx.losses.note(
      at(pointer, key),
      'Which members of the alternatives belong together is not checked; all are optional.',
    );
    inner(key, true);
  }
}

function othersOf(
  ctx: ImportContext,
  { others }: ObjectParts,
  hint: string,
  direction: Direction,
): string | true | null {
  if (others === null || others.schema === false) return null;
  const schema = objectOf(others.schema);
  if (others.schema === true || (schema !== null && Object.keys(schema).length === 0)) return true;
  const read = importSchema(ctx, others.schema, others.pointer, `${hint}Value`, direction);
  const name = inNotation(ctx, { ...read, nullable: false }, `${hint}Value`, others.pointer);
  return read.nullable ? `${name}?` : name === 'json' ? true : name;
}
