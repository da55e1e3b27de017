import type { Caller } from './auth.ts';
import type { Db } from './db.ts';
import type { Operation, Run, Service } from './operation.ts';
import type { TaskDefinition } from './waiting.ts';

/** What a run has done so far. It begins again from its first step, and what is in here is not done a second time. */
export interface Journal {
  input: object;
  caller: Caller;
  /** What steps gave, by their names. */
  results: Record<string, unknown>;
}

/** The journal of a run that has done nothing yet. */
export function newJournal(input: object, caller: Caller): Journal {
  return { input, caller, results: {} };
}

/** What a run stops for. */
export type Pending = { kind: 'task'; task: TaskDefinition };

/** Ends a run that cannot go on yet. What it stored is kept. No Error: nothing is wrong, and a stack would cost time. */
export class Suspended {
  readonly pending: readonly Pending[];

  constructor(pending: readonly Pending[]) {
    this.pending = pending;
  }
}

/** What a run stands on; one ground is one transaction. */
export interface Ground {
  service: Service;
  operation: Operation;
  tx: Db;
  now: string;
  /** Of the request. */
  id: string;
}

/** How far a run came. */
export type Progress = { journal: Journal } & ({ output: unknown } | { pending: readonly Pending[] });

/** Runs the steps from the first; the journal that it begins with stays as it is. */
export async function advance(ground: Ground, before: Journal): Promise<Progress> {
  const journal: Journal = {
    ...before,
    results: { ...before.results },
  };
  try {
    return { journal, output: await ground.operation.steps(runOn(ground, journal)) };
  } catch (error) {
    if (error instanceof Suspended) return { journal, pending: error.pending };
    throw error;
  }
}

function runOn({ tx, now }: Ground, journal: Journal): Run<never> {
  const { caller } = journal;
  return {
    input: journal.input as never,
    caller,
    now,
    tx,
    person: async <Values>(task: TaskDefinition): Promise<Values> => {
      if (!(task.step in journal.results)) throw new Suspended([{ kind: 'task', task }]);
      return journal.results[task.step] as Values;
    },
  };
}
