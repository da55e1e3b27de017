import type { FastifyInstance, FastifyRequest } from 'fastify';
import openapi from '../../openapi.json' with { type: 'json' };
import { appendAudit } from './audit.ts';
import type { Caller } from './auth.ts';
import { parsed } from './contract.ts';
import type { Db } from './db.ts';
import { masked } from './mask.ts';
import { maskedInput, type Operation, type Service, SPEC_VERSION } from './operation.ts';
import { sendOperatorPage, wantsPage } from './operator-page.ts';
import { conflict, forbidden, invalid_input, not_found, Problem } from './problems.ts';
import { openJournal, resume, type TaskDefinition } from './waiting.ts';

/** An operation that waits for people, and the tasks that it may give them. */
export interface Flow {
  operation: Operation;
  tasks: readonly TaskDefinition[];
}

/** Refuses to start where a request waits for a step that this release does not have: nobody could ever answer it. */
export async function refuseLostTasks(db: Db, flows: readonly Flow[]): Promise<void> {
  const steps = flows.flatMap(({ operation, tasks }) => tasks.map(({ step }) => `${operation.name}/${step}`));
  const lost = await db.query<{ step: string; count: number }>(
    `SELECT operation || '/' || step AS step, count(*) AS count FROM platform.task
     WHERE state <> 'completed' AND operation || '/' || step <> ALL ($1) GROUP BY 1 ORDER BY 1`,
    [steps],
  );
  if (lost.length === 0) return;
  const said = lost.map(({ step, count }) => `${count} at ${step}`).join(', ');
  throw new Error(`requests wait for steps that this release does not have: ${said}`);
}

const PAGE = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Inbox {
  service: Service;
  flows: readonly Flow[];
}

interface ById {
  Params: { id: string };
}

/** Serves the requests that wait, and the tasks of the people that they wait for. */
export function useTasks(app: FastifyInstance, service: Service, flows: readonly Flow[]): void {
  const inbox = { service, flows };
  const known = async (request: FastifyRequest): Promise<Caller> => {
    request.caller = await service.authenticate(request);
    return request.caller;
  };
  app.get<ById>('/requests/:id', async (request, reply) => {
    const found = await readRequest(inbox, await known(request), request.params.id);
    return reply.headers(found.state === 'waiting' ? { 'retry-after': '5' } : {}).send(found);
  });
  app.get<{ Querystring: { offset?: string } }>('/tasks', async (request, reply) =>
    wantsPage(request) ? sendOperatorPage(reply) : listTasks(inbox, await known(request), request.query.offset),
  );
  app.get<ById>('/tasks/:id', async (request) => readTask(inbox, await known(request), request.params.id));
  app.post<ById>('/tasks/:id/claim', async (request) => claimTask(inbox, await known(request), request.params.id));
  app.post<ById>('/tasks/:id/complete', async (request) =>
    completeTask(inbox, await known(request), request.params.id, request.body),
  );
}

interface RequestRow {
  operation: string;
  caller: string;
  state: 'waiting' | 'succeeded' | 'failed';
  sealed: Uint8Array;
}

interface RequestView {
  id: string;
  operation: string;
  state: RequestRow['state'];
  result?: unknown;
  problem?: unknown;
}

/** How a request stands. Only who started it and who may work on it learn that it exists; kept for 30 days. */
async function readRequest({ service, flows }: Inbox, caller: Caller, id: string): Promise<RequestView> {
  if (!UUID.test(id)) throw new Problem(not_found);
  const [row] = await service.db.query<RequestRow>(
    `SELECT operation, caller, state, sealed FROM platform.request
     WHERE id = $1 AND (finished_at IS NULL OR finished_at > now() - interval '30 days')`,
    [id],
  );
  const tasks = flows.find((flow) => flow.operation.name === row?.operation)?.tasks ?? [];
  if (row === undefined || (row.caller !== caller.id && !tasks.some((task) => isCandidate(caller, task)))) {
    throw new Problem(not_found);
  }
  const { result, problem } = service.seal.open<{ result?: unknown; problem?: unknown }>(id, row.sealed);
  const outcome = row.state === 'failed' ? { problem } : row.state === 'succeeded' ? { result } : {};
  return { id, operation: row.operation, state: row.state, ...outcome };
}

interface TaskRow {
  id: string;
  request: string;
  operation: string;
  step: string;
  state: 'open' | 'claimed' | 'completed';
  claimedBy: string | null;
  createdAt: string;
  sealed: Uint8Array;
}

const TASKS = `SELECT task.id, task.request, task.operation, task.step, task.state, task.claimed_by AS "claimedBy",
    task.created_at AS "createdAt", request.sealed
  FROM platform.task JOIN platform.request ON request.id = task.request`;

/** The tasks that are not completed, oldest first, 50 at a time. What callers sent is masked here. */
async function listTasks(inbox: Inbox, caller: Caller, from = '0'): Promise<object> {
  const steps = candidateSteps(inbox, caller);
  if (!/^\d{1,6}$/.test(from)) throw new Problem(invalid_input, 'offset is a number from 0 to 999999');
  const offset = Number(from);
  const found = await inbox.service.db.query<{ id: string }>(
    `SELECT id FROM platform.task WHERE state <> 'completed' AND operation || '/' || step = ANY ($1)
     ORDER BY created_at, id LIMIT $2 OFFSET $3`,
    [steps, PAGE + 1, offset],
  );
  const tasks: object[] = [];
  // One at a time: what callers sent may be large, and fifty of it together would not fit.
  for (const { id } of found.slice(0, PAGE)) {
    const [row] = await inbox.service.db.query<TaskRow>(`${TASKS} WHERE task.id = $1`, [id]);
    if (row !== undefined && row.state !== 'completed') tasks.push(view(inbox, row, false));
  }
  return { tasks, next: found.length > PAGE ? offset + PAGE : null };
}

/** One task. Whoever has claimed it sees what the caller sent in full; that is audited. */
async function readTask(inbox: Inbox, caller: Caller, id: string): Promise<object> {
  return inbox.service.db.transaction(async (tx) => {
    const row = await taskFor(inbox, tx, caller, id);
    const full = row.state === 'claimed' && row.claimedBy === caller.id;
    if (full) await recordTask(tx, caller, 'read', row, null);
    return view(inbox, row, full);
  });
}

/** Gives the task to one person. Claiming one's own task again changes nothing. */
async function claimTask(inbox: Inbox, caller: Caller, id: string): Promise<object> {
  return inbox.service.db.transaction(async (tx) => {
    const row = await taskFor(inbox, tx, caller, id);
    if (row.state === 'completed') throw new Problem(conflict, 'The task is completed already');
    if (row.state === 'claimed' && row.claimedBy !== caller.id)
      throw new Problem(conflict, 'Another person has claimed it');
    await tx.query(`UPDATE platform.task SET state = 'claimed', claimed_by = $2 WHERE id = $1`, [id, caller.id]);
    await recordTask(tx, caller, 'claim', row, null);
    return view(inbox, { ...row, state: 'claimed', claimedBy: caller.id }, true);
  });
}

/** Takes the person's answer and goes on with the request, in one transaction. */
async function completeTask(inbox: Inbox, caller: Caller, id: string, body: unknown): Promise<object> {
  return inbox.service.db.transaction(async (tx) => {
    const row = await taskFor(inbox, tx, caller, id);
    if (row.state === 'completed') throw new Problem(conflict, 'The task is completed already');
    if (row.state === 'claimed' && row.claimedBy !== caller.id)
      throw new Problem(conflict, 'Another person has claimed it');
    const { operation, task } = definitionOf(inbox, row);
    const values = parsed<object>(task.form, body);
    const now = new Date().toISOString();
    await tx.query(`UPDATE platform.task SET state = 'completed', claimed_by = $2, completed_at = $3 WHERE id = $1`, [
      id,
      caller.id,
      now,
    ]);
    await recordTask(tx, caller, 'complete', row, masked(task.form, values));
    const journal = openJournal(inbox.service, row.request, row.sealed);
    const results = { ...journal.results, [row.step]: values };
    await resume({ service: inbox.service, operation, tx, now, id: row.request }, { ...journal, results });
    return { id, request: row.request, state: 'completed' };
  });
}

/** The task, locked together with its request; a task of other candidates is as good as none. */
async function taskFor(inbox: Inbox, tx: Db, caller: Caller, id: string): Promise<TaskRow> {
  const steps = candidateSteps(inbox, caller);
  if (!UUID.test(id)) throw new Problem(not_found);
  const [row] = await tx.query<TaskRow>(`${TASKS} WHERE task.id = $1 FOR UPDATE`, [id]);
  if (row === undefined || !steps.includes(`${row.operation}/${row.step}`)) throw new Problem(not_found);
  return row;
}

/** The steps that the caller may do; whoever may do none has no business here. */
function candidateSteps({ flows }: Inbox, caller: Caller): string[] {
  const steps = flows.flatMap(({ operation, tasks }) =>
    tasks.filter((task) => isCandidate(caller, task)).map((task) => `${operation.name}/${task.step}`),
  );
  if (steps.length === 0) throw new Problem(forbidden);
  return steps;
}

function isCandidate(caller: Caller, task: TaskDefinition): boolean {
  return task.candidates.some((role) => caller.roles.includes(role));
}

function definitionOf({ flows }: Inbox, row: TaskRow): { operation: Operation; task: TaskDefinition } {
  const flow = flows.find(({ operation }) => operation.name === row.operation);
  const task = flow?.tasks.find(({ step }) => step === row.step);
  if (flow === undefined || task === undefined)
    throw new Error(`this release has no step ${row.operation}/${row.step}`);
  return { operation: flow.operation, task };
}

function view(inbox: Inbox, row: TaskRow, full: boolean): object {
  const { sealed, ...facts } = row;
  const { operation, task } = definitionOf(inbox, row);
  const { input, results } = openJournal(inbox.service, row.request, sealed);
  const steps = inbox.flows.find((flow) => flow.operation === operation)?.tasks ?? [];
  const findings = steps.flatMap(({ step }) => {
    const result = results[step];
    const finding = result instanceof Object && 'finding' in result ? result.finding : undefined;
    return typeof finding === 'string' && finding !== '' ? [{ step, finding }] : [];
  });
  return {
    ...facts,
    title: task.title,
    instruction: task.instruction,
    input: full ? input : maskedInput(operation, input),
    findings,
    form: openapi.components.schemas[task.form],
  };
}

function recordTask(
  tx: Db,
  caller: Caller,
  did: 'read' | 'claim' | 'complete',
  row: Pick<TaskRow, 'request' | 'operation' | 'step'>,
  values: unknown,
): Promise<void> {
  return appendAudit(tx, {
    at: new Date().toISOString(),
    request: row.request,
    operation: `${row.operation}/${row.step}/${did}`,
    specVersion: SPEC_VERSION,
    actor: caller.id,
    status: 200,
    input: values,
    output: null,
    decisions: null,
  });
}
