import type { Json } from '../../core/canonical-json.ts';
import { sampleContent } from '../../core/sample-content.ts';
import { patternExample } from '../../spec/expressions/pattern-example.ts';
import { listOf, objectOf } from './json-parts.ts';
import type { JsonSchema } from './service-operation.ts';

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-15',
  'date-time': '2026-01-15T09:30:00Z',
  time: '09:30:00Z',
  email: 'asha.rao@example.com',
  uuid: '6f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f506',
  uri: 'https://example.com/',
};
const MAX_DEPTH = 8;
/** Longer contents are not made up: a person chooses a file. */
const MAX_BYTES = 64 * 1024;

/**
 * A value that a schema accepts as far as its type, bounds, format, pattern, media type and enumeration tell; of alternatives
 * the first. Empty where nothing short would fit.
 */
export function exampleOf(schema: JsonSchema, depth = 0): Json {
  const given = schema['example'] ?? listOf(schema['examples'])[0] ?? schema['default'] ?? schema['const'];
  if (given !== undefined) return given;
  const [first] = listOf(schema['enum']);
  if (first !== undefined) return first;
  if (depth > MAX_DEPTH) return null;
  if (schema['x-file'] !== undefined) return exampleBytes(schema);
  const [way] = [...listOf(schema['oneOf']), ...listOf(schema['anyOf'])];
  if (way !== undefined && schema['type'] === undefined) return exampleOf(objectOf(way), depth + 1);
  switch (typeOf(schema)) {
    case 'object':
      return exampleObject(schema, depth);
    case 'array':
      return Array.from({ length: Math.max(1, numberOf(schema['minItems'], 1)) }, () =>
        exampleOf(objectOf(schema['items']), depth + 1),
      ).slice(0, 20);
    case 'string':
      return exampleText(schema);
    case 'integer':
      return Math.ceil(exampleNumber(schema));
    case 'number':
      return exampleNumber(schema);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

/** Only what must be there, so that the example is short; everything if nothing must. */
function exampleObject(schema: JsonSchema, depth: number): Json {
  const properties = Object.entries(objectOf(schema['properties']));
  const required = listOf(schema['required']);
  const wanted = required.length === 0 ? properties : properties.filter(([name]) => required.includes(name));
  return Object.fromEntries(wanted.map(([name, member]) => [name, exampleOf(objectOf(member), depth + 1)]));
}

function exampleText(schema: JsonSchema): string {
  const decimal = objectOf(schema['x-decimal']);
  if (Object.keys(decimal).length > 0) return exampleDecimal(decimal);
  if (schema['contentEncoding'] === 'base64' || schema['format'] === 'byte') return exampleBytes(schema);
  const known = FORMATS[String(schema['format'] ?? '')];
  if (known !== undefined) return known;
  const shortest = numberOf(schema['minLength'], 0);
  const longest = numberOf(schema['maxLength'], 200);
  const { pattern } = schema;
  if (typeof pattern === 'string') return patternExample(pattern, shortest, longest) ?? '';
  return 'example'.padEnd(Math.min(shortest, 10_000), ' example').slice(0, longest);
}

/**
 * Contents that begin as their media type does, in base64; `x-bytes` and `x-file` are how a generated service's document
 * bounds them.
 */
function exampleBytes(schema: JsonSchema): string {
  const { min, media } = objectOf(schema['x-bytes'] ?? schema['x-file']);
  const [kind = schema['contentMediaType']] = listOf(media);
  const { begins, filler } = sampleContent(typeof kind === 'string' ? kind : 'text/plain');
  const bytes = Math.ceil(numberOf(min, (numberOf(schema['minLength'], 0) * 3) / 4));
  return bytes > MAX_BYTES ? '' : btoa(begins.padEnd(bytes, filler));
}

/** A decimal in the middle of nothing: its lower bound, or 1 where that is allowed, with the digits that its scale has. */
function exampleDecimal(decimal: JsonSchema): string {
  const low = Number(decimal['min'] ?? 0);
  const high = Number(decimal['max'] ?? Number.POSITIVE_INFINITY);
  const value = low > 0 ? low : Math.min(1, high);
  return value.toFixed(numberOf(decimal['scale'], 0));
}

function exampleNumber(schema: JsonSchema): number {
  const low = numberOf(schema['minimum'], numberOf(schema['exclusiveMinimum'], -1) + 1);
  const high = numberOf(schema['maximum'], Number.POSITIVE_INFINITY);
  return Math.min(Math.max(low, Math.min(1, high)), high);
}

/** The first type that is not null: a decimal that may be text or a number is written as text. */
function typeOf(schema: JsonSchema): string {
  const type = schema['type'];
  if (typeof type === 'string') return type;
  const first = listOf(type).find((each) => each !== 'null');
  return typeof first === 'string' ? first : schema['properties'] === undefined ? '' : 'object';
}

function numberOf(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
