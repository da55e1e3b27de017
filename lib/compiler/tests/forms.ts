import { sampleContent, sampleMedia } from '../../core/sample-content.ts';
import type { InputField } from '../../spec/model.ts';
import { allTasks } from '../asked-tasks.ts';
import type { FormType } from '../files-plan.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { KNOWN_MEDIA } from '../platform/media.ts';
import { holdsFile, holdsInner, isFile } from '../service/file-fields.ts';
import { plainType } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { key, quote } from '../text/quote.ts';
import { withFiles } from './sent-files.ts';
import { example, toldText, wrongValues } from './values.ts';

/** test/forms.ts: bodies as forms, and files to send; empty where no operation takes a form. */
export function formsHelper(plan: Plan): string {
  const taking = plan.operations.filter(({ form }) => form !== null);
  const { kept, parts, fields, given, inner } = plan.files;
  const whole = plan.media.fileTypes.length > 0;
  if (taking.length === 0 && !given && whole)
    return code`
      ${imports([['node:crypto', 'createHash']])}

      ${SAMPLES(plan)}

      ${when(inner, TOLD_TEXT)}
    `;
  if (taking.length === 0 && !given)
    return inner
      ? code`
    ${imports([['node:crypto', 'createHash']])}

    ${TOLD_TEXT}
  `
      : '';
  return code`
    ${imports([['node:crypto', ...(kept ? ['createHash'] : [])]])}

    /** The operations that take forms, and which. */
    ${print(['const FORMS: readonly [method: string, path: RegExp, type: string][] = ', rows('[', taking.map(formRow), ']'), ';'])}

    export interface Encoded {
      payload: Buffer;
      type: string;
    }

    /** A body as the operation takes it: a form, or JSON. */
    export async function encoded(method: string, path: string, body: unknown): Promise<Encoded> {
      const [plain = ''] = path.split('?');
      const form = FORMS.find(([wanted, pattern]) => wanted === method && pattern.test(plain));
      ${when(given, IS_ANSWER)}
      if (form === undefined${when(given, ' && !isAnswer')}) return { payload: Buffer.from(JSON.stringify(body)), type: 'application/json' };
      ${encodings(parts, fields, given)}
    }

    /** The values of an object as the fields of a form: each item of a list is a field, and what is not there is none. */
    function fieldsOf(body: unknown): [name: string, value: string${when(kept, ' | File')}][] {
      return Object.entries(Object(body)).flatMap(([name, value]) => {
        const all: unknown[] = Array.isArray(value) ? value : [value];
        const given = all.filter((one) => one !== null && one !== undefined);
        return given.map((one): [string, string${when(kept, ' | File')}] => [name, ${kept ? 'one instanceof File ? one : textOf(one)' : 'textOf(one)'}]);
      });
    }

    function textOf(value: unknown): string {
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    }

    ${when(kept, SAMPLES(plan))}

    ${when(inner, TOLD_TEXT)}
  `;
}

const TOLD_TEXT = code`
  /** What is kept of a file that a text holds within other values. */
  export function toldText(name: string, media: string, base64: string): object {
    const bytes = Buffer.from(base64, 'base64');
    return { name, media, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
`;

const IS_ANSWER = code`
  const isAnswer =
    /^\/tasks\/[^/]+\/complete$/.test(plain) && fieldsOf(body).some(([, value]) => value instanceof File);
`;

function formRow({ endpoint, form }: OperationPlan): string {
  return `[${quote(endpoint.method)}, ${pathPattern(endpoint.path)}, ${quote(form ?? '')}]`;
}

/** A regular expression for the paths of an operation. */
export function pathPattern(template: string): string {
  const path = template
    .split(/\{[^{}]*\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('[^\\/]+');
  return `/^${path}$/`;
}

function encodings(parts: boolean, fields: boolean, given: boolean): string {
  const encodedFields = code`
    const pairs = fieldsOf(body).map(([name, value]): [string, string] => [name, String(value)]);
    return { payload: Buffer.from(new URLSearchParams(pairs).toString()), type: 'application/x-www-form-urlencoded' };
  `;
  if (!parts) return encodedFields;
  return code`
    ${when(fields, `if (form${given ? '?.' : ''}[2] === 'application/x-www-form-urlencoded') {\n  ${encodedFields.replaceAll('\n', '\n  ')}\n}`)}
    const data = new FormData();
    for (const [name, value] of fieldsOf(body)) data.append(name, value);
    const sent = new Response(data);
    return { payload: Buffer.from(await sent.arrayBuffer()), type: sent.headers.get('content-type') ?? '' };
  `;
}

function SAMPLES(plan: Plan): string {
  const media = mediaOfSamples(plan);
  const members = media.map((one) => {
    const { begins, filler } = sampleContent(one);
    return print([quote(one), ': ', list('[', [quote(begins), quote(filler)], ']'), ','], 2);
  });
  return code`
    /** What contents of a media type begin with, and what they may be filled up with. */
    const CONTENTS: Readonly<Record<string, readonly [begins: string, filler: string]>> = {
      ${members}
    };

    /** A file of a media type with so many bytes. */
    export function sampleFile(media: string, size: number, name = 'sample'): File {
      const [begins, filler] = CONTENTS[media] ?? ['', '\\x00'];
      return new File([Buffer.from(begins.padEnd(size, filler).slice(0, size), 'latin1')], name, { type: media });
    }

    /** What is kept of a file besides its contents. */
    export async function told(file: File, media = file.type): Promise<object> {
      const bytes = Buffer.from(await file.arrayBuffer());
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { name: file.name, media, size: bytes.length, sha256 };
    }
  `;
}

/** The media types that inputs take, and those that tests send instead. */
export function mediaOfSamples(plan: Plan): string[] {
  const { operations, model } = plan;
  const wanted = [...operations.map(({ body }) => body), ...allTasks(plan).map(({ form }) => form)].flatMap((fields) =>
    fields.flatMap(({ type }) => {
      const plain = plainType(type, model);
      const one = plain.kind === 'list' ? plainType(plain.of, model) : plain;
      return one.kind === 'scalar' && isFile(one, model)
        ? (one.media ?? ['application/octet-stream']).map(sampleMedia)
        : [];
    }),
  );
  const all = new Set([...wanted, 'application/gzip', 'application/pdf', 'image/gif', 'image/png']);
  return [
    ...KNOWN_MEDIA.filter((media) => all.has(media)),
    ...[...all].filter((media) => !KNOWN_MEDIA.includes(media)).sort(),
  ];
}

/** What texts of a test use of test/forms.ts. */
export function formsImport(...texts: readonly string[]): Import {
  return [
    './forms.ts',
    ...['sampleFile', 'told', 'toldText'].filter((name) => texts.some((text) => text.includes(`${name}(`))),
  ];
}

/** The files of an example as the service keeps them, one member for each field that holds some. */
export function toldFiles(fields: readonly Pick<InputField, 'name' | 'type'>[], plan: Plan): Doc[] {
  return fields.flatMap((field): Doc[] => {
    const told = toldFile(field, plan);
    return told === null ? [] : [[key(field.name), ': ', told]];
  });
}

/** The example of a field as the service keeps it; null where it holds no file. */
export function toldFile({ name, type }: Pick<InputField, 'name' | 'type'>, plan: Plan): Doc | null {
  if (!holdsFile(type, plan.model)) return null;
  if (holdsInner(type, plan.model)) return withFiles(name, type, (member, of) => toldText(member, of, plan), plan);
  const plain = plainType(type, plan.model);
  const one: Doc = ['await told(', example(plain.kind === 'list' ? plain.of : plain, plan), ')'];
  if (plain.kind !== 'list') return one;
  const count = Math.min(Math.max(1, plain.length?.min ?? 0), 20);
  return list(
    '[',
    Array.from({ length: count }, () => one),
    ']',
  );
}

/** Whether a request without a field is refused: in a form, a list without items is one that is not there. */
export function mustBeSent({ type }: Pick<InputField, 'type'>, { form }: OperationPlan, plan: Plan): boolean {
  const plain = plainType(type, plan.model);
  return form === null || plain.kind !== 'list' || (plain.length?.min ?? 0) > 0;
}

/** Values that a field refuses, as TypeScript. In a form everything is a text, so that fewer are wrong. */
export function wrongSent({ type }: Pick<InputField, 'type'>, form: FormType | null, plan: Plan): string[] {
  const values = wrongValues(type, plan);
  if (form === null) return values;
  const plain = plainType(type, plan.model);
  const isText = (value: string): boolean => !['null', "'true'"].includes(value);
  if (plain.kind === 'list') {
    const items = wrongSent({ type: plain.of }, form, plan);
    const short = (plain.length?.min ?? 0) > 0 ? ['[]'] : [];
    return [...items.slice(0, 4).map((value) => `[${value}]`), ...short];
  }
  if (plain.kind !== 'scalar') return values.filter(isText);
  return values.filter((value) => isText(value) && !(value === '7' && ['string', 'password'].includes(plain.name)));
}
