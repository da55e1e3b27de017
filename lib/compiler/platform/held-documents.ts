import type { Plan } from '../plan.ts';
import { attachesDocuments } from '../service/integrations/attached-documents.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/held-documents.ts: texts that hold documents; only for services that have some. */
export function heldDocumentsFile(plan: Plan): string {
  const { internal } = plan;
  const mails = attachesDocuments(plan);
  return code`
    ${imports([
      ['../../openapi.json', 'default openapi'],
      ...(internal ? ([['../internal.json', 'default internal']] as const) : []),
      ['./smtp.ts', ...(mails ? ['type Attachment'] : [])],
      ['./contract.ts', ...(internal ? ['type InternalSchemaName'] : []), 'type SchemaName'],
    ])}

    /** How a text is that holds a document. */
    interface HeldText {
      contentMediaType?: string;
      contentSchema?: DocumentSchema;
      minLength?: number;
      maxLength?: number;
      pattern?: string;
    }

    /** What is read of a schema. */
    export interface DocumentSchema extends HeldText {
      type?: unknown;
      $ref?: string;
      'x-document'?: unknown;
      ${when(internal, "/** Within the service a value is the document itself; this says how the text is that holds it elsewhere. */\n'x-text'?: HeldText;")}
      anyOf?: readonly DocumentSchema[];
      items?: DocumentSchema;
      properties?: Readonly<Record<string, DocumentSchema>>;
      required?: readonly string[];
      additionalProperties?: DocumentSchema | boolean;
    }

    const SCHEMAS: Readonly<Record<string, DocumentSchema>> = ${internal ? '{\n  ...internal.components.schemas,\n  ...openapi.components.schemas,\n}' : 'openapi.components.schemas'};

    function resolved(schema: DocumentSchema = {}): DocumentSchema {
      if (schema.$ref !== undefined) return resolved(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')]);
      return schema.anyOf === undefined ? schema : resolved(schema.anyOf[0]);
    }

    /** What a text holds, as the schema of the text says; undefined where it cannot be read. */
    export function documentIn({ contentMediaType, contentSchema }: HeldText, text: string): unknown {
      if (contentMediaType === 'text/csv') return rowsIn(text, resolved(resolved(contentSchema).items));
      try {
        return JSON.parse(text, (name, value: unknown) => {
          if (name === '__proto__') throw new SyntaxError('a name that no object may have');
          return value;
        });
      } catch {
        return undefined;
      }
    }

    /** The text that holds a document. */
    function textOf({ contentMediaType, contentSchema }: HeldText, value: unknown): string {
      if (contentMediaType !== 'text/csv') return JSON.stringify(held(contentSchema, value));
      const names = Object.keys(resolved(resolved(contentSchema).items).properties ?? {});
      const rows = (value as readonly object[]).map((row) => names.map((name) => Object(row)[name]));
      return [names, ...rows].map((cells) => \`\${cells.map(cellOf).join(',')}\r\n\`).join('');
    }

    function cellOf(value: unknown): string {
      const text = value === null || value === undefined ? '' : String(value);
      return /[",\r\n]|^\s|\s$/.test(text) ? \`"\${text.replaceAll('"', '""')}"\` : text;
    }

    /** The rows of a table in CSV (RFC 4180): the first line names the columns. */
    function rowsIn(text: string, row: DocumentSchema): object[] | undefined {
      const [names = [], ...rows] = linesIn(text.replace(/^\ufeff/, '')) ?? [];
      const { properties = {}, required = [] } = row;
      const known = names.every((name) => Object.hasOwn(properties, name)) && new Set(names).size === names.length;
      const isWhole = required.every((name) => names.includes(name));
      if (!known || !isWhole || rows.some((cells) => cells.length !== names.length)) return undefined;
      return rows.map((cells) => {
        const members = names.map((name, at) => [name, valueOf(properties[name], cells[at] ?? '')] as const);
        return Object.fromEntries(members);
      });
    }

    /** A cell as a value of a schema; an empty one is nothing where that may be. What does not fit stays a text, and is refused. */
    function valueOf(schema: DocumentSchema | undefined, text: string): unknown {
      if (text === '' && schema?.anyOf?.some(({ type }) => type === 'null') === true) return null;
      const { type } = resolved(schema);
      if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
      const isNumber = type === 'integer' || type === 'number';
      return isNumber && /^-?\d{1,16}(\.\d{1,16})?$/.test(text) ? Number(text) : text;
    }

    const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;

    /** The cells of each line; null where quotes stand where they cannot. Takes linear time. */
    function linesIn(text: string): string[][] | null {
      const lines: string[][] = [];
      let cells: string[] = [];
      let end = 0;
      for (const { index, 0: all, 1: quoted, 2: plain = '', 3: after } of text.matchAll(CELL)) {
        if (index !== end) return null;
        end += all.length;
        // Behind the last line nothing more comes.
        if (all === '' && cells.length === 0) break;
        cells.push(quoted?.replaceAll('""', '"') ?? plain);
        if (after === ',') continue;
        lines.push(cells);
        cells = [];
        if (after === '') break;
      }
      return end === text.length ? lines : null;
    }

    /** A copy of a value in which documents are the texts that hold them, where the contract says so. */
    export function withTexts<T>(schema: ${internal ? 'SchemaName | InternalSchemaName' : 'SchemaName'}, value: T): T {
      return held(SCHEMAS[schema], value) as T;
    }

    ${when(internal, FITTING)}

    ${when(internal, HELD_BY)}

    ${when(mails, ATTACHED)}

    function held(schema: DocumentSchema | undefined, value: unknown): unknown {
      if (value === null || value === undefined || schema === undefined) return value;
      const text = heldText(schema);
      if (text !== null) return typeof value === 'string' ? value : textOf(text, value);
      if (schema.$ref !== undefined) return held(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')], value);
      if (schema.anyOf !== undefined) return schema.anyOf.reduce((left: unknown, one) => held(one, left), value);
      if (Array.isArray(value)) return value.map((item) => held(schema.items, item));
      if (typeof value !== 'object') return value;
      const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, held(schema.properties?.[name] ?? rest, item)]),
      );
    }

    ${internal ? TEXT_OF_EITHER : TEXT_OF_CONTRACT}
  `;
}

const TEXT_OF_CONTRACT = code`
  /** How the text is that holds a value; null where none does. */
  function heldText(schema: DocumentSchema): HeldText | null {
    return schema['x-document'] === undefined ? null : schema;
  }
`;

const TEXT_OF_EITHER = code`
  /** How the text is that holds a value; null where none does. */
  function heldText(schema: DocumentSchema): HeldText | null {
    const { 'x-text': text, ...document } = schema;
    if (text !== undefined) return { ...text, contentSchema: document };
    return schema['x-document'] === undefined ? null : schema;
  }
`;

const FITTING = code`
  /** What another system is told: documents are texts, which have to be as long as they may be. */
  export function agreedTexts(schema: InternalSchemaName, value: object): Readonly<Record<string, unknown>> {
    if (!textsFit(schema, value)) throw new Error(\`\${schema}: a text is not as long as it may be\`);
    return Object(withTexts(schema, value));
  }

  /** Whether the texts that hold the documents of a value are as long as they may be. */
  export function textsFit(schema: InternalSchemaName, value: unknown): boolean {
    return fits(SCHEMAS[schema], value);
  }

  function fits(schema: DocumentSchema | undefined, value: unknown): boolean {
    if (value === null || value === undefined || schema === undefined) return true;
    const text = heldText(schema);
    if (text !== null) return fits(text.contentSchema, value) && isBounded(text, textOf(text, value));
    if (schema.$ref !== undefined) return fits(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')], value);
    if (schema.anyOf !== undefined) return schema.anyOf.some((one) => fits(one, value));
    if (Array.isArray(value)) return value.every((item) => fits(schema.items, item));
    if (typeof value !== 'object') return true;
    const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    return Object.entries(value).every(([name, item]) => fits(schema.properties?.[name] ?? rest, item));
  }

  function isBounded({ minLength = 0, maxLength = Infinity, pattern = '' }: HeldText, text: string): boolean {
    const size = [...text].length;
    return size >= minLength && size <= maxLength && new RegExp(pattern, 'u').test(text);
  }
`;

const ATTACHED = code`
  /** Documents as a mail brings them: each is a file that is called as the value that holds it. */
  export function attachedTexts(schema: InternalSchemaName, values: object): Attachment[] {
    return Object.entries(agreedTexts(schema, values)).flatMap(([name, some]) => {
      const texts = [some].flat().filter((text) => typeof text === 'string');
      const contentType = mediaOf(SCHEMAS[schema]?.properties?.[name]);
      const ending = contentType === 'text/csv' ? 'csv' : 'json';
      return texts.map((text, at): Attachment => {
        const filename = \`\${name}\${texts.length === 1 ? '' : \`-\${at + 1}\`}.\${ending}\`;
        return { filename, contentType, content: Buffer.from(text).toString('base64'), encoding: 'base64' };
      });
    });
  }

  function mediaOf(schema: DocumentSchema | undefined): string {
    if (schema === undefined) return 'application/json';
    return heldText(schema)?.contentMediaType ?? mediaOf(schema.anyOf?.[0] ?? resolved(schema).items);
  }
`;

const HELD_BY = code`
  /** What a text of another system holds, and its schema; null where that cannot be read. */
  export function heldBy<S extends { 'x-text'?: HeldText }>(
    { 'x-text': text = {}, ...schema }: S,
    value: unknown,
  ): { document: unknown; schema: Omit<S, 'x-text'> } | null {
    if (typeof value !== 'string' || !isBounded(text, value)) return null;
    const document = documentIn({ ...text, contentSchema: schema }, value);
    return document === undefined ? null : { document, schema };
  }
`;
