import { randomUUID } from 'node:crypto';
import { appendAudit } from './audit.ts';
import type { SchemaName } from './contract.ts';
import { isLost } from './db.ts';
import { type Answer, answerOf, type Service, SPEC_VERSION, shownOutput } from './operation.ts';
import { asProblem, problemDocument } from './problems.ts';
import { advance, type Ground, type Journal, newJournal, type Pending, type Progress } from './run.ts';

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

/** Stores a request that stops for a person or a time. The caller reads 202. */
export async function suspend(ground: Ground, { journal, pending }: Stopped): Promise<Answer> {
  const { service, tx, now, id, operation } = ground;
  await tx.query(
    `INSERT INTO platform.request (id, operation, caller, state, sealed, created_at)
     VALUES ($1, $2, $3, 'waiting', $4, $5)`,
    [id, operation.name, journal.caller.id, service.seal.close(id, told(journal)), now],
  );
  await openTasks(ground, pending);
  const headers = { location: `/requests/${id}` };
  return { status: 202, body: { id, operation: operation.name, state: 'waiting' }, headers };
}

/** A journal of which the audit log knows everything. */
function told(journal: Journal): Journal {
  return journal;
}

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
    return { journal: before, problem };
  });
  const { journal } = progress;
  if ('pending' in progress) {
    const sealed = service.seal.close(id, told(journal));
    await tx.query('UPDATE platform.request SET sealed = $2 WHERE id = $1', [id, sealed]);
    await openTasks(ground, progress.pending);
    return;
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
    decisions: null,
  });
}

/** Each task is there once, however often the run comes to it. */
async function openTasks({ tx, id, now, operation }: Ground, pending: readonly Pending[]): Promise<void> {
  const tasks = pending.flatMap((one) => (one.kind === 'task' ? [one.task] : []));
  for (const { step } of tasks) {
    await tx.query(
      `INSERT INTO platform.task (id, request, operation, step, state, created_at) VALUES ($1, $2, $3, $4, 'open', $5)
       ON CONFLICT (request, step) DO NOTHING`,
      [randomUUID(), id, operation.name, step, now],
    );
  }
}
