import { code } from '../text/code.ts';

// Parts of src/platform/contract.ts for what arrives as text, and for decimals that are JSON numbers on the wire.

export const WIDEN = code`
  /** Decimals that are JSON numbers on the wire are texts inside: both are taken as what the document calls a number. */
  export const WIDENED: typeof openapi = widened(openapi) as never;

  function widened(part: unknown): unknown {
    if (Array.isArray(part)) return part.map(widened);
    if (part === null || typeof part !== 'object') return part;
    const copy = Object.fromEntries(Object.entries(part).map(([name, item]) => [name, widened(item)]));
    return copy['x-wire'] === 'number' ? { ...copy, type: ['string', 'number'] } : copy;
  }
`;

export const READ_TEXT_LISTS = code`
  interface TextSchema {
    $ref?: string;
    type?: unknown;
    anyOf?: readonly TextSchema[];
    items?: TextSchema;
    properties?: Readonly<Record<string, TextSchema>>;
    readonly [keyword: string]: unknown;
  }

  const SCHEMAS: Readonly<Record<string, TextSchema>> = openapi.components.schemas;

  /** Numbers, truth values and lists of a path, a query or a header, which arrive as texts. What is none of them stays as it is. */
  export function readTexts(schema: SchemaName, texts: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const properties = SCHEMAS[schema]?.properties;
    const read = Object.entries(texts).map(([name, text]) => [name, readText(present(properties?.[name]), text)]);
    return Object.fromEntries(read);
  }

  /** The schema of a value that is there. */
  function present(schema: TextSchema = {}): TextSchema {
    if (schema.$ref !== undefined) return present(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')]);
    return schema.anyOf === undefined ? schema : present(schema.anyOf[0]);
  }

  function readText({ type, items }: TextSchema, text: unknown): unknown {
    if (type === 'array') return [text].flat().map((item) => readText(present(items), item));
    if (typeof text !== 'string') return text;
    if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
    const number = type === 'integer' || type === 'number';
    return number && /^-?\d{1,16}(\.\d{1,16})?$/.test(text) ? Number(text) : text;
  }
`;

export const READ_TEXTS = code`
  interface ObjectSchema {
    $ref?: unknown;
    type?: unknown;
    properties?: Readonly<Record<string, TextSchema>>;
    readonly [keyword: string]: unknown;
  }

  interface TextSchema {
    $ref?: unknown;
    type?: unknown;
    anyOf?: readonly { $ref?: unknown; type?: unknown }[];
    readonly [keyword: string]: unknown;
  }

  /** Numbers and truth values of a path, a query or a header, which arrive as texts. What is neither stays as it is. */
  export function readTexts(schema: SchemaName, texts: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { properties }: ObjectSchema = openapi.components.schemas[schema];
    const read = Object.entries(texts).map(([name, text]) => {
      const wanted = properties?.[name];
      return [name, readText(wanted?.type ?? wanted?.anyOf?.[0]?.type, text)];
    });
    return Object.fromEntries(read);
  }

  function readText(type: unknown, text: unknown): unknown {
    if (typeof text !== 'string') return text;
    if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
    const number = type === 'integer' || type === 'number';
    return number && /^-?\d{1,16}(\.\d{1,16})?$/.test(text) ? Number(text) : text;
  }
`;
