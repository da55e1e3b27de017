/**
 * Loaded before a service's tests (`node --import`): notes what the tests send to the service and what it answers, as a line of
 * JSON each, in the file that `EXCHANGES` names.
 */
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';

const FILE = process.env['EXCHANGES'] ?? '';
const LARGEST = 200_000;

subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance };
  const inject = fastify.inject.bind(fastify) as (options: InjectOptions) => Promise<LightMyRequestResponse>;
  Object.assign(fastify, {
    inject: async (options: InjectOptions) => {
      const answer = await inject(options);
      note(options, answer);
      return answer;
    },
  });
});

function note({ method, url, headers, payload }: InjectOptions, answer: LightMyRequestResponse): void {
  const sent = payload === undefined ? null : Buffer.from(payload as string | Buffer);
  if ((sent?.length ?? 0) + answer.rawPayload.length > LARGEST) return;
  const exchange = {
    method,
    url,
    headers,
    body: sent?.toString('base64') ?? null,
    answer: { status: answer.statusCode, headers: answer.headers, body: answer.rawPayload.toString('base64') },
  };
  appendFileSync(FILE, `${JSON.stringify(exchange)}\n`);
}
