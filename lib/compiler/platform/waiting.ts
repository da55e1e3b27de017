import type { Plan } from '../plan.ts';
import { reports } from '../service/report.ts';
import { code, when } from '../text/code.ts';
import { group, indent, line, list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';

/** src/platform/waiting.ts: requests that wait for a person, and going on after. */
export function waitingFile(plan: Plan): string {
  const { records, outside, drives, people, timers, userTasks, dues, wire, files, media } = plan;
  const scheduled = plan.schedules.some(({ waits }) => waits);
  const flag = files.sends || media.writes ? ', waits: true' : '';
  return code`
    ${imports(importsOf(plan))}

    ${when(people, definition(plan))}

    ${when(userTasks, ABOUT)}

    type Stopped = Extract<Progress, { pending: unknown }>;

    /** Stores a request that stops for a person or a time. The caller reads 202. */
    export async function suspend(ground: Ground, { journal, pending }: Stopped): Promise<Answer> {
      const { service, tx, now, id, operation } = ground;
      await tx.query(
        \`INSERT INTO platform.request (id, operation, caller, state, sealed, created_at${when(timers, ', wake_at')})
         VALUES ($1, $2, $3, 'waiting', $4, $5${when(timers, ', $6')})\`,
        ${print(list('[', ['id', 'operation.name', 'journal.caller.id', 'service.seal.close(id, told(journal))', 'now', ...(timers ? ['wakeAt(pending)'] : [])], '],'), 8)}
      );
      ${when(people, 'await openTasks(ground, pending);')}
      const headers = { location: \`/requests/\${id}\` };
      ${when(userTasks, RESPOND(wire.omits, wire.plainRecords, flag))}
      return { status: 202, body: { id, operation: operation.name, state: 'waiting' }, headers${flag} };
    }

    ${told(plan)}

    /** The journal of a request that waits; one of an earlier release may lack what is new. */
    export function openJournal({ seal }: Service, id: string, sealed: Uint8Array): Journal {
      const stored = seal.open<Pick<Journal, 'input' | 'caller'> & Partial<Journal>>(id, sealed);
      return { ...newJournal(stored.input, stored.caller), ...stored };
    }

    /**
     * Goes on after a person's answer, in the transaction that stores the answer: a crash in between leaves either both or
     * neither. A named error or a conflict with stored rows ends the request as failed; what the steps wrote since the answer
     * is undone. A failure of the service itself ends nothing: the answer is not taken and can be given again.
     */
    export async function resume(ground: Ground, before: Journal): Promise<${outside && drives ? 'Work[]' : 'void'}> {
      const { service, tx, now, id, operation } = ground;
      await tx.script('SAVEPOINT steps');
      const progress = await advance(ground, before).catch(async (error: unknown) => {
        const problem = asProblem(error);
        if (isLost(error) || (problem.error.status >= 500 && error !== problem)) throw error;
        await tx.script('ROLLBACK TO SAVEPOINT steps');
        return { journal: before, problem };
      });
      const { journal } = progress;
      ${when(drives && outside, RUNNING)}
      if ('pending' in progress) {
        const sealed = service.seal.close(id, told(journal));
        ${drives ? waitAgain(timers) : "await tx.query('UPDATE platform.request SET sealed = $2 WHERE id = $1', [id, sealed]);"}
        ${when(people, 'await openTasks(ground, progress.pending);')}
        ${when(records || outside, news(plan))}
        return${when(outside && drives, ' []')};
      }
      const failed = 'problem' in progress;
      const answer = failed
        ? { status: progress.problem.error.status, body: problemDocument(progress.problem) }
        : answerOf(operation, progress.output);
      await tx.query('UPDATE platform.request SET state = $2, sealed = $3, finished_at = $4 WHERE id = $1', [
        id,
        failed ? 'failed' : 'succeeded',
        service.seal.close(id, { ...told(journal), ...(failed ? { problem: answer.body } : { result: answer.body }) }),
        now,
      ]);
      ${when(scheduled, "await endScheduled(service, tx, id, failed ? 'failed' : 'succeeded');")}
      await record(ground, journal, answer.status, shownOutput(operation, answer));
      ${when(outside && drives, 'return [];')}
    }

    ${when(timers, WAKE_AT)}

    /** Keeps what came of a request after its first answer; its input is in its first record. */
    ${when(drives, 'export ')}function record(ground: Ground, journal: Journal, status: number, output: unknown): Promise<void> {
      const { tx, now, id, operation } = ground;
      return appendAudit(tx, {
        at: now,
        request: id,
        operation: operation.name,
        specVersion: SPEC_VERSION,
        actor: journal.caller.id,
        status,
        input: null,
        output,
        decisions: ${records ? 'operation.record.length > 0 ? journal.decisions.slice(journal.audited) : null' : 'null'},
        ${when(outside, 'calls: operation.record.length > 0 ? journal.calls : null,')}
      });
    }

    ${when(scheduled, END_SCHEDULED)}

    ${when(people, userTasks ? openAboutTasks(dues) : OPEN_TASKS)}
  `;
}

function importsOf({ drives, people, outside, userTasks, wire, schedules }: Plan): Import[] {
  const scheduled = schedules.some(({ waits }) => waits);
  return [
    ['node:crypto', ...(people ? ['randomUUID'] : [])],
    ['./audit.ts', 'appendAudit'],
    ['./contract.ts', ...(people ? ['type SchemaName'] : [])],
    ['./db.ts', ...(scheduled ? ['type Db'] : []), 'isLost'],
    ['./mask.ts', ...(userTasks ? ['maskedFields'] : [])],
    ['./nulls.ts', ...(userTasks && wire.omits ? ['withoutNulls'] : [])],
    ['./operation.ts', 'type Answer', 'answerOf', 'type Service', 'SPEC_VERSION', 'shownOutput'],
    ['./problems.ts', 'asProblem', 'problemDocument'],
    [
      './run.ts',
      'advance',
      'type Ground',
      'type Journal',
      'newJournal',
      'type Pending',
      'type Progress',
      ...(drives && outside ? ['type Work', 'workOf'] : []),
    ],
  ];
}

function definition({ userTasks, dues }: Plan): string {
  return code`
    /** A step that a person does: what has to be done, by whom, and the form of the answer. */
    export interface TaskDefinition {
      step: string;
      title: string;
      instruction: string;
      /** Roles; whoever has one of them may do the task. */
      candidates: readonly string[];
      form: SchemaName;
      ${when(userTasks, '/** The answer says who gave it and when, and the person sees what the step shows instead of the request. */\nsigned?: true;')}
      ${when(dues, '/** Until when it has to be done; then the role `escalate` may do it too. */\ndue?: { within: string; escalate: string | null };'.replaceAll('\\`', '`'))}
    }
  `;
}

const ABOUT = code`
  /** What a step says of its task besides. */
  export interface About {
    /** Ids of people who must not do it. */
    notBy?: readonly (string | null)[];
    /** What the person sees, by name. */
    show?: Record<string, unknown>;
    /** What the caller reads while it waits. */
    respond?: { status: number; body: Record<string, unknown> };
  }
`;

const RESPOND = (omits: boolean, plain: boolean, flag: string): string => code`
  const [respond] = pending.flatMap((one) => (one.kind === 'task' ? (one.about.respond ?? []) : []));
  ${omits || plain ? lean(omits, plain, flag) : left(flag)}
`;

function left(flag: string): string {
  const given = `return { ...respond, headers, shown: maskedFields([operation.output], respond.body)${flag} };`;
  return print(group(['if (respond !== undefined)', indent([line, given])]), 6);
}

function lean(omits: boolean, plain: boolean, flag: string): string {
  return code`
    if (respond !== undefined) {
      const { output${when(omits, ', omitsNulls')}${when(plain, ', plainRecord')} } = operation;
      ${when(omits, 'const body = omitsNulls && output !== null ? withoutNulls(output, respond.body) : respond.body;')}
      return { ...respond,${when(omits, ' body,')} headers, shown: maskedFields([output], respond.body${when(plain, ', plainRecord')})${flag} };
    }
  `;
}

function waitAgain(timers: boolean): string {
  const wake = timers ? ', wake_at = $3' : '';
  return code`
    await tx.query(
      \`UPDATE platform.request SET state = 'waiting', sealed = $2${wake}, lease_until = NULL, attempts = 0 WHERE id = $1\`,
      [id, sealed${when(timers, ', wakeAt(progress.pending)')}],
    );
  `;
}

const WAKE_AT = code`
  /** The first of the instants that a run waits for. */
  function wakeAt(pending: readonly Pending[]): string | null {
    return pending.flatMap((one) => (one.kind === 'timer' ? [one.at] : [])).sort()[0] ?? null;
  }
`;

const OPEN_TASKS = code`
  /** Each task is there once, however often the run comes to it. */
  async function openTasks({ tx, id, now, operation }: Ground, pending: readonly Pending[]): Promise<void> {
    const tasks = pending.flatMap((one) => (one.kind === 'task' ? [one.task] : []));
    for (const { step } of tasks) {
      await tx.query(
        \`INSERT INTO platform.task (id, request, operation, step, state, created_at) VALUES ($1, $2, $3, $4, 'open', $5)
         ON CONFLICT (request, step) DO NOTHING\`,
        [randomUUID(), id, operation.name, step, now],
      );
    }
  }
`;

/** The same, with what the task shows, encrypted, and until when it has to be done. */
function openAboutTasks(dues: boolean): string {
  return code`
    /** Each task is there once, however often the run comes to it. */
    async function openTasks({ service, tx, id, now, operation }: Ground, pending: readonly Pending[]): Promise<void> {
      for (const one of pending) {
        if (one.kind !== 'task') continue;
        const { step${when(dues, ', due')} } = one.task;
        const task = randomUUID();
        const { notBy = [], show = {} } = one.about;
        await tx.query(
          \`INSERT INTO platform.task (id, request, operation, step, state, created_at, sealed${when(dues, ', due_at')})
           VALUES ($1, $2, $3, $4, 'open', $5, $6${when(dues, ', $5::timestamptz + $7::interval')}) ON CONFLICT (request, step) DO NOTHING\`,
          [task, id, operation.name, step, now, service.seal.close(task, { notBy, show })${when(dues, ', due?.within ?? null')}],
        );
      }
    }
  `;
}

/** What is stored of a journal once the audit log has what is new in it. */
function told(plan: Plan): string {
  const { records, outside } = plan;
  const parts = [
    ...(records ? ['audited: journal.decisions.length'] : []),
    ...(outside ? ['calls: []'] : []),
    ...(outside && reports(plan) ? ['told: [...journal.told, ...journal.calls]'] : []),
  ];
  return code`
    /** A journal of which the audit log knows everything. */
    function told(journal: Journal): Journal {
      return ${parts.length === 0 ? 'journal' : `{ ...journal, ${parts.join(', ')} }`};
    }
  `;
}

function news({ records, outside }: Plan): string {
  const some = [
    ...(records ? ['journal.decisions.length > journal.audited'] : []),
    ...(outside ? ['journal.calls.length > 0'] : []),
  ];
  const test = `if (${some.join(' || ')})`;
  const kept = 'await record(ground, journal, 202, null);';
  return `${test}${test.length + kept.length < 116 ? ' ' : '\n  '}${kept}`;
}

const END_SCHEDULED = code`
  /** The run of a schedule that waited is over, if the request is one: the schedule may run again. */
  export async function endScheduled(
    { metrics }: Service,
    tx: Db,
    request: string,
    state: 'succeeded' | 'failed',
  ): Promise<void> {
    const ended = await tx.query<{ schedule: string }>(
      'UPDATE platform.schedule_run SET state = $2 WHERE request = $1 RETURNING schedule',
      [request, state],
    );
    for (const { schedule } of ended) metrics.count('schedule_runs_total', { schedule, outcome: state });
  }
`;

const RUNNING = code`
  if (!('problem' in progress) && workOf(progress).length > 0) {
    // Other systems are asked once this transaction is over.
    await tx.query(\`UPDATE platform.request SET state = 'running', sealed = $2 WHERE id = $1\`, [
      id,
      service.seal.close(id, journal),
    ]);
    return workOf(progress);
  }
`;
