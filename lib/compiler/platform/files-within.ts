import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/files-within.ts: the files that values hold, by what is agreed of them. */
export function filesWithinFile(): string {
  return code`
    ${imports([
      ['../internal.json', 'default contract'],
      ['./contract.ts', 'type InternalSchemaName'],
    ])}

    /** What is read of a schema. */
    interface Schema {
      type?: unknown;
      'x-file'?: unknown;
      $ref?: string;
      anyOf?: readonly Schema[];
      items?: Schema;
      properties?: Readonly<Record<string, Schema>>;
      additionalProperties?: Schema | boolean;
    }

    const SCHEMAS: Readonly<Record<string, Schema>> = contract.components.schemas;

    const STORED_FILE = '#/components/schemas/StoredFile';

    /** Where a value stands within another. */
    export type Path = readonly string[];

    /** What stands in the place of a file; asked for what is an object only. */
    export type InPlace = (file: object, path: Path) => unknown;

    /** A copy of a value with something else in the place of its files. Only the schema says what is a file: other values may look like one. */
    export async function withFiles(schema: InternalSchemaName, value: unknown, put: InPlace): Promise<unknown> {
      return replaced(SCHEMAS[schema], value, put, []);
    }

    async function replaced(schema: Schema | undefined, value: unknown, put: InPlace, path: Path): Promise<unknown> {
      if (value === null || typeof value !== 'object' || schema === undefined) return value;
      if (schema.$ref === STORED_FILE || 'x-file' in schema) return put(value, path);
      if (schema.$ref !== undefined)
        return replaced(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')], value, put, path);
      if (schema.anyOf !== undefined) {
        let left: unknown = value;
        for (const one of schema.anyOf) left = await replaced(one, left, put, path);
        return left;
      }
      const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
      // One after the other: the database is asked for one piece at a time.
      const read: [name: string, value: unknown][] = [];
      for (const [name, item] of Object.entries(value)) {
        const inner = Array.isArray(value) ? schema.items : (schema.properties?.[name] ?? rest);
        read.push([name, await replaced(inner, item, put, [...path, name])]);
      }
      return Array.isArray(value) ? read.map(([, item]) => item) : Object.fromEntries(read);
    }
  `;
}
