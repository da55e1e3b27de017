import { createHash } from 'node:crypto';
import { jsonSchema } from '#lib/spec/index.ts';

/**
 * The JSON Schema of the language, for editors outside of this application. Public: it says nothing that the language itself
 * does not, and an editor has no session.
 */
export function GET(request: Request): Response {
  const text = `${JSON.stringify(jsonSchema(), null, 2)}\n`;
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': 'application/schema+json; charset=utf-8',
    'cache-control': 'public, max-age=3600',
    'access-control-allow-origin': '*',
    etag,
  };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}
