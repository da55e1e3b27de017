import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import { z } from 'zod';
import { type Connection, connect } from '#db/client.ts';
import { AppError } from '../../../core/app-error.ts';
import { type Activation, beginActivation, claimRun } from './activation.ts';
import { isPassing } from './is-passing.ts';
import { Fenced, Suspended } from './outcomes.ts';
import { RUN_QUEUE } from './queue.ts';
import { enqueueRun, sweepForgottenRuns, takeOverDeadRuns } from './takeover.ts';
import { CANCEL_CHANNEL, WAKE_CHANNEL } from './wake.ts';
import { takeWorkerLock } from './worker-lock.ts';

export interface EngineSettings {
  url: string;
  /** What a run does. It is called again from the start after every interruption; what is done is remembered. */
  body: (run: Activation) => Promise<void>;
  /** Runs that may be active at once in this process. */
  concurrency: number;
  now: () => Date;
  log: (message: string, error?: unknown) => void;
}

export interface Engine {
  /** Settles when the database ended our session: the process must end, because others take its runs over. */
  lost: Promise<void>;
  /** Interrupts what is active (another worker continues it) and lets go of everything, within about two seconds. */
  stop(): Promise<void>;
}

const LOOK_AROUND_MS = 1_000;
const SWEEP_EVERY_LOOKS = 5;
const STOP_MS = 2_000;

const jobData = z.object({ runId: z.uuid() });
const LISTENED = [WAKE_CHANNEL, CANCEL_CHANNEL];

/**
 * Starts working on runs in this process. pg-boss decides which worker has a run; steps are memoised and every write is fenced
 * (activation.ts), so a worker may be killed at any moment: another continues, nothing is lost, nothing happens twice.
 */
export async function startEngine(settings: EngineSettings): Promise<Engine> {
  const connection = connect(settings.url, settings.concurrency + 4);
  const lock = await takeWorkerLock(settings.url);
  const boss = openBoss(settings);
  await boss.start();
  const active = new Map<string, AbortController>();
  const stopping = new AbortController();
  const listener = await listen(settings.url, (channel, runId) => {
    if (channel === CANCEL_CHANNEL) active.get(runId)?.abort();
    else void enqueueRun(boss, runId).catch((error: unknown) => settings.log('could not queue a run', error));
  });
  await lookAround(connection, boss, true);
  const turns = { settings, connection, worker: lock.worker, active };
  await boss.work<unknown, void, { includeMetadata: true }>(RUN_QUEUE, workOptions(settings), async ([job]) => {
    if (job) await takeTurn(turns, job);
  });
  const looking = keepLooking(settings, connection, boss, active, stopping.signal);
  return {
    lost: Promise.race([lock.lost, listener.lost]),
    stop: async () => {
      stopping.abort();
      for (const turn of active.values()) turn.abort();
      await Promise.race([drained(active), delay(STOP_MS)]);
      await looking;
      await boss.stop({ graceful: false, close: true });
      await listener.close();
      await connection.close();
      // Last: until here nobody takes over what we were still writing.
      await lock.release();
    },
  };
}

function openBoss({ url, log, concurrency }: EngineSettings): PgBoss {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'plumbline queue',
    max: concurrency + 2,
    migrate: false,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    queueCacheIntervalSeconds: 5,
  });
  boss.on('error', (error) => log('the job queue reported an error', error));
  return boss;
}

function workOptions({ concurrency }: EngineSettings) {
  return {
    localConcurrency: concurrency,
    includeMetadata: true as const,
    pollingIntervalSeconds: 0.5,
    notifyPollingIntervalSeconds: 1,
    burstWhenReadyExceeds: 1,
  };
}

interface Turns {
  settings: EngineSettings;
  connection: Connection;
  worker: number;
  active: Map<string, AbortController>;
}

async function takeTurn(turns: Turns, job: JobWithMetadata<unknown>): Promise<void> {
  const { settings, connection, active } = turns;
  const { runId } = jobData.parse(job.data);
  const owner = `${turns.worker}.${job.id}.${job.retryCount}`;
  const claimed = await claimRun(connection.db, runId, owner);
  if (!claimed) return;
  const abort = new AbortController();
  const abortWithJob = (): void => abort.abort();
  job.signal.addEventListener('abort', abortWithJob, { once: true });
  active.set(runId, abort);
  try {
    const { db } = connection;
    const resumed = claimed.before === 'running';
    const run = await beginActivation({ db, runId, owner, resumed, signal: abort.signal, now: settings.now });
    await settings.body(run).catch((error: unknown) => settle(turns, run, error));
  } finally {
    job.signal.removeEventListener('abort', abortWithJob);
    if (active.get(runId) === abort) active.delete(runId);
  }
}

/** Says what becomes of a run whose body threw: wait, leave it to another, try again later, or fail with the reason. */
async function settle({ settings }: Turns, run: Activation, error: unknown): Promise<void> {
  if (error instanceof Suspended || error instanceof Fenced) return;
  // Interrupted, not failed: cancelling has ended the run, and when we are stopping another worker goes on.
  if (run.signal.aborted) return;
  // Passing trouble (the database restarts, a conflict of transactions): the queue gives the run another turn.
  const passing = isPassing(error);
  settings.log(passing ? `run ${run.runId} was interrupted` : `${referenceOf(run)}: run ${run.runId} failed`, error);
  if (passing) throw error;
  await run.finish('failed', reasonFor(run, error));
}

/** What was written for people is shown; anything else (a statement of SQL, a path, a stack) belongs into the log only. */
function reasonFor(run: Activation, error: unknown): string {
  if (error instanceof AppError) return error.message;
  return `The platform failed and this run cannot go on. Start it again; if that fails too, give an administrator the reference ${referenceOf(run)}.`;
}

/** Finds the log line of a run's failure: a run fails once. */
function referenceOf({ runId }: Activation): string {
  return runId.slice(0, 8);
}

async function keepLooking(
  settings: EngineSettings,
  connection: Connection,
  boss: PgBoss,
  active: Map<string, AbortController>,
  signal: AbortSignal,
): Promise<void> {
  for (let look = 1; !signal.aborted; look++) {
    await delay(LOOK_AROUND_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    try {
      await lookAround(connection, boss, look % SWEEP_EVERY_LOOKS === 0);
      await stopEndedTurns(connection, active);
    } catch (error) {
      settings.log('could not look for runs to continue', error);
    }
  }
}

async function lookAround({ db }: Connection, boss: PgBoss, sweep: boolean): Promise<void> {
  await takeOverDeadRuns(db, boss);
  if (sweep) await sweepForgottenRuns(db, boss);
}

/** The notification of a cancellation may be lost; what still runs for a run that is over is killed here. */
async function stopEndedTurns({ pool }: Connection, active: Map<string, AbortController>): Promise<void> {
  if (active.size === 0) return;
  const { rows } = await pool.query<{ id: string }>(
    "select id from runs where id = any($1) and status not in ('running', 'waiting')",
    [[...active.keys()]],
  );
  for (const { id } of rows) active.get(id)?.abort();
}

async function listen(url: string, onMessage: (channel: string, payload: string) => void) {
  const client = new pg.Client({ connectionString: url, application_name: 'plumbline wake', keepAlive: true });
  let markLost = (): void => {};
  const lost = new Promise<void>((resolve) => {
    markLost = resolve;
  });
  client.on('error', () => markLost());
  client.on('end', () => markLost());
  client.on('notification', ({ channel, payload }) => payload && onMessage(channel, payload));
  await client.connect();
  for (const channel of LISTENED) await client.query(`listen ${channel}`);
  return { lost, close: () => client.end() };
}

async function drained(active: ReadonlyMap<string, AbortController>): Promise<void> {
  while (active.size > 0) await delay(20);
}
