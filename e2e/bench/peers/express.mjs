import { randomUUID } from 'node:crypto';
import express from 'express';
import { callerOf, measure, problemOf, readJson, verifyKyc } from './verify-kyc.ts';

/** The same on Express: middleware in the order that its guide shows. */
const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use((_request, response, next) => {
  const started = performance.now();
  response.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  response.on('finish', () => measure(response.statusCode, (performance.now() - started) / 1000));
  next();
});
app.post(
  '/kyc/verify',
  async (request, _response, next) => {
    request.caller = await callerOf(request.headers.authorization);
    next();
  },
  express.raw({ type: 'application/json', limit: '16mb' }),
  async (request, response) => {
    const answer = await verifyKyc(request.caller, randomUUID(), readJson(request.body));
    response.status(202).location(`/requests/${answer.id}`).json(answer);
  },
);
app.use((error, _request, response, _next) => {
  const problem = problemOf(error);
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
});

app.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening'));
