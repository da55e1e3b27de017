import type { FastifyInstance } from 'fastify';
import { type Service, serve } from './platform/operation.ts';
import { newServer, useProbes } from './platform/server.ts';
import { createQuote } from './quotes/create-quote.ts';
import { getQuote } from './quotes/get-quote.ts';

/** The whole service on one server that does not listen yet. */
export function buildApp(service: Service, draining: () => boolean = () => false): FastifyInstance {
  const app = newServer(service);
  serve(app, service, createQuote);
  serve(app, service, getQuote);
  useProbes(app, service, draining);
  return app;
}
