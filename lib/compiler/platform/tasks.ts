import { allTasks } from '../asked-tasks.ts';
import type { Plan } from '../plan.ts';
import { awaitedFiles } from '../service/awaited-files.ts';
import { isOptional } from '../service/types.ts';
import { asksInLoops } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { conductedType } from './operation-contract.ts';
import { resultFileRoute } from './result-files.ts';
import { completeRoute, FILE_ROUTE, READ_FILE } from './task-files.ts';

/** src/platform/tasks.ts: requests that wait and the tasks of people. */
export function tasksFile(plan: Plan): string {
  const { records, outside, userTasks, dues, drives, files } = plan;
  const later = awaitedFiles(plan).length > 0;
  const rounds = asksInLoops(plan.steps, plan.model.processes);
  const own = rounds ? "regexp_replace(step, '[[][0-9]+[]]', '', 'g')" : 'step';
  const conducted = conductedType(plan);
  const blanks = allTasks(plan).some(
    ({ step, form }) => step.kind === 'userTask' && form.some(({ type }) => isOptional(type, plan.model)),
  );
  const ground = [
    'service: inbox.service',
    'operation',
    'tx',
    'now',
    'id: row.request',
    ...(outside ? ['deadline: Date.now() + operation.deadlineMs'] : []),
    ...(records || outside ? ['trace: { journal: null }'] : []),
  ];
  return code`
    ${imports([
      ['fastify', 'type FastifyInstance', 'type FastifyRequest'],
      ['../../openapi.json', 'default openapi'],
      ['./audit.ts', 'appendAudit'],
      ['./auth.ts', 'type Caller'],
      ['./contract.ts', ...(files.inner ? ['heldFiles'] : []), 'parsed'],
      ['./db.ts', ...(dues ? ['type Database'] : []), 'type Db'],
      ['./files.ts', ...(files.given ? ['keepContents'] : []), ...(files.shown || later ? ['sendFile'] : [])],
      ['./forms.ts', ...(files.given ? ['SentForm'] : [])],
      ['./mask.ts', 'masked'],
      [
        './operation.ts',
        ...(conducted === 'Conducted' ? ['type Conducted'] : []),
        plan.wire.renames ? 'maskedOwn' : 'maskedInput',
        ...(conducted === 'Operation' ? ['type Operation'] : []),
        'type Service',
        'SPEC_VERSION',
      ],
      ['./operator-page.ts', 'sendOperatorPage', 'wantsPage'],
      ['./problems.ts', 'conflict', 'forbidden', 'invalid_input', 'not_found', 'Problem'],
      ['./result-files.ts', ...(later ? ['fileOf'] : [])],
      ['./waiting.ts', 'openJournal', 'resume', 'type TaskDefinition'],
    ])}

    /** An operation that waits for people, and the tasks that it may give them. */
    export interface Flow {
      operation: ${conducted};
      tasks: readonly TaskDefinition[];
    }

    /** Refuses to start where a request waits for a step that this release does not have: nobody could ever answer it. */
    export async function refuseLostTasks(db: Db, flows: readonly Flow[]): Promise<void> {
      const steps = flows.flatMap(({ operation, tasks }) => tasks.map(({ step }) => \`\${operation.name}/\${step}\`));
      const lost = await db.query<{ step: string; count: number }>(
        \`SELECT operation || '/' || ${own} AS step, count(*) AS count FROM platform.task
         WHERE state <> 'completed' AND operation || '/' || ${own} <> ALL ($1) GROUP BY 1 ORDER BY 1\`,
        [steps],
      );
      if (lost.length === 0) return;
      const said = lost.map(({ step, count }) => \`\${count} at \${step}\`).join(', ');
      throw new Error(\`requests wait for steps that this release does not have: \${said}\`);
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
        ${drives ? RETRY_AFTER_DRIVEN : "return reply.headers(found.state === 'waiting' ? { 'retry-after': '5' } : {}).send(found);"}
      });
      ${resultFileRoute(plan, 'inbox, caller', 'const caller = await known(request);')}
      app.get<{ Querystring: { offset?: string } }>('/tasks', async (request, reply) =>
        wantsPage(request) ? sendOperatorPage(reply) : listTasks(inbox, await known(request), request.query.offset),
      );
      app.get<ById>('/tasks/:id', async (request) => readTask(inbox, await known(request), request.params.id));
      ${when(files.shown, FILE_ROUTE)}
      app.post<ById>('/tasks/:id/claim', async (request) => claimTask(inbox, await known(request), request.params.id));
      ${completeRoute(plan)}
    }

    interface RequestRow {
      operation: string;
      caller: string;
      state: 'waiting' |${when(drives, " 'running' |")} 'succeeded' | 'failed';
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
        \`SELECT operation, caller, state, sealed FROM platform.request
         WHERE id = $1 AND (finished_at IS NULL OR finished_at > now() - interval '30 days')\`,
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
      ${when(dues, 'dueAt: string | null;\nescalatedAt: string | null;')}
      sealed: Uint8Array;
      ${when(userTasks, 'about: Uint8Array;')}
    }

    const TASKS = \`SELECT task.id, task.request, task.operation, task.step, task.state, task.claimed_by AS "claimedBy",
        task.created_at AS "createdAt", ${when(dues, 'task.due_at AS "dueAt", task.escalated_at AS "escalatedAt", ')}${when(userTasks, 'task.sealed AS about, ')}request.sealed
      FROM platform.task JOIN platform.request ON request.id = task.request\`;

    /** The tasks that are not completed, oldest first, 50 at a time. What callers sent is masked here. */
    async function listTasks(inbox: Inbox, caller: Caller, from = '0'): Promise<object> {
      const ${dues ? '{ steps, escalated }' : 'steps'} = candidateSteps(inbox, caller);
      if (!/^\d{1,6}$/.test(from)) throw new Problem(invalid_input, 'offset is a number from 0 to 999999');
      const offset = Number(from);
      const found = await inbox.service.db.query<{ id: string }>(
        \`SELECT id FROM platform.task WHERE state <> 'completed' AND ${dues ? DOABLE.replaceAll('|| step', `|| ${own}`) : `operation || '/' || ${own} = ANY ($1)`}
         ORDER BY created_at, id LIMIT $2 OFFSET $3\`,
        [steps, PAGE + 1, offset${when(dues, ', escalated')}],
      );
      const tasks: object[] = [];
      // One at a time: what callers sent may be large, and fifty of it together would not fit.
      for (const { id } of found.slice(0, PAGE)) {
        const [row] = await inbox.service.db.query<TaskRow>(\`\${TASKS} WHERE task.id = $1\`, [id]);
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

    ${when(files.shown, READ_FILE)}

    /** Gives the task to one person. Claiming one's own task again changes nothing. */
    async function claimTask(inbox: Inbox, caller: Caller, id: string): Promise<object> {
      return inbox.service.db.transaction(async (tx) => {
        const row = await taskFor(inbox, tx, caller, id);
        ${when(userTasks, 'refuseOwn(inbox, row, caller);')}
        if (row.state === 'completed') throw new Problem(conflict, 'The task is completed already');
        if (row.state === 'claimed' && row.claimedBy !== caller.id)
          throw new Problem(conflict, 'Another person has claimed it');
        await tx.query(\`UPDATE platform.task SET state = 'claimed', claimed_by = $2 WHERE id = $1\`, [id, caller.id]);
        await recordTask(tx, caller, 'claim', row, null);
        return view(inbox, { ...row, state: 'claimed', claimedBy: caller.id }, true);
      });
    }

    /** Takes the person's answer and goes on with the request, in one transaction. */
    async function completeTask(inbox: Inbox, caller: Caller, id: string, ${files.given ? 'sent: FastifyRequest' : 'body: unknown'}): Promise<object> {
      ${when(files.given, 'const { body, uploads } = sent;')}
      return inbox.service.db.transaction(async (tx) => {
        const row = await taskFor(inbox, tx, caller, id);
        ${when(userTasks, 'refuseOwn(inbox, row, caller);')}
        if (row.state === 'completed') throw new Problem(conflict, 'The task is completed already');
        if (row.state === 'claimed' && row.claimedBy !== caller.id)
          throw new Problem(conflict, 'Another person has claimed it');
        const { operation, task } = definitionOf(inbox, row);
        const values = parsed<object>(task.form, ${files.given ? 'body instanceof SentForm ? body.as(task.form) : body' : 'body'});
        ${when(files.given, `await keepContents(tx, ${files.inner ? '[...uploads, ...heldFiles()]' : 'uploads'}, row.request);`)}
        const now = new Date().toISOString();
        await tx.query(\`UPDATE platform.task SET state = 'completed', claimed_by = $2, completed_at = $3 WHERE id = $1\`, [
          id,
          caller.id,
          now,
        ]);
        await recordTask(tx, caller, 'complete', row, masked(task.form, values));
        const journal = openJournal(inbox.service, row.request, row.sealed);
        ${when(userTasks, `const given = task.signed === true ? { ...${blanks ? 'blank(task), ...' : ''}values, by: caller.id, at: now } : values;`)}
        const results = { ...journal.results, [row.step]: ${userTasks ? 'given' : 'values'} };
        ${print(['await ', list('resume(', [list('{', ground, '}', true), '{ ...journal, results }'], ')'), ';'], 4)}
        return { id, request: row.request, state: 'completed' };
      });
    }

    ${when(blanks, BLANK)}

    /** The task, locked together with its request; a task of other candidates is as good as none. */
    async function taskFor(inbox: Inbox, tx: Db, caller: Caller, id: string): Promise<TaskRow> {
      const ${dues ? '{ steps, escalated }' : 'steps'} = candidateSteps(inbox, caller);
      if (!UUID.test(id)) throw new Problem(not_found);
      const [row] = await tx.query<TaskRow>(\`\${TASKS} WHERE task.id = $1 FOR UPDATE\`, [id]);
      ${rounds ? ofAnyRound(dues ? FOUND_OR_ESCALATED : FOUND) : dues ? FOUND_OR_ESCALATED : FOUND}
      return row;
    }

    ${dues ? ESCALATED_STEPS : CANDIDATE_STEPS}

    function isCandidate(caller: Caller, task: TaskDefinition): boolean {
      return task.candidates.some((role) => caller.roles.includes(role));
    }

    function definitionOf({ flows }: Inbox, row: TaskRow): { operation: ${conducted}; task: TaskDefinition } {
      const flow = flows.find(({ operation }) => operation.name === row.operation);
      const task = flow?.tasks.find(({ step }) => step === ${rounds ? 'stepOf(row)' : 'row.step'});
      if (flow === undefined || task === undefined)
        throw new Error(\`this release has no step \${row.operation}/\${row.step}\`);
      return { operation: flow.operation, task };
    }

    ${when(rounds, STEP_OF)}

    function view(inbox: Inbox, row: TaskRow, full: boolean): object {
      const { sealed${when(userTasks, ', about')}${when(dues, ', escalatedAt: _')}, ...facts } = row;
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
        input: ${when(userTasks, 'task.signed === true ? shownOf(inbox, row.id, about, full) : ')}full ? input : ${plan.wire.renames ? 'maskedOwn' : 'maskedInput'}(operation, input),
        findings,
        form: openapi.components.schemas[task.form],
      };
    }

    ${when(userTasks, ABOUT)}

    ${when(dues, ESCALATE)}

    function recordTask(
      tx: Db,
      caller: Caller,
      did: 'read' | 'claim' | 'complete'${when(dues, " | 'escalate'")},
      row: Pick<TaskRow, 'request' | 'operation' | 'step'>,
      values: unknown,
    ): Promise<void> {
      return appendAudit(tx, {
        at: new Date().toISOString(),
        request: row.request,
        operation: \`\${row.operation}/\${row.step}/\${did}\`,
        specVersion: SPEC_VERSION,
        actor: caller.id,
        status: 200,
        input: values,
        output: null,
        decisions: null,
      });
    }
  `;
}

const RETRY_AFTER_DRIVEN = code`
  const waits = found.state === 'waiting' || found.state === 'running';
  return reply.headers(waits ? { 'retry-after': '5' } : {}).send(found);
`;

const DOABLE = `(operation || '/' || step = ANY ($1)
           OR (escalated_at IS NOT NULL AND operation || '/' || step = ANY ($4)))`;

/** Looks for the step of a task, whichever round it is of. */
function ofAnyRound(text: string): string {
  return text.replace('{row.step}', '{stepOf(row)}').replace('{row?.step}', '{row && stepOf(row)}');
}

const STEP_OF = code`
  /** The step of a task, without the rounds of the loops that it is of. */
  function stepOf({ step }: Pick<TaskRow, 'step'>): string {
    return step.replace(/\[\d+\]/g, '');
  }
`;

const BLANK = code`
  /** What nobody said reads as null. */
  function blank({ form }: TaskDefinition): object {
    const { properties } = Object(openapi.components.schemas[form]);
    return Object.fromEntries(Object.keys(properties).map((name) => [name, null]));
  }
`;

const FOUND = code`
  if (row === undefined || !steps.includes(\`\${row.operation}/\${row.step}\`)) throw new Problem(not_found);
`;

const FOUND_OR_ESCALATED = code`
  const name = \`\${row?.operation}/\${row?.step}\`;
  if (row === undefined || !(steps.includes(name) || (row.escalatedAt !== null && escalated.includes(name)))) {
    throw new Problem(not_found);
  }
`;

const CANDIDATE_STEPS = code`
  /** The steps that the caller may do; whoever may do none has no business here. */
  function candidateSteps({ flows }: Inbox, caller: Caller): string[] {
    const steps = flows.flatMap(({ operation, tasks }) =>
      tasks.filter((task) => isCandidate(caller, task)).map((task) => \`\${operation.name}/\${task.step}\`),
    );
    if (steps.length === 0) throw new Problem(forbidden);
    return steps;
  }
`;

const ESCALATED_STEPS = code`
  /** The steps that the caller may do, at once or once they are overdue; whoever may do none has no business here. */
  function candidateSteps({ flows }: Inbox, caller: Caller): { steps: string[]; escalated: string[] } {
    const named = (wanted: (task: TaskDefinition) => boolean): string[] =>
      flows.flatMap(({ operation, tasks }) => tasks.filter(wanted).map((task) => \`\${operation.name}/\${task.step}\`));
    const steps = named((task) => isCandidate(caller, task));
    const escalated = named(({ due }) => due?.escalate != null && caller.roles.includes(due.escalate));
    if (steps.length + escalated.length === 0) throw new Problem(forbidden);
    return { steps, escalated };
  }
`;

const ABOUT = code`
  interface Sealed {
    notBy: readonly (string | null)[];
    show: object;
  }

  /** Four eyes: who must not do a task can neither take nor complete it. */
  function refuseOwn({ service }: Inbox, { id, about }: TaskRow, caller: Caller): void {
    if (service.seal.open<Sealed>(id, about).notBy.includes(caller.id)) throw new Problem(forbidden);
  }

  /** What a task shows, to whoever has claimed it. */
  function shownOf({ service }: Inbox, id: string, about: Uint8Array, full: boolean): object {
    return full ? service.seal.open<Sealed>(id, about).show : {};
  }
`;

const ESCALATE = code`
  /** Lets others do the tasks that are overdue, and says how many there were. Nobody decides in their place. */
  export function escalateTasks(db: Database): Promise<number> {
    return db.transaction(async (tx) => {
      const overdue = await tx.query<{ request: string; operation: string; step: string }>(
        \`UPDATE platform.task SET escalated_at = now() WHERE id IN (
           SELECT id FROM platform.task WHERE state <> 'completed' AND escalated_at IS NULL AND due_at <= now()
           ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED
         ) RETURNING request, operation, step\`,
      );
      const system: Caller = { id: 'system', roles: [], scopes: [] };
      for (const row of overdue) await recordTask(tx, system, 'escalate', row, null);
      return overdue.length;
    });
  }
`;
