/**
 * Loaded before a service's tests (`node --import`): notes what the tests send to the service, or to others that they make up
 * of its parts, and what is answered, as a line of JSON each, in the file that `EXCHANGES` names.
 */
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync, readFileSync } from 'node:fs';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';

const FILE = process.env['EXCHANGES'] ?? '';
const LARGEST = 200_000;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const PATHS = Object.keys(JSON.parse(readFileSync('openapi.json', 'utf8')).paths);

subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance };
  const inject = fastify.inject.bind(fastify) as (options: InjectOptions) => Promise<LightMyRequestResponse>;
  Object.assign(fastify, {
    inject: async (options: InjectOptions) => {
      const answer = await inject(options);
      note(options, answer, !isService(fastify));
      return answer;
    },
  });
});

/** Whether it has the operations of the service: some tests make up servers of their own, with other people and tasks. */
function isService(fastify: FastifyInstance): boolean {
  return PATHS.every((path) =>
    METHODS.some((method) => fastify.hasRoute({ method, url: path.replace(/\{([^{}]+)\}/g, ':$1') })),
  );
}

function note(
  { method = 'GET', url, path, headers, payload, body = payload }: InjectOptions,
  answer: LightMyRequestResponse,
  madeUp: boolean,
): void {
  const asked = url ?? path;
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body) && !isStream(body);
  const sent = isJson ? Buffer.from(JSON.stringify(body)) : bytesOf(body);
  if (sent === undefined || typeof asked !== 'string') return;
  if ((sent?.length ?? 0) + answer.rawPayload.length > LARGEST) return;
  const exchange = {
    madeUp,
    method,
    url: asked,
    headers: isJson ? { 'content-type': 'application/json', ...headers } : headers,
    body: sent?.toString('base64') ?? null,
    answer: { status: answer.statusCode, headers: answer.headers, body: answer.rawPayload.toString('base64') },
  };
  appendFileSync(FILE, `${JSON.stringify(exchange)}\n`);
}

/** Null where there is none; undefined for what is sent in pieces. */
function bytesOf(body: InjectOptions['payload']): Buffer | null | undefined {
  if (body === undefined) return null;
  return typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : undefined;
}

function isStream(body: object): boolean {
  return 'pipe' in body;
}
