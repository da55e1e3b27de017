import type { Field, Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { holdsDocument } from '../service/opened.ts';
import { exchangesNumbers } from '../service/wired-numbers.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/answers.ts: reading what other systems answer. */
export function answersFile(plan: Plan): string {
  const exact = exchangesNumbers(plan);
  const { brought } = plan.files;
  const more = when(brought, ', received');
  const [inner, named] = brought ? [', received, at', ', received, name'] : ['', ''];
  const documents = givesDocuments(plan);
  const kinds = kindsAnswered(plan);
  const [optional, lists, maps] = [kinds.has('optional') || kinds.has('oneOf'), kinds.has('list'), kinds.has('map')];
  return code`
    ${imports([
      ['../internal.json', 'default contract'],
      ['./contract.ts', 'faultsOf', 'type InternalSchemaName'],
      ['./exact-json.ts', ...(exact ? ['ManyDigits'] : [])],
      ['./failures.ts', 'CallFailed'],
      ['./held-documents.ts', ...(documents ? ['heldBy'] : [])],
      ['./received-files.ts', ...(brought ? ['type Received'] : [])],
    ])}

    /** What picking reads of a schema. */
    interface Schema {
      type?: unknown;
      'x-mask'?: string;
      ${when(exact, "'x-wire'?: string;")}
      ${when(brought, "'x-file'?: unknown;")}
      ${when(documents, "'x-text'?: object;")}
      $ref?: string;
      anyOf?: readonly Schema[];
      items?: Schema;
      properties?: Readonly<Record<string, Schema>>;
      additionalProperties?: Schema | boolean;
    }

    const SCHEMAS: Readonly<Record<string, Schema>> = contract.components.schemas;

    ${when(brought, READING)}

    /**
     * Reads an answer as \`T\`: members that its schema does not name are left out, what is missing and may be is null, and what
     * does not fit is refused. The schema is the one that \`T\` was written from.
     */
    export function reading<T>(schema: InternalSchemaName): ${brought ? 'Reading<T>' : '(body: unknown) => T'} {
      return (body${more}) => {
        const value = picked({ $ref: \`#/components/schemas/\${schema}\` }, body${more});
        if (faultsOf(schema, value).length > 0) throw new CallFailed('invalid_response');
        return value as T;
      };
    }

    /** Reads nothing: whatever was answered says only that it was done. */
    export function nothing(): Record<string, never> {
      return {};
    }

    function picked(schema: Schema, value: unknown${when(brought, ", received: Received, at = ''")}): unknown {
      ${when(documents, document(inner))}
      if (schema.$ref !== undefined)${brought ? '\n  ' : ' '}return picked(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')] ?? {}, value${inner});
      ${when(brought, "if (schema['x-file'] !== undefined) return received.within(at, value);")}
      ${when(exact, DIGITS)}
      ${when(optional, `if (schema.anyOf !== undefined) return value == null ? null : picked(schema.anyOf[0] ?? {}, value${inner});`)}
      ${lists ? `if (Array.isArray(value))\n  return schema.items === undefined ? value : value.map((item) => picked(schema.items ?? {}, item${inner}));` : ''}
      if (value === null || typeof value !== 'object'${when(!lists, ' || Array.isArray(value)')}) return value;
      const given = new Map(Object.entries(value));
      ${maps ? membersOfMap(named) : 'if (schema.properties === undefined) return value;'}
      const members = Object.entries(schema.properties).flatMap(([name, member]): [string, unknown][] => {
        if (!given.has(name)${when(optional, ' && member.anyOf === undefined')}) return [];
        return [[name, picked(member, given.get(name)${named})]];
      });
      return Object.fromEntries(members);
    }
  `;
}

/** Whether other systems give texts that hold documents. */
function givesDocuments({ integrations, inferences, model }: Plan): boolean {
  const operations = integrations.flatMap((planned) => planned.operations.map(({ operation }) => operation));
  return [...operations, ...inferences.map(({ step }) => step)].some(({ output }) =>
    output.some(({ type }) => holdsDocument(type, model)),
  );
}

function document(inner: string): string {
  return code`
    if (schema['x-text'] !== undefined) {
      const held = heldBy(schema, value);
      if (held === null) throw new CallFailed('invalid_response');
      return picked(held.schema, held.document${inner});
    }
  `;
}

/** The kinds of types that answers of other systems are made of. */
function kindsAnswered({ integrations, inferences, model }: Plan): ReadonlySet<Type['kind']> {
  const kinds = new Set<Type['kind']>();
  const named = new Set<string>();
  const fieldsOf = (fields: readonly Field[]): Type[] => fields.map(({ type }) => type);
  const inside = (type: Type): Type[] => {
    if (type.kind === 'object') return fieldsOf(type.fields);
    if (type.kind === 'entity') return fieldsOf(model.entities.find(({ name }) => name === type.name)?.fields ?? []);
    if (type.kind === 'named') return model.types.filter(({ name }) => name === type.name).map((one) => one.type);
    return 'of' in type ? [type.of].flat() : [];
  };
  const operations = integrations.flatMap((planned) => planned.operations.map(({ operation }) => operation));
  const open = [...operations, ...inferences.map(({ step }) => step)].flatMap(({ output }) => fieldsOf(output));
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    kinds.add(type.kind);
    const name = type.kind === 'named' || type.kind === 'entity' ? `${type.kind} ${type.name}` : null;
    if (name !== null && named.has(name)) continue;
    if (name !== null) named.add(name);
    open.push(...inside(type));
  }
  return kinds;
}

function membersOfMap(named: string): string {
  return code`
    if (schema.properties === undefined) {
      const { additionalProperties: rest } = schema;
      if (typeof rest !== 'object') return value;
      return Object.fromEntries([...given].map(([name, item]) => [name, picked(rest, item${named})]));
    }
  `;
}

const READING = code`
  /** Reads the body of an answer; files in it are noted with those that were received. */
  export type Reading<T> = (body: unknown, received: Received) => T;
`;

const DIGITS = code`
  if (value instanceof ManyDigits && schema.anyOf === undefined)
    return schema['x-wire'] === 'number' ? value.digits : Number(value.digits);
`;
