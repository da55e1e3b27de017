import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/exact-json.ts: decimals that are JSON numbers between systems, with all their digits; only where there are some. */
export function exactJsonFile(): string {
  return code`
    ${imports([
      ['../internal.json', 'default contract'],
      ['./contract.ts', 'type InternalSchemaName'],
    ])}

    declare global {
      interface JSON {
        /** A value that is written as this text (ECMA-262, JSON.rawJSON). */
        rawJSON(text: string): object;
      }
    }

    /** What is read of a schema. */
    interface Schema {
      type?: unknown;
      $ref?: string;
      'x-wire'?: string;
      anyOf?: readonly Schema[];
      items?: Schema;
      properties?: Readonly<Record<string, Schema>>;
      additionalProperties?: Schema | boolean;
    }

    const SCHEMAS: Readonly<Record<string, Schema>> = contract.components.schemas;

    /** A copy that is written with JSON numbers where the schema says so, each with the digits that it has. */
    export function numbered(schema: InternalSchemaName, value: unknown): Readonly<Record<string, unknown>> {
      return withNumbers(SCHEMAS[schema], value) as Readonly<Record<string, unknown>>;
    }

    function withNumbers(schema: Schema | undefined, value: unknown): unknown {
      if (value === null || value === undefined || schema === undefined) return value;
      if (schema.$ref !== undefined) return withNumbers(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')], value);
      if (schema['x-wire'] === 'number') return typeof value === 'string' ? JSON.rawJSON(value) : value;
      if (schema.anyOf !== undefined) return schema.anyOf.reduce((left: unknown, one) => withNumbers(one, left), value);
      if (Array.isArray(value)) return value.map((item) => withNumbers(schema.items, item));
      if (typeof value !== 'object' || JSON_TEXT in value) return value;
      const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, withNumbers(schema.properties?.[name] ?? rest, item)]),
      );
    }

    /** The member of what \`JSON.rawJSON\` makes. */
    const JSON_TEXT = 'rawJSON';

    /** A JSON number with more digits than a JavaScript number holds: as they were sent, they are still there. */
    export class ManyDigits {
      readonly digits: string;

      constructor(digits: string) {
        this.digits = digits;
      }

      toJSON(): object {
        return JSON.rawJSON(this.digits);
      }
    }

    /** Digits that a JavaScript number holds exactly. */
    const EXACT = 15;

    /** What a JSON text says; long numbers keep their digits. */
    export function exactJson(text: string): unknown {
      return JSON.parse(text, (_name, value: unknown, context?: { source?: string }) => {
        const source = context?.source ?? '';
        const isLong = typeof value === 'number' && source.replace(/[eE].*$|\D/g, '').length > EXACT;
        return isLong ? new ManyDigits(source) : value;
      });
    }

  `;
}
