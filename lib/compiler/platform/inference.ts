import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/inference.ts: models behind the Open Inference Protocol, version 2. */
export function inferenceFile(): string {
  return code`
    ${imports([
      ['../internal.json', 'default contract'],
      ['./answers.ts', 'reading'],
      ['./contract.ts', 'type InternalSchemaName'],
      ['./failures.ts', 'CallFailed'],
      ['./outside.ts', 'type OutsideOperation', 'type Policy', 'type System'],
      ['./wire.ts', 'segment'],
    ])}

    /** Which model is asked, and what is agreed with it. */
    export interface Inference {
      system: System;
      model: string;
      /** Pinned: another version is not what was agreed. Null: whichever the server has. */
      version: string | null;
      takes: InternalSchemaName | null;
      gives: InternalSchemaName;
      policy: Policy;
      /** The kinds of the features, in their order. */
      datatypes: Readonly<Record<string, 'BOOL' | 'INT64' | 'FP64' | 'BYTES'>>;
    }

    /** What reading an answer needs of a schema. */
    interface Schema {
      type?: unknown;
      anyOf?: unknown;
      $ref?: string;
      'x-mask'?: string;
      properties?: Readonly<Record<string, Schema>>;
    }

    const SCHEMAS: Readonly<Record<string, Schema>> = contract.components.schemas;

    /** A question to a model, as an operation of its server. */
    export function inference<Features extends object, Answer>(
      asked: Inference,
    ): OutsideOperation<Features, Answer & { model: string; version: string }> {
      const { system, model, version, takes, gives, policy, datatypes } = asked;
      const read = reading<Answer>(gives);
      const path = version === null ? segment(model) : \`\${segment(model)}/versions/\${segment(version)}\`;
      return {
        system,
        name: model,
        effect: 'read',
        takes,
        gives,
        policy,
        message: (features) => ({
          method: 'POST',
          path: \`/v2/models/\${path}/infer\`,
          body: JSON.stringify({
            inputs: Object.entries(features).map(([name, value]) => tensor(name, datatypes[name] ?? 'BYTES', value)),
            outputs: Object.keys(SCHEMAS[gives]?.properties ?? {}).map((name) => ({ name })),
          }),
        }),
        read: (body) => {
          const { model_version: given, outputs } = Object(body);
          if (!Array.isArray(outputs) || (version !== null && given !== undefined && String(given) !== version)) {
            throw new CallFailed('invalid_response');
          }
          const values = outputs.map((output) => [String(Object(output).name), valueOf(gives, Object(output))]);
          return { ...read(Object.fromEntries(values)), model, version: String(given ?? version ?? '') };
        },
      };
    }

    function tensor(name: string, datatype: string, value: unknown): object {
      const items: unknown[] = Array.isArray(value) ? value : [value];
      const data = datatype === 'FP64' || datatype === 'INT64' ? items.map(Number) : items;
      return { name, shape: Array.isArray(value) ? [1, data.length] : [1], datatype, data };
    }

    /** A list where one is agreed, else its only item. */
    function valueOf(gives: string, { name, data }: { name?: unknown; data?: unknown }): unknown {
      const wanted = SCHEMAS[gives]?.properties?.[String(name)];
      if (!Array.isArray(data)) throw new CallFailed('invalid_response');
      if (wanted?.type === 'array') return data;
      if (data.length !== 1) throw new CallFailed('invalid_response');
      return data[0];
    }
  `;
}
