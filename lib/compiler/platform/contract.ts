import type { Plan } from '../plan.ts';
import { exchangesNumbers } from '../service/wired-numbers.ts';
import { code, when } from '../text/code.ts';
import { type Import, imports } from '../text/imports.ts';
import { READ_TEXT_LISTS, READ_TEXTS, WIDEN } from './contract-texts.ts';

/** src/platform/contract.ts: the API document as the validator, both ways. */
export function contractFile(plan: Plan): string {
  const { decimals, internal, texts, files, wire } = plan;
  return code`
    ${imports([
      ['ajv/dist/2020.js', 'default Ajv2020'],
      ...(decimals || files.kept || files.html || files.documents ? CONTEXT : []),
      ['ajv-formats', 'default addFormats'],
      ['../../openapi.json', 'default openapi'],
      ...(internal ? INTERNAL_CONTRACT : []),
      ...(decimals ? DECIMAL : []),
      ['./files.ts', ...(files.inner ? ['safeName'] : [])],
      [
        './held-documents.ts',
        ...(files.documents ? ['documentIn', 'type DocumentSchema', ...(internal ? ['textsFit'] : [])] : []),
      ],
      ['./html.ts', ...(files.html ? ['reducedHtml'] : [])],
      ['./matches.ts', ...(files.patterns ? ['parsePattern'] : [])],
      ['./media.ts', ...(files.checked ? ['mediaOf'] : [])],
      ['./problems.ts', 'type Fault', 'invalid_input', 'Problem'],
      ['./uploads.ts', ...(files.kept ? ['Upload'] : [])],
    ])}

    /** The API document is the contract: what is published is what is checked, both ways. */
    const DOCUMENT = 'openapi.json';
    ${when(internal, "/** What is agreed with other systems. */\nconst INTERNAL = 'internal.json';")}

    ${when(wire.numbers, WIDEN)}

    const ajv = new Ajv2020.default({ strictTypes: false });
    addFormats.default(ajv);
    ${when(files.bytes, "ajv.addFormat('byte', isBase64);")}
    ${when(decimals, KEYWORD)}
    ${when(files.checked, BYTES_KEYWORD)}
    ${when(files.kept, FILE_KEYWORD)}
    ${when(files.inner, FILE_TEXT_KEYWORD)}
    ${when(files.documents, DOCUMENT_KEYWORD)}
    ${when(files.html, HTML_KEYWORD)}
    ${when(files.patterns, "ajv.addFormat('regex', (text: string) => !('problem' in parsePattern(text)));")}
    ajv.addVocabulary(['x-mask', ${when(files.documents && internal, "'x-text', ")}${when(wire.numbers, "'x-wire', ")}...Object.keys(openapi)]);
    ajv.addSchema({ ...${wire.numbers ? 'WIDENED' : 'openapi'}, $id: DOCUMENT }, DOCUMENT, true, false);
    ${when(internal, `ajv.addSchema({ ...${exchangesNumbers(plan) ? 'Object(widened(internal))' : 'internal'}, $id: INTERNAL }, INTERNAL, true, false);`)}

    export type SchemaName = keyof typeof openapi.components.schemas;
    ${when(internal, 'export type InternalSchemaName = keyof typeof internal.components.schemas;')}

    /** The names of components/schemas that \`value\` may fail, with the first fault of each; empty when it fits. */
    export function faultsOf(schema: SchemaName${when(internal, ' | InternalSchemaName')}, value: unknown): Fault[] {
      ${when(internal, 'const document = schema in openapi.components.schemas ? DOCUMENT : INTERNAL;')}
      const check = ajv.getSchema(\`\${${internal ? 'document' : 'DOCUMENT'}}#/components/schemas/\${schema}\`);
      if (check === undefined) throw new Error(\`the API document has no schema \${schema}\`);
      if (check(value)) return [];
      return (check.errors ?? []).map(({ instancePath, keyword, params, message }) => ({
        path: keyword === 'additionalProperties' ? \`\${instancePath}/\${params['additionalProperty']}\` : instancePath,
        message: keyword === 'additionalProperties' ? 'is not known' : (message ?? 'is not valid'),
      }));
    }

    /** Takes what came from outside as a \`T\`, or refuses it. The schema is the one that \`T\` was written from. */
    export function parsed<T>(schema: SchemaName, value: unknown): T {
      ${when(files.inner, 'held.length = 0;')}
      const faults = ${files.documents ? 'openedFaults' : 'faultsOf'}(schema, value);
      if (faults.length > 0) throw new Problem(invalid_input, undefined, faults);
      return value as T;
    }

    /** An answer that does not fit the contract. It never leaves: the caller reads a plain 500, the metrics count it. */
    export class ContractViolation extends Error {
      constructor(schema: SchemaName, faults: readonly Fault[]) {
        super(\`\${schema}: \${JSON.stringify(faults)}\`);
      }
    }

    /** Lets an answer pass only if it fits its schema. */
    export function promised<T>(schema: SchemaName, value: T): T {
      const faults = faultsOf(schema, value);
      if (faults.length > 0) throw new ContractViolation(schema, faults);
      return value;
    }

    ${when(texts, wire.lists ? READ_TEXT_LISTS : READ_TEXTS)}

    ${when(decimals, WRITE_EXACTLY)}

    ${when(files.checked || files.kept, CONTENT_BOUNDS)}

    ${when(files.checked, ARE_TAKEN)}

    ${when(files.kept, IS_TAKEN)}

    ${when(files.inner, IS_HELD)}

    ${when(files.documents, OPENS)}

    ${when(files.documents && internal, AGREED)}

    ${when(files.html, REDUCE)}

    ${when(files.bytes || files.brought || files.coded || files.inner, IS_BASE64)}
  `;
}

const IS_BASE64 = code`
  /** RFC 4648 §4 with padding. A loop, because a regular expression runs out of stack on some megabytes. */
  export function isBase64(text: string): boolean {
    const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
    if (text.length % 4 !== 0) return false;
    for (let at = 0; at < text.length - padding; at += 1) {
      const code = text.charCodeAt(at);
      const letter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
      if (!letter && !(code >= 48 && code <= 57) && code !== 43 && code !== 47) return false;
    }
    return true;
  }
`;

const INTERNAL_CONTRACT: readonly Import[] = [['../internal.json', 'default internal']];

const CONTEXT: readonly Import[] = [['ajv/dist/types/index.js', 'type DataValidationCxt']];

const DECIMAL: readonly Import[] = [['./decimal.ts', 'compare', 'type Decimal', 'exactly']];

const KEYWORD = code`
  ajv.addKeyword({
    keyword: 'x-decimal',
    modifying: true,
    schemaType: 'object',
    validate: writeExactly,
    error: { message: 'must be a decimal number within its bounds, with no more digits than its scale' },
  });
`;

const BYTES_KEYWORD = code`
  ajv.addKeyword({
    keyword: 'x-bytes',
    type: 'string',
    schemaType: 'object',
    validate: areTaken,
    error: { message: 'must hold contents of a size and a media type that are taken here' },
  });
`;

const ARE_TAKEN = code`
  /** Whether what a text in base64 holds is as large as it may be, and of a media type that is taken, by its contents. */
  function areTaken({ min = 0, max = Infinity, media }: ContentBounds, text: string): boolean {
    const size = Buffer.byteLength(text, 'base64');
    if (size < min || size > max) return false;
    return media === undefined || mediaOf(Buffer.from(text, 'base64'), media) !== null;
  }
`;

const HTML_KEYWORD = code`
  ajv.addKeyword({
    keyword: 'x-html',
    type: 'string',
    modifying: true,
    schemaType: 'object',
    validate: reduce,
    error: { message: 'must be as long as it may be, without what is not taken of HTML' },
  });
`;

const REDUCE = code`
  /** Characters of what is left. */
  interface HtmlBounds {
    min?: number;
    max?: number;
  }

  /** Leaves of HTML what may be in it, and checks what is left. */
  function reduce(
    { min = 0, max = Infinity }: HtmlBounds,
    text: string,
    _parent?: unknown,
    at?: DataValidationCxt,
  ): boolean {
    const left = reducedHtml(text);
    if (at?.parentData) at.parentData[at.parentDataProperty] = left;
    const size = [...left].length;
    return size >= min && size <= max;
  }
`;

const CONTENT_BOUNDS = code`
  /** Bytes, and media types. */
  interface ContentBounds {
    min?: number;
    max?: number;
    media?: readonly string[];
  }
`;

const FILE_KEYWORD = code`
  ajv.addKeyword({
    keyword: 'x-file',
    modifying: true,
    schemaType: 'object',
    validate: isTaken,
    error: { message: 'must be a file of a size and a media type that are taken here' },
  });
`;

const IS_TAKEN = code`
  /** Whether a file is one that is taken; it becomes what is said of it, with the media type that it has by its contents. */
  function isTaken(
    { min = 0, max = Infinity, media }: ContentBounds,
    value: unknown,
    _parent?: unknown,
    at?: DataValidationCxt,
  ): boolean {
    if (!(value instanceof Upload) || value.size < min || value.size > max) return false;
    const file = value.as(media);
    if (file !== null && at?.parentData) at.parentData[at.parentDataProperty] = file;
    return file !== null;
  }
`;

const FILE_TEXT_KEYWORD = code`
  ajv.addKeyword({
    keyword: 'x-file-text',
    type: 'string',
    modifying: true,
    schemaType: 'object',
    validate: isHeld,
    error: { message: 'must be base64 of a file of a size and a media type that are taken here' },
  });
`;

const DOCUMENT_KEYWORD = code`
  ajv.addKeyword({
    keyword: 'x-document',
    type: 'string',
    modifying: true,
    compile: documentCheck,
    error: { message: 'must be a text that holds a document as it is agreed' },
  });
`;

const OPENS = code`
  /** Documents take the place of the texts that hold them: where something comes from outside, nowhere else. */
  let opens = false;

  /** The faults of what comes from outside; documents take the place of the texts that hold them. */
  function openedFaults(schema: SchemaName, value: unknown): Fault[] {
    opens = true;
    try {
      return faultsOf(schema, value);
    } finally {
      opens = false;
    }
  }

  /** Looks at what a text holds. Inside of the service a value is the document itself already. */
  function documentCheck(_: unknown, held: object): (text: string, at?: DataValidationCxt) => boolean {
    const schema: DocumentSchema = held;
    const inner: object = JSON.parse(JSON.stringify(schema.contentSchema).replaceAll('"#/', \`"\${DOCUMENT}#/\`));
    const fits = ajv.compile(inner);
    return (text, at) => {
      const document = documentIn(schema, text);
      if (document === undefined || !fits(document)) return false;
      if (opens && at?.parentData) at.parentData[at.parentDataProperty] = document;
      return true;
    };
  }
`;

const AGREED = code`
  /** A value that is stored or told, if its documents and the texts that hold them are what was agreed. */
  export function agreed<T>(schema: InternalSchemaName, value: T): T {
    const [fault] = faultsOf(schema, value);
    if (fault !== undefined) throw new Error(\`\${schema}\${fault.path} \${fault.message}\`);
    if (!textsFit(schema, value)) throw new Error(\`\${schema}: a text is not as long as it may be\`);
    return value;
  }
`;

const IS_HELD = code`
  /** The files that texts hold which are parsed. Nothing interrupts that. */
  const held: Upload[] = [];

  /** The files that the texts held which were parsed last. */
  export function heldFiles(): readonly Upload[] {
    return held.splice(0);
  }

  /** Whether a text holds a file that is taken; the file takes its place, called as the member that holds it. */
  function isHeld(bounds: ContentBounds, text: string, parent?: unknown, at?: DataValidationCxt): boolean {
    if (Buffer.byteLength(text, 'base64') > (bounds.max ?? Infinity) || !isBase64(text)) return false;
    const names = (at?.instancePath ?? '').split('/').filter((name) => !/^\d*$/.test(name));
    const upload = Upload.held(safeName(names.at(-1) ?? ''), Buffer.from(text, 'base64'));
    held.push(upload);
    return isTaken(bounds, upload, parent, at);
  }
`;

const WRITE_EXACTLY = code`
  interface DecimalBounds {
    scale?: number;
    min?: Decimal;
    max?: Decimal;
  }

  /** Characters. Longer ones would take seconds to compute with. */
  const LONGEST_DECIMAL = 200;

  /** Checks a decimal, and writes it with all its digits: 12.5 becomes "12.50" where the scale is 2. */
  function writeExactly(
    { scale, min, max }: DecimalBounds,
    value: Decimal | number,
    _parent?: unknown,
    at?: DataValidationCxt,
  ): boolean {
    try {
      if (String(value).length > LONGEST_DECIMAL) return false;
      const text = exactly(value, scale);
      if (min !== undefined && compare(text, min) < 0) return false;
      if (max !== undefined && compare(text, max) > 0) return false;
      if (at?.parentData) at.parentData[at.parentDataProperty] = text;
      return true;
    } catch {
      return false;
    }
  }
`;
