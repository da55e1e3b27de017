import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';

/** src/platform/forms.ts: bodies that are forms. */
export function formsFile({ files }: Plan): string {
  const { parts, kept, fields } = files;
  const more = when(parts, ', readJson: ReadJson');
  const value = kept ? 'string | Upload' : 'string';
  return code`
    ${imports([
      ['fastify', 'type FastifyInstance', 'type FastifyRequest'],
      ['../../openapi.json', 'default openapi'],
      ['./multipart.ts', ...(parts ? ['type Arriving', ...(files.given ? ['type Part'] : []), 'partsOf'] : [])],
      ['./problems.ts', 'invalid_input', 'Problem', 'unsupported'],
      ['./uploads.ts', ...(kept && parts ? ['Spool'] : []), ...(kept ? ['Upload'] : [])],
    ])}

    /** What an operation takes instead of JSON. */
    export type FormType = ${[...(fields ? ["'application/x-www-form-urlencoded'"] : []), ...(parts ? ["'multipart/form-data'"] : [])].join(' | ')};

    ${when(parts, '/** Reads JSON as bodies are read, bounded. */\ntype ReadJson = (text: Buffer) => unknown;')}

    /** Reads forms, where an operation takes one; a form is refused everywhere else, and so is anything else there. */
    export function useForms(app: FastifyInstance${when(parts, ', readJson: ReadJson')}): void {
      app.addHook('preParsing', async ({ routeOptions, headers }) => {
        const takes = routeOptions.config.operation?.takes;
        const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
        if (takes !== undefined && type !== takes) throw new Problem(unsupported);
      });
      ${when(fields, fieldsParser(parts))}
      ${when(parts, partsParser(files))}
    }

    ${when(parts, ARRIVING(kept))}

    ${when(files.given, SENT_FORM)}

    /** The schema of the form that an operation takes. */
    function formOf({ routeOptions }: FastifyRequest): string | null | undefined {
      const { operation } = routeOptions.config;
      return operation?.takes === undefined ? null : operation.body;
    }

    /** What is read of a schema. */
    export interface FormSchema {
      $ref?: string;
      type?: unknown;
      anyOf?: readonly FormSchema[];
      items?: FormSchema;
      properties?: Readonly<Record<string, FormSchema>>;
      required?: readonly string[];
      ${when(parts, "'x-file'?: unknown;")}
    }

    const SCHEMAS: Readonly<Record<string, FormSchema>> = openapi.components.schemas;

    /** What a form says, as the operation means it. */
    ${print([list('function valuesOf(', ['form: string | null | undefined', `sent: readonly [name: string, value: ${value}][]`, ...(parts ? ['readJson: ReadJson'] : [])], '): object {')])}
      if (form == null) throw new Problem(unsupported);
      return formValues(SCHEMAS[form] ?? {}, sent${when(parts, ', readJson')});
    }

    /** What a form says, as a schema means it: texts become numbers, and what is sent several times a list. */
    ${print([list('export function formValues(', ['{ properties = {}, required = [] }: FormSchema', `sent: readonly [name: string, value: ${value}][]`, ...(parts ? ['readJson: ReadJson'] : [])], '): object {')])}
      const grouped = new Map<string, ${kept ? `(${value})` : value}[]>();
      for (const [name, value] of sent) grouped.set(name, [...(grouped.get(name) ?? []), value]);
      const faults: { path: string; message: string }[] = [];
      const values = Array.from(grouped, ([name, all]) => {
        const schema = resolved(Object.hasOwn(properties, name) ? properties[name] : undefined);
        const read = (of: FormSchema, one: ${value}): unknown => {
          ${when(kept, "if (typeof one !== 'string') return one;")}
          ${parts ? READ_PART : 'return readText(of, one);'}
        };
        if (schema.type === 'array') return [name, all.map((one) => read(resolved(schema.items), one))] as const;
        if (all.length > 1) faults.push({ path: \`/\${name}\`, message: 'is there more than once' });
        return [name, read(schema, all[0] ?? '')] as const;
      });
      if (faults.length > 0) throw new Problem(invalid_input, undefined, faults);
      // A list without items is one that no field is sent of.
      const empty = required.filter((name) => !grouped.has(name) && resolved(properties[name]).type === 'array');
      return Object.fromEntries([...values, ...empty.map((name) => [name, []])]);
    }

    /** The schema of a value that is there. */
    function resolved(schema: FormSchema = {}): FormSchema {
      if (schema.$ref !== undefined) return resolved(SCHEMAS[schema.$ref.replace('#/components/schemas/', '')]);
      return schema.anyOf === undefined ? schema : resolved(schema.anyOf[0]);
    }

    /** A text as a value of a schema. What does not fit stays as it is, and is refused later. */
    function readText(schema: FormSchema, text: string${more}): unknown {
      const { type } = schema;
      if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
      if (type === 'integer' || type === 'number') return /^-?\d{1,16}(\.\d{1,16})?$/.test(text) ? Number(text) : text;
      ${when(parts, "const isStructure = type === 'object' || type === 'array' || (type === undefined && schema['x-file'] === undefined);")}
      ${parts ? 'return isStructure ? readJson(Buffer.from(text)) : text;' : 'return text;'}
    }

    ${when(fields, fieldsOf())}
  `;
}

const READ_PART = code`
  try {
    return readText(of, one, readJson);
  } catch {
    faults.push({ path: \`/\${name}\`, message: 'is not JSON' });
    return null;
  }
`;

function fieldsParser(parts: boolean): string {
  return code`
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer' },
      async (request: FastifyRequest, body: Buffer) => valuesOf(formOf(request), fieldsOf(body)${when(parts, ', readJson')}),
    );
  `;
}

function partsParser({ kept, given }: Plan['files']): string {
  if (!kept)
    return code`
      app.addContentTypeParser('multipart/form-data', async (request: FastifyRequest, body: AsyncIterable<Buffer>) =>
        valuesOf(formOf(request), await partsOf(arriving(request, body)), readJson),
      );
    `;
  return code`
    app.addContentTypeParser('multipart/form-data', async (request: FastifyRequest, body: AsyncIterable<Buffer>) => {
      const spool = new Spool();
      try {
        const parts = await partsOf({ ...arriving(request, body), spool });
        request.uploads = parts.flatMap(([, value]) => (value instanceof Upload ? [value] : []));
        const ${given ? 'isOpen = request.routeOptions.config.takesForm === true' : 'values = valuesOf(formOf(request), parts, readJson)'};
        ${when(given, 'const values = isOpen ? new SentForm(parts, readJson) : valuesOf(formOf(request), parts, readJson);')}
        request.spool = spool;
        return values;
      } catch (error) {
        await spool.close();
        throw error;
      }
    });
  `;
}

const SENT_FORM = code`
  /** A form of which it is not known yet what it means. */
  export class SentForm {
    readonly #parts: readonly Part[];
    readonly #readJson: ReadJson;

    constructor(parts: readonly Part[], readJson: ReadJson) {
      this.#parts = parts;
      this.#readJson = readJson;
    }

    /** What it says, as a schema means it. */
    as(schema: string): object {
      return valuesOf(schema, this.#parts, this.#readJson);
    }
  }
`;

const ARRIVING = (kept: boolean): string => code`
  /** A body with what its head says of it. */
  function arriving({ headers, routeOptions }: FastifyRequest, body: AsyncIterable<Buffer>): ${kept ? "Omit<Arriving, 'spool'>" : 'Arriving'} {
    const size = headers['content-length'];
    return {
      body,
      contentType: String(headers['content-type']),
      size: size === undefined ? undefined : Number(size),
      limit: routeOptions.bodyLimit,
    };
  }
`;

function fieldsOf(): string {
  return code`
    const MOST_FIELDS = 1000;

    /** The fields of an encoded form, in their order (WHATWG URL Standard, 5.1); what is no text in UTF-8 is refused. */
    function fieldsOf(body: Buffer): [name: string, value: string][] {
      const pairs = body.toString('latin1').split('&', MOST_FIELDS + 1);
      if (pairs.length > MOST_FIELDS) throw new Problem(invalid_input, 'The form has too many fields');
      return pairs
        .filter((pair) => pair !== '')
        .map((pair) => {
          const [name = '', ...value] = pair.split('=');
          return [decoded(name), decoded(value.join('='))];
        });
    }

    function decoded(text: string): string {
      try {
        const value = decodeURIComponent(text.replaceAll('+', ' '));
        if (!value.includes('\u0000') && !/[^\x20-\x7e]/.test(text)) return value;
      } catch {
        throw new Problem(invalid_input, 'The form is no text in UTF-8');
      }
      throw new Problem(invalid_input, 'The form holds U+0000, or characters that are not encoded');
    }
  `;
}
