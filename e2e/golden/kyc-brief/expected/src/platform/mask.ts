import openapi from '../../openapi.json' with { type: 'json' };
import type { SchemaName } from './contract.ts';

/** What masking reads of a schema. `x-mask` says how a value is shown outside the operation itself. */
interface Schema {
  type?: unknown;
  $ref?: string;
  format?: string;
  'x-mask'?: string;
  anyOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema | boolean;
}

const SCHEMAS: Readonly<Record<string, Schema>> = openapi.components.schemas;

/** A copy of `value` that may be kept and shown: classified values are masked, file contents are left out. */
export function masked(schema: SchemaName, value: unknown): unknown {
  return maskedBy(SCHEMAS[schema], value);
}

/** The same for an object whose fields are described by several schemas. What none of them knows is left out. */
export function maskedFields(schemas: readonly (SchemaName | null)[], value: object): object {
  const fields = Object.assign({}, ...schemas.map((name) => (name === null ? {} : SCHEMAS[name]?.properties)));
  return Object(maskedBy({ properties: fields, additionalProperties: { 'x-mask': 'omit' } }, value));
}

/** A value as one schema says that it may be shown. */
export function maskedBy(schema: Schema | undefined, value: unknown): unknown {
  if (value === null || value === undefined || schema === undefined) return value;
  if (schema['x-mask'] !== undefined) return '[omitted]';
  const target = schema.$ref === undefined ? schema : SCHEMAS[schema.$ref.replace('#/components/schemas/', '')];
  if (target !== schema) return maskedBy(target, value);
  if (schema.format === 'byte') return `[${String(value).length} characters omitted]`;
  if (schema.anyOf !== undefined) return schema.anyOf.reduce((left: unknown, one) => maskedBy(one, left), value);
  if (Array.isArray(value)) return value.map((item) => maskedBy(schema.items, item));
  if (typeof value !== 'object') return value;
  const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, maskedBy(schema.properties?.[name] ?? rest, item)]),
  );
}
