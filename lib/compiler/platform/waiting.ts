import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Import, imports } from '../text/imports.ts';

/** src/platform/waiting.ts: requests that wait for a person, and going on after. */
export function waitingFile(plan: Plan): string {
  const { records, outside, drives } = plan;
  return code`
    ${imports(importsOf(plan))}

    /** A step that a person does: what has to be done, by whom, and the form of the answer. */
    export interface TaskDefinition {
      step: string;
      title: string;
      instruction: string;
      /** Roles; whoever has one of them may do the task. */
      candidates: readonly string[];
      form: SchemaName;
    }

    type Stopped = Extract<Progress, { pending: unknown }>;

    /** Stores a request that comes to a person for the first time. The caller reads 202. */
    export async function suspend(ground: Ground, { journal, pending }: Stopped): Promise<Answer> {
      const { service, tx, now, id, operation } = ground;
      await tx.query(
        \`INSERT INTO platform.request (id, operation, caller, state, sealed, created_at)
         VALUES ($1, $2, $3, 'waiting', $4, $5)\`,
        [id, operation.name, journal.caller.id, service.seal.close(id, told(journal)), now],
      );
      await openTasks(ground, pending);
      const body = { id, operation: operation.name, state: 'waiting' };
      return { status: 202, body, headers: { location: \`/requests/\${id}\` } };
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
    export async function resume(ground: Ground, before: Journal): Promise<void> {
      const { service, tx, now, id, operation } = ground;
      await tx.script('SAVEPOINT steps');
      const progress = await advance(ground, before).catch(async (error: unknown) => {
        const problem = asProblem(error);
        if (isLost(error) || (problem.error.status >= 500 && error !== problem)) throw error;
        await tx.script('ROLLBACK TO SAVEPOINT steps');
        return { journal: before, problem: problemDocument(problem) };
      });
      const { journal } = progress;
      ${when(drives, RUNNING)}
      if ('pending' in progress) {
        const sealed = service.seal.close(id, told(journal));
        await tx.query(${drives ? '"UPDATE platform.request SET state = \'waiting\', sealed = $2 WHERE id = $1"' : "'UPDATE platform.request SET sealed = $2 WHERE id = $1'"}, [id, sealed]);
        await openTasks(ground, progress.pending);
        ${when(records || outside, news(plan))}
        return;
      }
      const failed = 'problem' in progress;
      const answer = failed
        ? { status: progress.problem.status, body: progress.problem }
        : answerOf(operation, progress.output);
      await tx.query('UPDATE platform.request SET state = $2, sealed = $3, finished_at = $4 WHERE id = $1', [
        id,
        failed ? 'failed' : 'succeeded',
        service.seal.close(id, { ...told(journal), ...(failed ? { problem: answer.body } : { result: answer.body }) }),
        now,
      ]);
      await record(ground, journal, answer.status, shownOutput(operation, answer));
    }

    /** Keeps what came of a request after its first answer; its input is in its first record. */
    function record(ground: Ground, journal: Journal, status: number, output: unknown): Promise<void> {
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
}

function importsOf({ drives }: Plan): Import[] {
  return [
    ['node:crypto', 'randomUUID'],
    ['./audit.ts', 'appendAudit'],
    ['./contract.ts', 'type SchemaName'],
    ['./db.ts', 'isLost'],
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
      ...(drives ? ['workOf'] : []),
    ],
  ];
}

/** What is stored of a journal once the audit log has what is new in it. */
function told({ records, outside }: Plan): string {
  const parts = [...(records ? ['audited: journal.decisions.length'] : []), ...(outside ? ['calls: []'] : [])];
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
  return `if (${some.join(' || ')}) await record(ground, journal, 202, null);`;
}

const RUNNING = code`
  if (!('problem' in progress) && workOf(progress).length > 0) {
    // Other systems are asked once this transaction is over: the driver goes on.
    await tx.query(\`UPDATE platform.request SET state = 'running', sealed = $2 WHERE id = $1\`, [
      id,
      service.seal.close(id, journal),
    ]);
    return;
  }
`;
