import { and, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Db, Tx } from '#db/client.ts';
import { runSteps, runs } from '#db/schema.ts';
import type { RunEvent, RunStatus, Stage } from '../../../domain/runs/events.ts';
import { appendEvents } from './append-events.ts';
import { Fenced, Suspended } from './outcomes.ts';

export type FinalStatus = Extract<RunStatus, 'succeeded' | 'failed' | 'rejected'>;

/** One worker's turn at a run, as its stages see it. Every write checks, under the run's lock, that the turn is still ours. */
export interface Activation {
  readonly runId: string;
  /** Aborted when the run is cancelled, another worker took over, or this one is stopping. */
  readonly signal: AbortSignal;
  /** True if an earlier turn ended in the middle: its worker died. */
  readonly resumed: boolean;
  now(): Date;
  /** The output of a step that was done, or undefined. */
  done<T>(name: string, output: z.ZodType<T>): T | undefined;
  /**
   * Does a step once: a step that has an output is never done again. `work` runs outside of any transaction and, when a
   * worker dies in the middle, again; `commit` writes its effects in the transaction that marks the step as done and
   * gives the events to show.
   */
  step<T>(name: string, output: z.ZodType<T>, work: () => Promise<T>, commit?: Commit<T>): Promise<T>;
  /** A step whose output comes out of the transaction itself, such as a number that is taken under a lock. */
  transact<T>(name: string, output: z.ZodType<T>, work: (tx: Tx) => Promise<Committed<T>>): Promise<T>;
  /** Writes in a transaction of our own, outside of any step. Make the writes idempotent: they may be asked for again. */
  record(write: (tx: Tx) => Promise<readonly RunEvent[]>): Promise<void>;
  /** Shows events once per key, however often it is called. */
  once(key: string, events: readonly RunEvent[]): Promise<void>;
  /**
   * The value that `signalRun` gave. Without one yet, `announce` runs the first time, the run becomes `waiting`, and this turn ends
   * (it throws; do not catch it): another one begins when the signal comes.
   */
  waitFor<T>(name: string, value: z.ZodType<T>, announce: (tx: Tx) => Promise<readonly RunEvent[]>): Promise<T>;
  /** Ends the run for good, with its last events. */
  finish(status: FinalStatus, reason: string | null, write?: (tx: Tx) => Promise<readonly RunEvent[]>): Promise<void>;
}

export type Commit<T> = (tx: Tx, output: T) => Promise<readonly RunEvent[]>;

export interface Committed<T> {
  output: T;
  events: readonly RunEvent[];
}

export interface ActivationSettings {
  db: Db;
  runId: string;
  /** The fencing token: no two turns ever share one. */
  owner: string;
  resumed: boolean;
  signal: AbortSignal;
  now: () => Date;
}

/** Begins a turn at a run that was claimed with `owner`. Reads which steps are done. */
export async function beginActivation(settings: ActivationSettings): Promise<Activation> {
  const { db, runId, owner, now } = settings;
  const rows = await db.select().from(runSteps).where(eq(runSteps.runId, runId));
  const memo = new Map<string, unknown>(rows.map((row) => [row.name, row.output]));

  /** A transaction that holds the run's lock, or refuses: the heart of "no loss, no repetition". */
  async function fenced<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return db.transaction(async (tx) => {
      const held = await tx
        .select({ id: runs.id })
        .from(runs)
        .where(and(eq(runs.id, runId), eq(runs.owner, owner), eq(runs.status, 'running')))
        .for('update');
      if (held.length === 0) throw new Fenced(runId);
      return work(tx);
    });
  }

  const write = (tx: Tx, events: readonly RunEvent[]): Promise<void> => appendEvents(tx, runId, now(), events);

  return {
    runId,
    signal: settings.signal,
    resumed: settings.resumed,
    now,
    done: (name, output) => (memo.has(name) ? output.parse(memo.get(name)) : undefined),
    step: async (name, output, work, commit) => {
      if (memo.has(name)) return output.parse(memo.get(name));
      const result = output.parse(await work());
      // What an interrupted work says is about the interruption: it is not kept, and the next turn does it again.
      if (settings.signal.aborted) throw new Fenced(runId);
      await fenced(async (tx) => {
        await tx.insert(runSteps).values({ runId, name, output: asJsonb(result) });
        await write(tx, (await commit?.(tx, result)) ?? []);
      });
      memo.set(name, result ?? null);
      return result;
    },
    transact: async (name, output, work) => {
      if (memo.has(name)) return output.parse(memo.get(name));
      const result = await fenced(async (tx) => {
        const committed = await work(tx);
        await tx.insert(runSteps).values({ runId, name, output: asJsonb(committed.output) });
        await write(tx, committed.events);
        return committed.output;
      });
      memo.set(name, result);
      return result;
    },
    record: (effects) => fenced(async (tx) => write(tx, await effects(tx))),
    once: async (key, events) => {
      const name = `once:${key}`;
      if (memo.has(name)) return;
      await fenced(async (tx) => {
        const [row] = await tx.insert(runSteps).values({ runId, name, output: true }).onConflictDoNothing().returning();
        if (row) await write(tx, events);
      });
      memo.set(name, true);
    },
    waitFor: async (name, value, announce) => {
      const answer = await fenced(async (tx) => {
        const signal = await readStep(tx, runId, signalStep(name));
        if (signal) return signal.output;
        const announced = await readStep(tx, runId, `announced:${name}`);
        if (!announced) {
          await tx.insert(runSteps).values({ runId, name: `announced:${name}`, output: true });
          await write(tx, await announce(tx));
        }
        await tx.update(runs).set({ status: 'waiting', owner: null }).where(eq(runs.id, runId));
        return undefined;
      });
      if (answer === undefined) throw new Suspended(name);
      return value.parse(answer);
    },
    finish: (status, reason, effects) =>
      fenced(async (tx) => {
        const last: RunEvent = { kind: 'run.finished', status, reason };
        await write(tx, [...((await effects?.(tx)) ?? []), last]);
        await tx.update(runs).set({ status, reason, owner: null, finishedAt: now() }).where(eq(runs.id, runId));
      }),
  };
}

/**
 * Claims a run for a turn and says what it was before; null if there is nothing to do for it: it is over, or waits for a
 * signal that has not come.
 */
export async function claimRun(
  db: Db,
  runId: string,
  owner: string,
): Promise<{ before: RunStatus; stage: Stage } | null> {
  return db.transaction(async (tx) => {
    const [run] = await tx
      .select({ status: runs.status, stage: runs.stage })
      .from(runs)
      .where(eq(runs.id, runId))
      .for('update');
    if (!run || !(await canGoOn(tx, runId, run))) return null;
    await tx.update(runs).set({ owner, status: 'running' }).where(eq(runs.id, runId));
    return { before: run.status, stage: run.stage };
  });
}

async function canGoOn(tx: Tx, runId: string, run: { status: RunStatus; stage: Stage }): Promise<boolean> {
  if (run.status === 'queued' || run.status === 'running') return true;
  return run.status === 'waiting' && (await readStep(tx, runId, signalStep(run.stage))) !== undefined;
}

async function readStep(tx: Tx, runId: string, name: string): Promise<{ output: unknown } | undefined> {
  const [row] = await tx
    .select({ output: runSteps.output })
    .from(runSteps)
    .where(sql`${runSteps.runId} = ${runId} and ${runSteps.name} = ${name}`);
  return row;
}

/** Spelled out, because the driver would write a JSON null as an SQL null. */
function asJsonb(value: unknown) {
  return sql`${JSON.stringify(value ?? null)}::jsonb`;
}

/** The name under which a signal lies among the run's steps. A stage waits for the signal of its own name. */
export function signalStep(name: string): string {
  return `signal:${name}`;
}
