import type { FastifyInstance, FastifyRequest } from 'fastify';
import { appendAudit } from './audit.ts';
import { type Access, type Authenticate, type Caller, demand } from './auth.ts';
import { faultsOf, parsed, promised, type SchemaName } from './contract.ts';
import type { Database, Db } from './db.ts';
import type { Metrics } from './metrics.ts';
import { not_found, Problem } from './problems.ts';

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

/** What the steps of an operation work with. One run is one database transaction. */
export interface Run<Input> {
  input: Input;
  caller: Caller;
  /** The instant at which this run began; it does not move. */
  now: string;
  tx: Db;
  /** Asks a decision table; inputs, rule and outputs are kept in the audit log. */
  decide<Inputs, Outputs>(step: string, decision: Decision<Inputs, Outputs>, inputs: Inputs): Outputs;
}

/** A decision table of the specification. */
export interface Decision<Inputs, Outputs> {
  name: string;
  /** Inputs that are classified: the audit log leaves them out. */
  hidden: readonly string[];
  decide: (inputs: Inputs) => Outputs;
}

/** Asks decision tables, and writes down what they were asked and what they said. */
export function recording(decisions: object[]): Run<never>['decide'] {
  return (step, { name, hidden, decide }, inputs) => {
    const outputs = decide(inputs);
    const shown = Object.entries(Object(inputs)).filter(([input]) => !hidden.includes(input));
    decisions.push({ step, decision: name, inputs: Object.fromEntries(shown), outputs });
    return outputs;
  };
}

/** What the operations share. */
export interface Service {
  db: Database;
  authenticate: Authenticate;
  metrics: Metrics;
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
    /** The checked input for the audit log. */
    shown: unknown;
    /** What decision tables said so far. */
    decisions: object[] | null;
  }
  interface FastifyContextConfig {
    operation?: Operation;
  }
}

export const SPEC_VERSION = '1.0.0';

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
  const caller = request.caller ?? ANYBODY;
  return service.db.transaction(async (tx, last) => {
    const now = new Date().toISOString();
    const decisions: object[] = [];
    request.decisions = decisions;
    const output = await operation.steps({ input: input as never, caller, now, tx, decide: recording(decisions) });
    const answer = answerOf(operation, output);
    last(
      appendAudit(tx, {
        at: now,
        request: request.id,
        operation: operation.name,
        specVersion: SPEC_VERSION,
        actor: caller.id,
        status: answer.status,
        input: operation.record.includes('request') ? shown : null,
        output: shownOutput(operation, answer),
        decisions: operation.record.length > 0 ? decisions : null,
      }),
    );
    return answer;
  });
}

const ANYBODY: Caller = { id: 'anonymous', roles: [], scopes: [] };

/** What the caller sent for this operation, checked, and its copy. Other parts of the request are not looked at. */
function inputOf(operation: Operation, request: FastifyRequest): { input: object; shown: object } {
  const { body, parameters } = operation;
  const sent = body === null ? {} : parsed<object>(body, request.body);
  const named = parameters === null ? {} : parametersOf(parameters, request);
  return {
    input: { ...sent, ...named },
    shown: { ...sent, ...named },
  };
}

function parametersOf({ schema }: Parameters, request: FastifyRequest): object {
  const values = { ...Object(request.params) };
  const faults = faultsOf(schema, values);
  if (faults.length > 0) throw new Problem(not_found);
  return values;
}

/** The answer, if the specification wants it kept. */
export function shownOutput({ record, output }: Operation, answer: { body: unknown }): unknown {
  if (!record.includes('response') || output === null) return null;
  return answer.body;
}

/** Checks the output against the API document. */
export function answerOf({ status, output }: Operation, value: unknown): Answer {
  return { status, body: output === null ? undefined : promised(output, value), headers: {} };
}
