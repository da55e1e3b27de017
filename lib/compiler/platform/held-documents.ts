import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/held-documents.ts: texts that hold documents; only for services that take or give some. */
export function heldDocumentsFile(): string {
  return code`
    ${imports([
      ['../../openapi.json', 'default openapi'],
      ['./contract.ts', 'type SchemaName'],
    ])}

    /** What is read of a schema. */
    export interface DocumentSchema {
      type?: unknown;
      $ref?: string;
      contentMediaType?: string;
      contentSchema?: DocumentSchema;
      'x-document'?: unknown;
      anyOf?: readonly DocumentSchema[];
      items?: DocumentSchema;
      properties?: Readonly<Record<string, DocumentSchema>>;
      required?: readonly string[];
      additionalProperties?: DocumentSchema | boolean;
    }

    const SCHEMAS: Readonly<Record<string, DocumentSchema>> = openapi.components.schemas;

    function resolved(schema: DocumentSchema = {}): DocumentSchema {
      if (schema.$ref !== undefined) return resolved(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')]);
      return schema.anyOf === undefined ? schema : resolved(schema.anyOf[0]);
    }

    /** What a text holds, as the schema of the text says; undefined where it cannot be read. */
    export function documentIn({ contentMediaType, contentSchema }: DocumentSchema, text: string): unknown {
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
    function textOf({ contentMediaType, contentSchema }: DocumentSchema, value: unknown): string {
      if (contentMediaType !== 'text/csv') return JSON.stringify(value);
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

    /** A copy of an answer in which documents are the texts that hold them, where the contract says so. */
    export function withTexts<T>(schema: SchemaName, value: T): T {
      return held(SCHEMAS[schema], value) as T;
    }

    function held(schema: DocumentSchema | undefined, value: unknown): unknown {
      if (value === null || value === undefined || schema === undefined) return value;
      if (schema['x-document'] !== undefined) return typeof value === 'string' ? value : textOf(schema, value);
      if (schema.$ref !== undefined) return held(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')], value);
      if (schema.anyOf !== undefined) return schema.anyOf.reduce((left: unknown, one) => held(one, left), value);
      if (Array.isArray(value)) return value.map((item) => held(schema.items, item));
      if (typeof value !== 'object') return value;
      const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, held(schema.properties?.[name] ?? rest, item)]),
      );
    }
  `;
}
