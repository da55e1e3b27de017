import type { FastifyInstance } from 'fastify';
import { verifyKyc, verifyKycTasks } from './kyc/verify-kyc.ts';
import { type Service, serve } from './platform/operation.ts';
import { newServer, useProbes } from './platform/server.ts';
import { type Flow, useTasks } from './platform/tasks.ts';

/** The operations that wait for people. */
export const flows: readonly Flow[] = [{ operation: verifyKyc, tasks: Object.values(verifyKycTasks) }];

/** The whole service on one server that does not listen yet. */
export function buildApp(service: Service, draining: () => boolean = () => false): FastifyInstance {
  const app = newServer(service);
  serve(app, service, verifyKyc);
  useTasks(app, service, flows);
  useProbes(app, service, draining);
  return app;
}
