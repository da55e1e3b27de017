import { randomUUID } from 'node:crypto';
import { appendAudit } from './audit.ts';
import type { Caller } from './auth.ts';
import type { SchemaName } from './contract.ts';
import { type Db, isLost } from './db.ts';
import { type Answer, answerOf, type Operation, type Service, SPEC_VERSION, shownOutput } from './operation.ts';
import { asProblem, problemDocument } from './problems.ts';

/** A step that a person does: what has to be done, by whom, and the form of the answer. */
export interface TaskDefinition {
  step: string;
  title: string;
  instruction: string;
  /** Roles; whoever has one of them may do the task. */
  candidates: readonly string[];
  form: SchemaName;
}

/** Gives the person's answer. `Values` is the type that the form's schema was written from. */
export type Person = <Values>(task: TaskDefinition) => Promise<Values>;

/** Everything that a request needs to go on later. It is stored encrypted. */
export interface State {
  input: object;
  caller: Caller;
  /** What steps gave so far, by their names. */
  results: Record<string, unknown>;
}

interface Ground {
  service: Service;
  tx: Db;
  now: string;
  id: string;
  operation: Operation;
}

/** Runs the steps for the first time. If they come to a person, the request is stored and the caller reads 202. */
export async function begin(ground: Ground, { input, caller }: Pick<State, 'input' | 'caller'>): Promise<Answer> {
  const { service, tx, now, id, operation } = ground;
  const state: State = { input, caller, results: {} };
  const progress = await advance(ground, state);
  if ('output' in progress) return answerOf(operation, progress.output);
  await tx.query(
    `INSERT INTO platform.request (id, operation, caller, state, sealed, created_at)
     VALUES ($1, $2, $3, 'waiting', $4, $5)`,
    [id, operation.name, caller.id, service.seal.close(id, state), now],
  );
  await openTask(ground, progress.task);
  const body = { id, operation: operation.name, state: 'waiting' };
  return { status: 202, body, headers: { location: `/requests/${id}` } };
}

/**
 * Goes on after a person's answer, in the transaction that stores the answer: a crash in between leaves either both or
 * neither. A named error or a conflict with stored rows ends the request as failed; what the steps wrote since the answer
 * is undone. A failure of the service itself ends nothing: the answer is not taken and can be given again.
 */
export async function resume(ground: Ground, state: State): Promise<void> {
  const { service, tx, now, id } = ground;
  await tx.script('SAVEPOINT steps');
  const progress = await advance(ground, state).catch(async (error: unknown) => {
    const problem = asProblem(error);
    if (isLost(error) || problem.error.status >= 500) throw error;
    await tx.script('ROLLBACK TO SAVEPOINT steps');
    return { problem: problemDocument(problem) };
  });
  const sealed = (more: object): Buffer => service.seal.close(id, { ...state, ...more });
  if ('task' in progress) {
    await tx.query('UPDATE platform.request SET sealed = $2 WHERE id = $1', [id, sealed({})]);
    await openTask(ground, progress.task);
    return;
  }
  const failed = 'problem' in progress;
  const answer = failed
    ? { status: progress.problem.status, body: progress.problem }
    : answerOf(ground.operation, progress.output);
  await tx.query('UPDATE platform.request SET state = $2, sealed = $3, finished_at = $4 WHERE id = $1', [
    id,
    failed ? 'failed' : 'succeeded',
    sealed(failed ? { problem: answer.body } : { result: answer.body }),
    now,
  ]);
  await record(ground, state.caller, answer.status, shownOutput(ground.operation, answer));
}

/** Keeps what came of a request after its first answer; its input is in its first record. */
function record(ground: Ground, caller: Caller, status: number, output: unknown): Promise<void> {
  const { tx, now, id, operation } = ground;
  return appendAudit(tx, {
    at: now,
    request: id,
    operation: operation.name,
    specVersion: SPEC_VERSION,
    actor: caller.id,
    status,
    input: null,
    output,
    decisions: null,
  });
}

/** Runs the steps from the beginning; what is done already answers at once from the state. */
async function advance(
  { tx, now, operation }: Ground,
  state: State,
): Promise<{ output: unknown } | { task: TaskDefinition }> {
  const { input, caller, results } = state;
  const person = <Values>(task: TaskDefinition): Promise<Values> => {
    if (!(task.step in results)) throw new NeedsPerson(task);
    return Promise.resolve(results[task.step] as Values);
  };
  try {
    const output = await operation.steps({ input: input as never, caller, now, tx, person });
    return { output };
  } catch (error) {
    if (error instanceof NeedsPerson) return { task: error.task };
    throw error;
  }
}

class NeedsPerson extends Error {
  readonly task: TaskDefinition;

  constructor(task: TaskDefinition) {
    super(`${task.step} waits for a person`);
    this.task = task;
  }
}

async function openTask({ tx, id, now, operation }: Ground, task: TaskDefinition): Promise<void> {
  await tx.query(
    `INSERT INTO platform.task (id, request, operation, step, state, created_at) VALUES ($1, $2, $3, $4, 'open', $5)`,
    [randomUUID(), id, operation.name, task.step, now],
  );
}
