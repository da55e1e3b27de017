import type { Bounds, Field, Type } from '../../spec/model.ts';
import { isCheckedBytes } from '../files-plan.ts';
import { isFamily } from '../media-signs.ts';
import type { Plan } from '../plan.ts';
import { holdsFile, holdsInner } from '../service/file-fields.ts';
import { isOptional, keyTypeOf } from '../service/types.ts';
import { type Json, sourced } from '../text/json.ts';

/**
 * Callers may send a decimal as a number where it is exact; they always read it as a text. A form's optional field is left
 * out, never null: that keeps forms simple to draw. So is one of an `answer` that leaves out what is null. A `text` is what callers
 * send within other values: files are base64 there.
 */
export type Direction = 'input' | 'form' | 'output' | 'answer' | 'text';

type JsonObject = { readonly [key: string]: Json | undefined };
type Scalar = Extract<Type, { kind: 'scalar' }>;

export const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** The schema of an object with these fields and no others. An optional field of an input may be missing or null. */
export function objectSchema(fields: readonly Field[], plan: Plan, direction: Direction, mask?: string): JsonObject {
  const required = fields.filter(({ type }) => !isOptional(type, plan.model)).map(({ name }) => name);
  const properties = fields.map(({ name, type, summary, protection, ...node }): [string, Json] => [
    name,
    sourced(
      node,
      described(
        guarded(
          schemaOf(direction === 'answer' && type.kind === 'optional' ? type.of : type, plan, direction),
          protection,
        ),
        summary,
      ),
    ),
  ]);
  return {
    type: 'object',
    additionalProperties: false,
    required: required.length > 0 ? required : undefined,
    'x-mask': mask,
    properties: fromEntries(properties),
  };
}

/** The schema of a body that callers send: files that are no parts of a form, because they are within other values, are base64. */
export function sentSchema(fields: readonly Field[], plan: Plan, direction: 'input' | 'form'): JsonObject {
  const inner = new Set(fields.filter(({ type }) => holdsInner(type, plan.model)).map(({ name }) => name));
  const schema = objectSchema(
    fields.filter(({ name }) => !inner.has(name)),
    plan,
    direction,
  );
  if (inner.size === 0) return schema;
  const whole = objectSchema(fields, plan, 'text');
  const [plain, texts] = [Object(schema['properties']), Object(whole['properties'])];
  const properties = fields.map(({ name }): [string, Json] => [name, inner.has(name) ? texts[name] : plain[name]]);
  return { ...whole, properties: fromEntries(properties) };
}

/** The schema of a field that is masked by itself, whatever its type says. */
function guarded(schema: JsonObject, protection: Field['protection']): JsonObject {
  const mask = protection === null ? undefined : maskOf(protection);
  return mask === undefined ? schema : { ...schema, 'x-mask': mask };
}

/** The schema of a type. */
export function schemaOf(type: Type, plan: Plan, direction: Direction): JsonObject {
  switch (type.kind) {
    case 'scalar':
      return scalarSchema(type, plan, direction);
    case 'enum':
      return { type: 'string', enum: type.values };
    case 'list':
      return {
        type: 'array',
        ...bounds(type.length, 'minItems', 'maxItems'),
        items: schemaOf(type.of, plan, direction),
      };
    case 'map':
      return {
        type: 'object',
        ...bounds(type.length ?? null, 'minProperties', 'maxProperties'),
        additionalProperties: schemaOf(type.of, plan, direction),
      };
    case 'object':
      return { ...objectSchema(type.fields, plan, direction), ...others(type.others, plan, direction) };
    case 'named':
      return namedSchema(type.name, plan, direction);
    case 'entity':
      return ref(plan.entities.find(({ entity }) => entity.name === type.name)?.type ?? 'Problem');
    case 'ref':
      return schemaOf(keyTypeOf(type.entity, plan), plan, direction);
    case 'optional':
      if (direction === 'form') return schemaOf(type.of, plan, direction);
      return { anyOf: [orAnything(schemaOf(type.of, plan, direction)), { type: 'null' }] };
    case 'oneOf':
      return { anyOf: type.of.map((of) => schemaOf(of, plan, direction)) };
  }
}

/** A schema that says nothing says so: among alternatives it would look like a mistake. */
function orAnything(schema: JsonObject): JsonObject {
  return Object.keys(schema).length === 0 ? { description: 'Any JSON' } : schema;
}

/** What members an object may have besides its own. */
function others(type: 'any' | Type | undefined, plan: Plan, direction: Direction): JsonObject {
  if (type === undefined) return {};
  return { additionalProperties: type === 'any' ? true : schemaOf(type, plan, direction) };
}

/** Enumerations and objects have a component of their own; what is a scalar in the end is written where it is used. */
export function isComponent(type: Type): boolean {
  return type.kind !== 'scalar' && type.kind !== 'named' && type.kind !== 'optional';
}

function namedSchema(name: string, plan: Plan, direction: Direction): JsonObject {
  const declared = plan.model.types.find((type) => type.name === name);
  if (declared === undefined) return {};
  const mask = maskOf(declared);
  const inPlace = direction === 'text' && holdsFile(declared.type, plan.model);
  if (inPlace || !isComponent(declared.type)) return { ...schemaOf(declared.type, plan, direction), 'x-mask': mask };
  return ref(plan.typeNames.get(name) ?? name);
}

/** The mask that a classification asks for unless the type names one: what is personal is left out. */
export function maskOf({
  classification,
  mask,
}: {
  classification: string | null;
  mask: string | null;
}): string | undefined {
  if (mask !== null) return mask;
  return classification === 'pii' || classification === 'sensitive' || classification === 'confidential'
    ? 'omit'
    : undefined;
}

function scalarSchema(type: Scalar, plan: Plan, direction: Direction): JsonObject {
  const { length, pattern, range, content } = type;
  const text = { ...bounds(length, 'minLength', 'maxLength'), pattern: pattern ?? undefined };
  if (content !== null) {
    const inner = schemaOf(content.type, plan, direction === 'answer' ? 'output' : direction);
    return { type: 'string', contentMediaType: content.media, contentSchema: inner, ...text, 'x-document': true };
  }
  switch (type.name) {
    case 'int':
      return { type: 'integer', ...numbers(range, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) };
    case 'double':
      return { type: 'number', ...numbers(range) };
    case 'decimal':
      return wireOf(type, decimalSchema(type.scale, range, direction));
    case 'long':
      return wireOf(
        type,
        decimalSchema(
          0,
          { min: range?.min ?? '-9223372036854775808', max: range?.max ?? '9223372036854775807' },
          direction,
        ),
      );
    case 'bool':
      return { type: 'boolean' };
    case 'json':
      return {};
    case 'base64':
    case 'bytes':
      return {
        type: 'string',
        format: 'byte',
        contentEncoding: 'base64',
        contentMediaType: oneMedia(type) ?? undefined,
        ...base64Length(length),
        'x-bytes': isCheckedBytes(type) ? bytesBounds(type) : undefined,
      };
    case 'html':
      return { type: 'string', contentMediaType: 'text/html', ...text, 'x-html': htmlBounds(length) };
    case 'regex':
      return { type: 'string', format: 'regex', ...text, maxLength: length?.max ?? 1000 };
    case 'file':
      if (direction === 'text') return fileText(type);
      return direction === 'input' || direction === 'form' ? sentFile(type) : ref('StoredFile');
    case 'password':
      return { type: 'string', format: 'password', ...text, maxLength: length?.max ?? 1024, 'x-mask': 'omit' };
    case 'phone':
      return { type: 'string', pattern: pattern ?? '^\\+[1-9][0-9]{6,14}$' };
    default:
      return { type: 'string', format: FORMATS[type.name], ...text };
  }
}

const FORMATS: Readonly<Record<string, string | undefined>> = {
  date: 'date',
  timestamp: 'date-time',
  duration: 'duration',
  uuid: 'uuid',
  email: 'email',
  url: 'uri',
};

/** A decimal as a JSON number, where the specification says so; it is a text inside of the service. */
function wireOf({ wire, range, name }: Scalar, schema: JsonObject): JsonObject {
  if (wire === null) return schema;
  return { ...schema, type: name === 'long' ? 'integer' : 'number', 'x-wire': 'number', ...numbers(range) };
}

function decimalSchema(scale: number | null, range: Bounds<string> | null, direction: Direction): JsonObject {
  const exact = { scale: scale ?? undefined, min: range?.min ?? undefined, max: range?.max ?? undefined };
  return {
    type: direction === 'output' || direction === 'answer' ? 'string' : ['string', 'number'],
    'x-decimal': exact,
  };
}

/** A file in a part of a body. In answers a file is what is said of it; its contents are never inside of JSON. */
function sentFile(type: Scalar): JsonObject {
  return {
    contentMediaType: oneMedia(type) ?? 'application/octet-stream',
    'x-file': bytesBounds(type),
  };
}

/** A file within a document: what it holds, in base64. */
function fileText(type: Scalar): JsonObject {
  return {
    type: 'string',
    contentEncoding: 'base64',
    contentMediaType: oneMedia(type) ?? 'application/octet-stream',
    ...base64Length(type.length),
    'x-file-text': bytesBounds(type),
  };
}

/** The media type of contents, where it is a single one. */
function oneMedia({ media }: Scalar): string | null {
  const [only, ...others] = media ?? [];
  return only === undefined || others.length > 0 || isFamily(only) ? null : only;
}

/** How long HTML may be that is left of what was sent. */
function htmlBounds(length: Bounds<number> | null): JsonObject {
  return { min: length?.min ?? undefined, max: length?.max ?? undefined };
}

/** What is said of a file. */
export const STORED_FILE: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'media', 'size', 'sha256'],
  properties: {
    name: { type: 'string' },
    media: { type: 'string' },
    size: { type: 'integer', minimum: 0 },
    sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  },
};

/** What is demanded of the contents that base64 holds: bytes, and media types. */
function bytesBounds({ length, media }: Scalar): JsonObject {
  return { min: length?.min ?? undefined, max: length?.max ?? undefined, media: media ?? undefined };
}

/** Lengths of base64 count bytes; its text is four characters for every three of them. */
function base64Length(length: Bounds<number> | null): JsonObject {
  const characters = (bytes: number): number => Math.ceil(bytes / 3) * 4;
  return {
    minLength: length?.min == null ? undefined : characters(length.min),
    maxLength: length?.max == null ? undefined : characters(length.max),
  };
}

function numbers(range: Bounds<string> | null, least?: number, most?: number): JsonObject {
  const minimum = range?.min == null ? least : Number(range.min);
  const maximum = range?.max == null ? most : Number(range.max);
  return { minimum, maximum };
}

function bounds(length: Bounds<number> | null, min: string, max: string): JsonObject {
  return { [min]: length?.min || undefined, [max]: length?.max ?? undefined };
}

function described(schema: JsonObject, summary: string | null): JsonObject {
  return summary === null ? schema : { ...schema, description: summary };
}

/** Also `__proto__` becomes a plain member. */
export function fromEntries(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(entries);
}
