import type { Plan } from '../plan.ts';
import { exchangesNumbers } from '../service/wired-numbers.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/answers.ts: reading what other systems answer. */
export function answersFile(plan: Plan): string {
  const exact = exchangesNumbers(plan);
  return code`
    ${imports([
      ['../internal.json', 'default contract'],
      ['./contract.ts', 'faultsOf', 'type InternalSchemaName'],
      ['./exact-json.ts', ...(exact ? ['ManyDigits'] : [])],
      ['./failures.ts', 'CallFailed'],
    ])}

    /** What picking reads of a schema. */
    interface Schema {
      type?: unknown;
      'x-mask'?: string;
      ${when(exact, "'x-wire'?: string;")}
      $ref?: string;
      anyOf?: readonly Schema[];
      items?: Schema;
      properties?: Readonly<Record<string, Schema>>;
      additionalProperties?: Schema | boolean;
    }

    const SCHEMAS: Readonly<Record<string, Schema>> = contract.components.schemas;

    /**
     * Reads an answer as \`T\`: members that its schema does not name are left out, what is missing and may be is null, and what
     * does not fit is refused. The schema is the one that \`T\` was written from.
     */
    export function reading<T>(schema: InternalSchemaName): (body: unknown) => T {
      return (body) => {
        const value = picked({ $ref: \`#/components/schemas/\${schema}\` }, body);
        if (faultsOf(schema, value).length > 0) throw new CallFailed('invalid_response');
        return value as T;
      };
    }

    /** Reads nothing: whatever was answered says only that it was done. */
    export function nothing(): Record<string, never> {
      return {};
    }

    function picked(schema: Schema, value: unknown): unknown {
      if (schema.$ref !== undefined) return picked(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')] ?? {}, value);
      ${when(exact, DIGITS)}
      if (schema.anyOf !== undefined) return value == null ? null : picked(schema.anyOf[0] ?? {}, value);
      if (Array.isArray(value))
        return schema.items === undefined ? value : value.map((item) => picked(schema.items ?? {}, item));
      if (value === null || typeof value !== 'object') return value;
      const given = new Map(Object.entries(value));
      if (schema.properties === undefined) {
        const { additionalProperties: rest } = schema;
        if (typeof rest !== 'object') return value;
        return Object.fromEntries([...given].map(([name, item]) => [name, picked(rest, item)]));
      }
      const members = Object.entries(schema.properties).flatMap(([name, member]): [string, unknown][] => {
        if (!given.has(name) && member.anyOf === undefined) return [];
        return [[name, picked(member, given.get(name))]];
      });
      return Object.fromEntries(members);
    }
  `;
}

const DIGITS = code`
  if (value instanceof ManyDigits && schema.anyOf === undefined)
    return schema['x-wire'] === 'number' ? value.digits : Number(value.digits);
`;
