import type { Endpoint, InputField, Model } from '../spec/model.ts';
import { pageTemplate } from './page-template.ts';
import { isFile } from './service/file-fields.ts';
import { documentText, plainType } from './service/types.ts';

/** How an answer is written that is no plain JSON. */
export interface Writing {
  /** The media type, with its charset. */
  type: string;
  /** A Mustache template over the outputs, see `pageTemplate`; null: the answer is one text, or JSON of another media type. */
  template: string | null;
}

const JSON_TYPE = /^application\/(json|[\w.+-]+\+json)$/;

/** Whether bodies of a media type are JSON. */
export function isJson(media: string): boolean {
  return JSON_TYPE.test(media);
}

/** How an operation writes its answer; null where that is JSON, a file or nothing. */
export function writingOf(endpoint: Endpoint, model: Model): Writing | null {
  const { response, wholeOutput } = endpoint;
  if (response === null || (wholeOutput !== null && isFile(wholeOutput.type, model))) return null;
  const { contentType } = response;
  const template = pageTemplate(endpoint, model);
  if (template === null && (contentType === null || contentType === 'application/json')) return null;
  const media = contentType ?? 'text/html';
  const isPlain = media.startsWith('text/') || isJson(media);
  return { type: isPlain ? `${media}; charset=utf-8` : media, template };
}

/** Whether the body of an answer is JSON. */
export function writesJson(writing: Writing | null): boolean {
  return writing === null || (writing.template === null && isJson(mediaOf(writing)));
}

/** The media type without its charset. */
export function mediaOf({ type }: Writing): string {
  return type.split(';')[0] ?? type;
}

/** The media type of a request body that is one value; null where it is an object of the inputs, or nothing. */
export function wholeMediaOf({ body }: Pick<Endpoint, 'body'>): string | null {
  return body === null ? null : (body.contentType ?? 'application/json');
}

/** The media type of a body that is a file; null for all others. */
export function wholeFileOf({ body }: Pick<Endpoint, 'body'>, model: Model): string | null {
  const media = wholeMediaOf({ body });
  return body === null || media === null || isJson(media) || !isFile(body.type, model) ? null : media;
}

/** A body that is one value, as the input `body` of its operation. */
export function wholeField({ id, body }: Endpoint): InputField[] {
  if (body === null) return [];
  const { span, type } = body;
  const said = { name: 'body', type, typeOrigin: 'written', summary: null, protection: null } as const;
  return [{ ...said, id: `${id}/body`, span, in: 'body', default: null, as: null, renamedFrom: null }];
}

/** Whether a value of a type is written as the text that it is. */
export function isText(type: InputField['type'], model: Model): boolean {
  if (documentText(type, model) !== null) return true;
  const plain = plainType(type, model);
  if (plain.kind === 'enum') return true;
  return plain.kind === 'scalar' && TEXTS.has(plain.name);
}

const TEXTS = new Set([
  'string',
  'date',
  'timestamp',
  'duration',
  'uuid',
  'email',
  'url',
  'phone',
  'decimal',
  'long',
  'base64',
]);

/** What media types need of a service's platform. */
export interface MediaPlan {
  /** Some body is one value. */
  wholes: boolean;
  /** Media types of such bodies that are texts, and those that are JSON by another name. */
  textTypes: readonly string[];
  /** Media types of such bodies that are files. */
  fileTypes: readonly string[];
  jsonTypes: readonly string[];
  /** Some answer is written as something else than plain JSON. */
  writes: boolean;
  /** Some answer is made by a template. */
  templates: boolean;
  /** Some answer is a page for browsers. */
  pages: boolean;
  /** Some page shows HTML. */
  html: boolean;
}

/** Decides what media types need. */
export function planMedia(model: Model): MediaPlan {
  const wholes = model.endpoints.flatMap((endpoint) => wholeMediaOf(endpoint) ?? []);
  const types = [...new Set(wholes)].filter((media) => media !== 'application/json').sort();
  const files = new Set(model.endpoints.flatMap((endpoint) => wholeFileOf(endpoint, model) ?? []));
  const writings = model.endpoints.flatMap((endpoint) => writingOf(endpoint, model) ?? []);
  return {
    wholes: wholes.length > 0,
    textTypes: types.filter((media) => !isJson(media) && !files.has(media)),
    fileTypes: [...files].sort(),
    jsonTypes: types.filter(isJson),
    writes: writings.length > 0,
    templates: writings.some(({ template }) => template !== null),
    pages: writings.some((writing) => mediaOf(writing) === 'text/html'),
    html: writings.some(({ template }) => template?.includes('{{&') ?? false),
  };
}
