import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/json-numbers.ts: decimals that are JSON numbers on the wire; only for services that have some. */
export function jsonNumbersFile(): string {
  return code`
    ${imports([
      ['../../openapi.json', 'default openapi'],
      ['./contract.ts', 'type SchemaName'],
    ])}

    /** What is read of a schema. */
    interface Schema {
      type?: unknown;
      $ref?: string;
      'x-wire'?: string;
      anyOf?: readonly Schema[];
      items?: Schema;
      properties?: Readonly<Record<string, Schema>>;
      additionalProperties?: Schema | boolean;
      readonly [keyword: string]: unknown;
    }

    const SCHEMAS: Readonly<Record<string, Schema>> = openapi.components.schemas;

    /** Digits that a JSON number holds exactly, whoever reads it. */
    const EXACT = 15;

    /** A copy in which decimals are JSON numbers, where the contract says so. One that no number holds exactly fails. */
    export function withNumbers<T>(schema: SchemaName, value: T): T {
      return numbered(SCHEMAS[schema], value) as T;
    }

    function numbered(schema: Schema | undefined, value: unknown): unknown {
      if (value === null || value === undefined || schema === undefined) return value;
      if (schema.$ref !== undefined) return numbered(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')], value);
      if (schema['x-wire'] === 'number' && typeof value === 'string') return numberOf(value);
      if (schema.anyOf !== undefined) return schema.anyOf.reduce((left: unknown, one) => numbered(one, left), value);
      if (Array.isArray(value)) return value.map((item) => numbered(schema.items, item));
      if (typeof value !== 'object') return value;
      const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, numbered(schema.properties?.[name] ?? rest, item)]),
      );
    }

    function numberOf(text: string): number {
      const digits = text.replace(/^-?0*\.?0*|\.?0*$|\./g, '');
      if (digits.length > EXACT) throw new Error('a decimal has more digits than a JSON number holds exactly');
      return Number(text);
    }
  `;
}
