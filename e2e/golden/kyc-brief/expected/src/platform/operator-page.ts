import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';

const PAGE = readFileSync(new URL('./operator-page.html', import.meta.url), 'utf8');

/** The page may run its own script and style and talk to this service; nothing else. */
const POLICY = [
  "default-src 'none'",
  `script-src '${hashOf('script')}'`,
  `style-src '${hashOf('style')}'`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Whether the caller is a browser that wants to show something to a person. */
export function wantsPage(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/html') === true;
}

/** Sends the page on which people do their tasks. It holds no data: it asks for a token and reads with that. */
export function sendOperatorPage(reply: FastifyReply): FastifyReply {
  reply.headers({ 'content-security-policy': POLICY, 'referrer-policy': 'no-referrer' });
  return reply.type('text/html; charset=utf-8').send(PAGE);
}

function hashOf(tag: 'script' | 'style'): string {
  const text = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(PAGE)?.[1];
  return `sha256-${createHash('sha256').update(String(text)).digest('base64')}`;
}
