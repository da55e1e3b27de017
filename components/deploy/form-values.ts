import type { Json } from '#lib/core/canonical-json.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { withoutNull } from '#lib/domain/deployments/form-parts.ts';
import { objectOf } from '#lib/domain/deployments/json-parts.ts';
import type { JsonSchema } from '#lib/domain/deployments/service-operation.ts';
import { patternExample } from '#lib/spec/expressions/pattern-example.ts';

/** How one value is asked for. `file` and `files` take base64 from files; `json` is everything that has no better form. */
export type FieldKind = 'choice' | 'yesNo' | 'integer' | 'number' | 'line' | 'text' | 'file' | 'files' | 'json';

/** One field of a form, read from one property of a JSON Schema. */
export interface FormField {
  name: string;
  kind: FieldKind;
  required: boolean;
  /** What fits, in a few words; null if the schema says nothing that helps. */
  hint: string | null;
  /** The values of a choice. */
  options: readonly string[];
  schema: JsonSchema;
}

/** What a person typed, by field name. A `files` field holds one base64 text per line. */
export type Texts = Readonly<Record<string, string>>;

/** The fields of an object schema, in its order. Anything else has none. */
export function fieldsOf(schema: JsonSchema): FormField[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(objectOf(schema['properties'])).map(([name, property]) =>
    fieldOf(name, objectOf(property), required.includes(name)),
  );
}

/** One field from one schema. */
export function fieldOf(name: string, given: JsonSchema, required: boolean): FormField {
  const schema = withoutNull(given);
  const options = Array.isArray(schema['enum']) ? schema['enum'].filter((value) => typeof value === 'string') : [];
  const kind = kindOf(schema, options.length > 0);
  return { name, kind, required, hint: hintOf(schema, kind), options, schema };
}

/** Texts that show an example value in the form. */
export function textsOf(fields: readonly FormField[], example: Json): Texts {
  const values = objectOf(example);
  return Object.fromEntries(fields.map((field) => [field.name, textOf(field, values[field.name])]));
}

/**
 * The values that were typed, or what is wrong by field name. An optional field left empty is left out. Checks what a person can
 * mend here; the service checks again, with the whole schema.
 */
export function readValues(
  fields: readonly FormField[],
  texts: Texts,
): Result<Record<string, Json>, Record<string, string>> {
  const values: Record<string, Json> = {};
  const wrong: Record<string, string> = {};
  for (const field of fields) {
    const text = texts[field.name] ?? '';
    if (text === '') {
      if (field.required) wrong[field.name] = 'A value is needed here.';
      continue;
    }
    const read = readValue(field, text);
    if (read.ok) values[field.name] = read.value;
    else wrong[field.name] = read.error;
  }
  return Object.keys(wrong).length > 0 ? err(wrong) : ok(values);
}

function kindOf(schema: JsonSchema, hasOptions: boolean): FieldKind {
  const type = typeOf(schema);
  if (hasOptions) return 'choice';
  if (schema['x-file'] !== undefined) return 'file';
  if (type === 'boolean') return 'yesNo';
  if (type === 'integer' || type === 'number') return type;
  if (type === 'string') return isBase64(schema) ? 'file' : Number(schema['maxLength'] ?? 0) > 300 ? 'text' : 'line';
  if (type === 'array' && isBase64(objectOf(schema['items']))) return 'files';
  return 'json';
}

/** The type besides null. */
function typeOf(schema: JsonSchema): string | null {
  const type = schema['type'];
  const one = Array.isArray(type) ? type.find((each) => each !== 'null') : type;
  return typeof one === 'string' ? one : null;
}

function isBase64(schema: JsonSchema): boolean {
  return schema['format'] === 'byte' || schema['contentEncoding'] === 'base64' || schema['x-file'] !== undefined;
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a day, such as 2026-01-31',
  'date-time': 'a time, such as 2026-01-31T09:30:00.000Z',
  uuid: 'a UUID',
  email: 'an e-mail address',
  uri: 'an address',
};

function hintOf(schema: JsonSchema, kind: FieldKind): string | null {
  const { description, format, minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const parts = [
    typeof description === 'string' ? description : null,
    typeof format === 'string' ? (FORMATS[format] ?? null) : null,
    kind === 'number' ? between(minimum, maximum, '') : null,
    kind === 'integer' ? (between(minimum, maximum, '') ?? 'a whole number') : null,
    kind === 'line' ? decimalHint(objectOf(schema['x-decimal'])) : null,
    kind === 'line' || kind === 'text' ? patternHint(schema) : null,
    kind === 'line' || kind === 'text' ? between(minLength, maxLength, ' characters') : null,
    kind === 'file' ? contentHint(schema) : null,
    kind === 'files' ? contentHint(objectOf(schema['items'])) : null,
    kind === 'files' ? between(minItems, maxItems, ' files') : null,
    kind === 'json' ? 'JSON' : null,
  ];
  return parts.filter((part) => part !== null).join(' · ') || null;
}

/** A pattern is shown by a text that it accepts. */
function patternHint({ pattern, minLength, maxLength, ...more }: JsonSchema): string | null {
  if (typeof pattern !== 'string' || more['x-decimal'] !== undefined) return null;
  const [min, max] = [minLength, maxLength].map((bound) => (typeof bound === 'number' ? bound : undefined));
  const example = patternExample(pattern, min, max);
  return example === null || example === '' ? `by the pattern ${pattern}` : `such as ${example}`;
}

/** `x-bytes` and `x-file` are how a generated service's document says what contents must be. */
function contentHint(schema: JsonSchema): string | null {
  const { media, min, max } = objectOf(schema['x-bytes'] ?? schema['x-file']);
  const kinds = Array.isArray(media) ? media.filter((one) => typeof one === 'string') : [];
  const size = [min, max].map((bytes) => (typeof bytes === 'number' ? bytesText(bytes) : undefined));
  const bounds = size[0] !== undefined && size[1] !== undefined ? `${size[0]} to ${size[1]}` : null;
  return [kinds.join(' or '), bounds].filter((part) => part !== null && part !== '').join(', ') || null;
}

function bytesText(bytes: number): string {
  const [unit, name] = bytes >= 1_048_576 ? [1_048_576, 'MB'] : bytes >= 1024 ? [1024, 'KB'] : [1, 'bytes'];
  return `${Number((bytes / unit).toFixed(1))} ${name}`;
}

/** `x-decimal` is how a generated service's document describes exact decimals. */
function decimalHint({ min, max, scale }: JsonSchema): string | null {
  const range = between(Number(min ?? Number.NaN), Number(max ?? Number.NaN), '');
  const digits = typeof scale === 'number' ? `${scale} digits after the point` : null;
  return [range, digits].filter((part) => part !== null).join(', ') || null;
}

function between(low: Json | undefined, high: Json | undefined, unit: string): string | null {
  if (Number.isFinite(low) && Number.isFinite(high)) return `${low} to ${high}${unit}`;
  if (Number.isFinite(low)) return Number(low) > 0 ? `at least ${low}${unit}` : null;
  return Number.isFinite(high) ? `at most ${high}${unit}` : null;
}

function textOf(field: FormField, value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (field.kind === 'files' && Array.isArray(value)) return value.join('\n');
  return typeof value === 'string' && field.kind !== 'json' ? value : JSON.stringify(value, null, 2);
}

function readValue(field: FormField, text: string): Result<Json, string> {
  switch (field.kind) {
    case 'integer':
      return /^-?\d{1,16}$/.test(text.trim()) && Number.isSafeInteger(Number(text))
        ? inRange(field.schema, Number(text))
        : err('This must be a whole number.');
    case 'number':
      return /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text.trim()) && Number.isFinite(Number(text))
        ? inRange(field.schema, Number(text))
        : err('This must be a number, such as 0.85.');
    case 'yesNo':
      return ok(text === 'true');
    case 'choice':
      return field.options.includes(text) ? ok(text) : err('Choose one of the values.');
    case 'files':
      return ok(text.split('\n').filter((line) => line !== ''));
    case 'json':
      return readJson(text);
    case 'line':
    case 'text':
      return fitting(field.schema, text);
    case 'file':
      return ok(text);
  }
}

function inRange(schema: JsonSchema, value: number): Result<Json, string> {
  const { minimum, maximum } = schema;
  if (typeof minimum === 'number' && value < minimum) return err(`The least is ${minimum}.`);
  if (typeof maximum === 'number' && value > maximum) return err(`The most is ${maximum}.`);
  return ok(value);
}

/** JSON Schema counts code points (2020-12 validation §6.3). */
function fitting(schema: JsonSchema, text: string): Result<Json, string> {
  const { minLength, maxLength } = schema;
  const length = [...text].length;
  if (typeof minLength === 'number' && length < minLength) return err(`At least ${minLength} characters are needed.`);
  if (typeof maxLength === 'number' && length > maxLength)
    return err(`At most ${maxLength} characters fit; these are ${length}.`);
  return ok(text);
}

function readJson(text: string): Result<Json, string> {
  try {
    const value: Json = JSON.parse(text);
    return ok(value);
  } catch (error) {
    return err(`This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`);
  }
}
