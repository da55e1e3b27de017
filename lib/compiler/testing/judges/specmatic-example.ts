import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentOperation, Exchange } from './exchange.ts';

/** An exchange in the form that Specmatic reads. */
export interface Example {
  'http-request': object;
  'http-response': { status: number; headers: object; body?: unknown };
}

/**
 * Makes an example of an exchange; files of forms are written into `folder`. Null for what Specmatic has no way to say: bodies
 * that are not what their media type promises, and paths that are no plain URI once they are decoded.
 */
export async function exampleOf(
  { method, url, headers, body, answer }: Exchange,
  operation: DocumentOperation,
  folder: string,
): Promise<Example | null> {
  // A body of no type is read as the only one that is taken: it has no word for that either.
  if (!isPlainUrl(url) || !fits(url, operation) || headers['content-type'] === '') return null;
  const declared = new Set(
    operation.parameters.filter((one) => one.in === 'header').map(({ name }) => name.toLowerCase()),
  );
  const type = headers['content-type'];
  const own = Object.entries(headers).filter(([name]) => declared.has(name));
  const sent = body === null ? {} : await bodyOf(body, type ?? '', folder);
  const told = contentOf(answer.body, answer.headers['content-type'] ?? '');
  // It has no words for an answer to a media type that nobody declared, but with a text.
  const coded = headers['content-encoding'] !== undefined || type?.startsWith('application/x-www-form') === true;
  if (sent === null || told === null || (answer.status === 415 && coded)) return null;
  const isForm = 'multipart-formdata' in sent;
  return {
    'http-request': {
      method,
      path: url,
      headers: { ...namedAs(own, operation), ...(type === undefined || isForm ? {} : { 'Content-Type': type }) },
      ...(answer.status === 415 && body !== null ? { body: body.toString() } : sent),
    },
    'http-response': {
      status: answer.status,
      headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => KEPT.has(name))),
      ...(answer.body.length === 0 ? {} : { body: told }),
    },
  };
}

const KEPT: ReadonlySet<string> = new Set(['content-type', 'location', 'link']);

function isPlainUrl(url: string): boolean {
  try {
    return /^[\w/~.:?&=,+@-]*$/.test(decodeURIComponent(url));
  } catch {
    return false;
  }
}

/** Whether the values of a path can be what they are called: else Specmatic sees another path, which is no operation. */
function fits(url: string, { path, parameters }: DocumentOperation): boolean {
  const names = Array.from(path.matchAll(/\{([^{}]*)\}/g), ([, name]) => name);
  const pattern = path
    .split(/\{[^{}]*\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('([^/?]+)');
  const [, ...values] = new RegExp(`^${pattern}`).exec(url) ?? [];
  return names.every((name, at) => {
    const schema = parameters.find((one) => one.name === name)?.schema ?? {};
    const value = decodeURIComponent(values[at] ?? '');
    if (schema.format === 'uuid') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
    return schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value);
  });
}

/** Headers by the names that the document gives them. */
function namedAs(
  own: readonly (readonly [string, string])[],
  { parameters }: DocumentOperation,
): Record<string, string> {
  return Object.fromEntries(
    own.map(([name, value]) => [parameters.find((one) => one.name.toLowerCase() === name)?.name ?? name, value]),
  );
}

async function bodyOf(body: Buffer, type: string, folder: string): Promise<object | null> {
  if (type.startsWith('multipart/form-data')) return await partsOf(body, type, folder);
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { 'form-fields': Object.fromEntries(new URLSearchParams(body.toString())) };
  const content = contentOf(body, type);
  return content === null ? null : { body: content };
}

async function partsOf(body: Buffer, type: string, folder: string): Promise<object | null> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const parts = [...form].map(async ([name, value], at) => {
      if (typeof value === 'string') return { name, content: value };
      const path = join(folder, `part-${at}-${value.size}.bin`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, Buffer.from(await value.arrayBuffer()));
      return { name, filename: `@${path}`, contentType: value.type };
    });
    return { 'multipart-formdata': await Promise.all(parts) };
  } catch {
    return null;
  }
}

/** A body by its media type; null where it is none of it, or is empty. */
function contentOf(bytes: Buffer, type: string): unknown {
  const text = bytes.toString();
  if (!/[/+]json\b/.test(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return bytes.length === 0 ? '' : null;
  }
}
