import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { callerOf, measure, problemOf, readJson, verifyKyc } from './verify-kyc.ts';

/** A careful service on Fastify alone. */
const app = Fastify({ logger: false, genReqId: () => randomUUID(), requestTimeout: 10_000 });
const callers = new WeakMap<object, string>();

app.removeAllContentTypeParsers();
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: object, body: Buffer) =>
  readJson(body),
);
app.addHook('onSend', async (_request, reply) => {
  reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
});
app.addHook('onResponse', async (_request, reply) => measure(reply.statusCode, reply.elapsedTime / 1000));
app.setErrorHandler((error, _request, reply) => {
  const problem = problemOf(error);
  return reply.code(problem.status).type('application/problem+json').send(problem);
});
app.route({
  method: 'POST',
  url: '/kyc/verify',
  bodyLimit: 16 * 1024 * 1024,
  onRequest: async (request) => {
    callers.set(request, await callerOf(request.headers.authorization));
  },
  handler: async (request, reply) => {
    const answer = await verifyKyc(callers.get(request) ?? '', request.id, request.body);
    return reply.code(202).header('location', `/requests/${answer.id}`).send(answer);
  },
});

await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
console.log('listening');
