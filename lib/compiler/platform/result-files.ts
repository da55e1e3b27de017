import type { Plan } from '../plan.ts';
import { awaitedFiles } from '../service/awaited-files.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/result-files.ts: the files of answers that were waited for. */
export function resultFilesFile({ files }: Plan): string {
  return code`
    ${imports([
      ['../../openapi.json', 'default openapi'],
      ['./files.ts', 'type StoredFile'],
      ['./operation.ts', 'type Operation'],
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

    const SCHEMAS: Readonly<Record<string, Schema>> = openapi.components.schemas;
    const STORED_FILE: Schema = { $ref: '#/components/schemas/StoredFile' };

    /** What says which files an answer holds. */
    type Answered = Pick<Operation, ${files.sends ? "'output' | 'sendsFile'" : "'output'"}>;

    /** The file of an answer that has these contents. Only the schema says what is a file: other values may look like one. */
    export function fileOf({ output${files.sends ? ', sendsFile' : ''} }: Answered, result: unknown, sha256: string): StoredFile | null {
      ${files.sends ? 'if (sendsFile) return fileIn(STORED_FILE, result, sha256);' : ''}
      return output === null ? null : fileIn(SCHEMAS[output], result, sha256);
    }

    function fileIn(schema: Schema | undefined, value: unknown, sha256: string): StoredFile | null {
      if (value === null || typeof value !== 'object' || schema === undefined) return null;
      if (schema.$ref === STORED_FILE.$ref) return isOf(value, sha256) ? value : null;
      const target = schema.$ref === undefined ? schema : SCHEMAS[schema.$ref.replace('#/components/schemas/', '')];
      if (target !== schema) return fileIn(target, value, sha256);
      const parts = schema.anyOf?.map((one) => fileIn(one, value, sha256)) ?? [];
      const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
      const inner = Object.entries(value).map(([name, item]) =>
        fileIn(Array.isArray(value) ? schema.items : (schema.properties?.[name] ?? rest), item, sha256),
      );
      return [...parts, ...inner].find((found) => found !== null) ?? null;
    }

    const isOf = (value: object, sha256: string): value is StoredFile => 'sha256' in value && value.sha256 === sha256;
  `;
}

/** How the answer of a request gives its files; empty where none does. */
export function resultFileRoute(plan: Plan, inbox: string, known: string): string {
  if (awaitedFiles(plan).length === 0) return '';
  return code`
    app.get<{ Params: { id: string; sha256: string } }>('/requests/:id/files/:sha256', async (request, reply) => {
      ${known}
      const { operation: name, result } = await readRequest(${inbox}, request.params.id);
      const flow = flows.find(({ operation }) => operation.name === name);
      const file = flow === undefined ? null : fileOf(flow.operation, result, request.params.sha256);
      if (file === null) throw new Problem(not_found);
      return sendFile(reply, service.db, { status: 200, headers: {}, body: file });
    });
  `;
}
