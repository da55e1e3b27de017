import { CORE_SCHEMA, load, mergeTag, YAMLException } from 'js-yaml';
import { type JsonObject, member, objectOf } from './json.ts';

/** An OpenAPI document as values, or why there is none. */
export type DocumentReading = { ok: true; root: JsonObject; version: '3.0' | '3.1' } | { ok: false; reason: string };

/** The longest document that is read, in UTF-16 code units. */
export const MAX_DOCUMENT_LENGTH = 16 * 1024 * 1024;
const MAX_DEPTH = 200;
const MAX_ALIASES = 10_000;

/** Reads a document in JSON or YAML. Never throws; a document of another kind or version is refused in one sentence. */
export function readDocument(text: string): DocumentReading {
  if (text.length > MAX_DOCUMENT_LENGTH)
    return { ok: false, reason: `The document is longer than ${MAX_DOCUMENT_LENGTH / 1024 / 1024} MiB.` };
  const read = parsed(text);
  if ('failed' in read) return { ok: false, reason: read.failed };
  const root = objectOf(read.value);
  if (root === null) return { ok: false, reason: 'This is no OpenAPI document: it is not a map.' };
  const given = member(root, 'openapi');
  const said = typeof given === 'string' || typeof given === 'number' ? String(given).replace(/\s+/g, ' ') : '';
  const version = /^3\.[01](?=\.|$)/.exec(said)?.[0];
  if (version === '3.0' || version === '3.1') return { ok: true, root, version };
  if (member(root, 'swagger') !== undefined)
    return { ok: false, reason: 'This is Swagger 2.0. Convert it to OpenAPI 3 first.' };
  const found =
    said === '' ? 'its key `openapi` says no version' : `\`openapi: ${said.slice(0, 20)}\` is another version`;
  return { ok: false, reason: `This is no OpenAPI 3.0 or 3.1 document: ${found}.` };
}

function parsed(text: string): { value: unknown } | { failed: string } {
  const bare = text.replace(/^\ufeff/, '');
  if (/^\s*\{/.test(bare)) {
    try {
      return { value: JSON.parse(bare) };
    } catch {
      // It may be YAML's flow style; YAML's reader then says what is wrong.
    }
  }
  try {
    const schema = CORE_SCHEMA.withTags([mergeTag]);
    return { value: load(bare, { schema, maxDepth: MAX_DEPTH, maxAliases: MAX_ALIASES }) };
  } catch (error) {
    if (!(error instanceof YAMLException)) return { failed: 'The document cannot be read.' };
    const line = error.mark == null ? '' : ` (line ${error.mark.line + 1})`;
    return { failed: `This is neither JSON nor YAML: ${error.reason}${line}.` };
  }
}
