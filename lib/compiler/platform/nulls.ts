import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/nulls.ts: answers without what is null; only for services that leave it out somewhere. */
export function nullsFile(files: boolean): string {
  return code`
    ${imports([
      ['../../openapi.json', 'default openapi'],
      ['./contract.ts', 'type SchemaName'],
    ])}

    /** What is read of a schema. */
    interface Schema {
      type?: unknown;
      $ref?: string;
      ${when(files, 'contentMediaType?: string;')}
      anyOf?: readonly Schema[];
      items?: Schema;
      properties?: Readonly<Record<string, Schema>>;
      additionalProperties?: Schema | boolean;
    }

    const SCHEMAS: Readonly<Record<string, Schema>> = openapi.components.schemas;

    /** A copy in which fields that are null are left out. What lists and maps hold, and what no schema describes, stays. */
    export function withoutNulls<T>(schema: SchemaName, value: T): T {
      return lean(SCHEMAS[schema], value) as T;
    }

    /** The same for a schema itself. */
    export function lean(schema: Schema | undefined, value: unknown): unknown {
      if (value === null || typeof value !== 'object' || schema === undefined) return value;
      if (schema.$ref !== undefined) return lean(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')], value);
      if (schema.anyOf !== undefined) return schema.anyOf.reduce((left: unknown, one) => lean(one, left), value);
      if (Array.isArray(value)) return schema.items === undefined ? value : value.map((item) => lean(schema.items, item));
      const { properties = {}, additionalProperties: rest } = schema;
      const members = Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
        const known = Object.hasOwn(properties, name);
        if (item === null && known) return [];
        return [[name, lean(known ? properties[name] : typeof rest === 'object' ? rest : undefined, item)]];
      });
      return Object.fromEntries(members);
    }
  `;
}
