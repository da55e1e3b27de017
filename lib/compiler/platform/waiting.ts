import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { KEPT } from './operation.ts';

/** src/platform/waiting.ts: steps that wait for a person, and going on after. */
export function waitingFile({ repeats, decides }: Plan): string {
  const run = [
    'input: input as never',
    ...['caller', 'now', 'tx', 'person'],
    ...(repeats ? ['once'] : []),
    ...(decides ? ['decide: recording(decisions)'] : []),
  ];
  return code`
    ${imports([
      ['node:crypto', 'randomUUID'],
      ['./audit.ts', 'appendAudit'],
      ['./auth.ts', 'type Caller'],
      ['./contract.ts', 'type SchemaName'],
      ['./db.ts', 'type Db', 'isLost'],
      [
        './operation.ts',
        'type Answer',
        'answerOf',
        'type Operation',
        'type Service',
        'SPEC_VERSION',
        'shownOutput',
        ...(decides ? ['recording'] : []),
      ],
      ['./problems.ts', 'asProblem', 'problemDocument'],
    ])}

    /** A step that a person does: what has to be done, by whom, and the form of the answer. */
    export interface TaskDefinition {
      step: string;
      title: string;
      instruction: string;
      /** Roles; whoever has one of them may do the task. */
      candidates: readonly string[];
      form: SchemaName;
    }

    /** Gives the person's answer. \`Values\` is the type that the form's schema was written from. */
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
      ${when(decides, 'decisions: object[];')}
    }

    /** Runs the steps for the first time. If they come to a person, the request is stored and the caller reads 202. */
    export async function begin(ground: Ground, { input, caller }: Pick<State, 'input' | 'caller'>): Promise<Answer> {
      const { service, tx, now, id, operation } = ground;
      const state: State = { input, caller, results: {} };
      const progress = await advance(ground, state);
      if ('output' in progress) return answerOf(operation, progress.output);
      await tx.query(
        \`INSERT INTO platform.request (id, operation, caller, state, sealed, created_at)
         VALUES ($1, $2, $3, 'waiting', $4, $5)\`,
        [id, operation.name, caller.id, service.seal.close(id, state), now],
      );
      await openTask(ground, progress.task);
      const body = { id, operation: operation.name, state: 'waiting' };
      return { status: 202, body, headers: { location: \`/requests/\${id}\` } };
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
        ${when(decides, 'if (ground.decisions.length > 0) await record(ground, state.caller, 202, null);')}
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
      const { tx, now, id, operation${when(decides, ', decisions')} } = ground;
      return appendAudit(tx, {
        at: now,
        request: id,
        operation: operation.name,
        specVersion: SPEC_VERSION,
        actor: caller.id,
        status,
        input: null,
        output,
        decisions: ${decides ? KEPT : 'null'},
      });
    }

    /** Runs the steps from the beginning; what is done already answers at once from the state. */
    async function advance(
      { tx, now, operation${when(decides, ', decisions')} }: Ground,
      state: State,
    ): Promise<{ output: unknown } | { task: TaskDefinition }> {
      const { input, caller, results } = state;
      const person = <Values>(task: TaskDefinition): Promise<Values> => {
        if (!(task.step in results)) throw new NeedsPerson(task);
        return Promise.resolve(results[task.step] as Values);
      };
      ${when(repeats, ONCE)}
      try {
        ${print(['const output = await operation.steps(', list('{', run, '}', true), ');'], 4)}
        return { output };
      } catch (error) {
        if (error instanceof NeedsPerson) return { task: error.task };
        throw error;
      }
    }

    class NeedsPerson extends Error {
      readonly task: TaskDefinition;

      constructor(task: TaskDefinition) {
        super(\`\${task.step} waits for a person\`);
        this.task = task;
      }
    }

    async function openTask({ tx, id, now, operation }: Ground, task: TaskDefinition): Promise<void> {
      await tx.query(
        \`INSERT INTO platform.task (id, request, operation, step, state, created_at) VALUES ($1, $2, $3, $4, 'open', $5)\`,
        [randomUUID(), id, operation.name, task.step, now],
      );
    }
  `;
}

const ONCE = code`
  const once = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    if (!(step in results)) results[step] = (await work()) ?? null;
    return results[step] as T;
  };
`;
