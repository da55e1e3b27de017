import type { FastifyInstance, FastifyRequest } from 'fastify';
import { appendAudit } from './audit.ts';
import { type Access, type Authenticate, type Caller, demand } from './auth.ts';
import { faultsOf, parsed, promised, type SchemaName } from './contract.ts';
import type { Database, Db } from './db.ts';
import { masked, maskedFields } from './mask.ts';
import type { Metrics } from './metrics.ts';
import { not_found, Problem } from './problems.ts';
import { advance, type Ground, newJournal } from './run.ts';
import type { Seal } from './seal.ts';
import { suspend, type TaskDefinition } from './waiting.ts';

/** What the specification says of one endpoint. */
export interface Operation<Input = never, Output = unknown> {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path in Fastify's notation. */
  path: string;
  status: number;
  access: Access | 'public';
  /** Bytes; a larger body is refused unread. */
  bodyLimit: number;
  body: SchemaName | null;
  /** Values from other places than the body. A path value that does not fit is a 404. */
  parameters: Parameters | null;
  output: SchemaName | null;
  /** Which contents the audit log keeps, masked. Who asked for what and the status are always kept. */
  record: readonly ('request' | 'response' | 'decisions')[];
  steps(run: Run<Input>): Promise<Output>;
}

export interface Parameters {
  schema: SchemaName;
}

/** What the steps of an operation work with. A run begins again after each stop; each time is one database transaction. */
export interface Run<Input> {
  input: Input;
  caller: Caller;
  /** The instant at which this run began; it does not move. */
  now: string;
  tx: Db;
  /** Asks a person. The run ends here until the answer is there, and then begins again with it. */
  person<Values>(task: TaskDefinition): Promise<Values>;
}

/** What the operations share. */
export interface Service {
  db: Database;
  authenticate: Authenticate;
  metrics: Metrics;
  seal: Seal;
}

export interface Answer {
  status: number;
  body: unknown;
  headers: Record<string, string>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Known after authentication. */
    caller: Caller | null;
    /** The checked input, masked for the audit log. */
    shown: unknown;
  }
  interface FastifyContextConfig {
    operation?: Operation;
  }
}

export const SPEC_VERSION = '0.1.0';

/** Serves an operation: authentication first, then the input, the steps, the check of the answer and the audit record. */
export function serve(app: FastifyInstance, service: Service, operation: Operation): void {
  for (const schema of [operation.body, operation.parameters?.schema, operation.output]) {
    if (schema) faultsOf(schema, null);
  }
  app.route({
    method: operation.method,
    url: operation.path,
    bodyLimit: operation.bodyLimit,
    config: { operation },
    onRequest: async (request) => {
      if (operation.access === 'public') return;
      request.caller = await service.authenticate(request);
      demand(request.caller, operation.access);
    },
    handler: async (request, reply) => {
      const answer = await perform(service, operation, request);
      return reply.code(answer.status).headers(answer.headers).send(answer.body);
    },
  });
}

async function perform(service: Service, operation: Operation, request: FastifyRequest): Promise<Answer> {
  const { input, shown } = inputOf(operation, request);
  request.shown = shown;
  const journal = newJournal(input, request.caller ?? ANYBODY);
  return service.db.transaction(async (tx, last) => {
    const now = new Date().toISOString();
    const ground: Ground = { service, operation, tx, now, id: request.id };
    const progress = await advance(ground, journal);
    const answer = 'output' in progress ? answerOf(operation, progress.output) : await suspend(ground, progress);
    last(
      appendAudit(tx, {
        at: now,
        request: request.id,
        operation: operation.name,
        specVersion: SPEC_VERSION,
        actor: journal.caller.id,
        status: answer.status,
        input: operation.record.includes('request') ? shown : null,
        output: shownOutput(operation, answer),
        decisions: null,
      }),
    );
    return answer;
  });
}

const ANYBODY: Caller = { id: 'anonymous', roles: [], scopes: [] };

/** What the caller sent for this operation, checked, and its masked copy. Other parts of the request are not looked at. */
function inputOf(operation: Operation, request: FastifyRequest): { input: object; shown: object } {
  const { body, parameters } = operation;
  const sent = body === null ? {} : parsed<object>(body, request.body);
  const named = parameters === null ? {} : parametersOf(parameters, request);
  return {
    input: { ...sent, ...named },
    shown: maskedInput(operation, { ...sent, ...named }),
  };
}

function parametersOf({ schema }: Parameters, request: FastifyRequest): object {
  const values = { ...Object(request.params) };
  const faults = faultsOf(schema, values);
  if (faults.length > 0) throw new Problem(not_found);
  return values;
}

/** What may be kept and shown of an input. */
export function maskedInput({ body, parameters }: Operation, input: object): object {
  return maskedFields([body, parameters?.schema ?? null], input);
}

/** The masked answer, if the specification wants it kept. */
export function shownOutput({ record, output, status }: Operation, answer: { status: number; body: unknown }): unknown {
  if (!record.includes('response') || output === null) return null;
  return answer.status !== status ? answer.body : masked(output, answer.body);
}

/** Checks the output against the API document. */
export function answerOf({ status, output }: Operation, value: unknown): Answer {
  return { status, body: output === null ? undefined : promised(output, value), headers: {} };
}

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
