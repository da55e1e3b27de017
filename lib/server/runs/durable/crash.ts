import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { runEvents, runs } from '#db/schema.ts';
import { seedVersion } from '../../testing/run-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { signalRun } from '../signal-run.ts';
import type { Activation } from './activation.ts';
import { appendEvents } from './append-events.ts';
import { startEngine } from './engine.ts';
import { wakeRun } from './wake.ts';

/**
 * The proof that runs survive `kill -9`: many runs on two workers that are killed at random moments, with effects in a table
 * without any unique key to hide behind. Long form: `node lib/server/runs/durable/crash.ts [runs] [kills]`.
 */

export interface CrashReport {
  runs: number;
  kills: number;
  /** Effects that are missing or were made again. */
  lostEffects: number;
  repeatedEffects: number;
  /** Runs whose events are not exactly the expected ones, in order, without a gap. */
  wrongRuns: readonly { id: string; events: readonly string[] }[];
  seconds: number;
}

const STEPS = ['one', 'two', 'three', 'four'];
const TICKS = Array.from({ length: 8 }, (_, i) => `tick ${i}`);
const EXPECTED = ['run.queued', 'begin', ...STEPS, ...TICKS, 'review.waiting', 'after', 'run.finished'];
const EFFECTS_PER_RUN = STEPS.length + 1;
const WORKERS = 2;

/** Starts the runs, kills the workers that many times, and counts what was lost or repeated. */
export async function crash(runCount: number, kills: number, timeoutMs: number): Promise<CrashReport> {
  const startedAt = Date.now();
  const database = await openTestDatabase();
  const workers = Array.from({ length: WORKERS }, () => spawnWorker(database.url));
  try {
    await database.pool.query('create table effects (run uuid not null, step text not null)');
    await database.pool.query('create table ticks (run uuid, tick text, primary key (run, tick))');
    const ids = await insertRuns(database, runCount);
    const done = new AbortController();
    const approving = approve(database, done.signal);
    await killRandomly(workers, database.url, kills);
    await untilOver(database, startedAt + timeoutMs);
    done.abort();
    await approving;
    return { runs: runCount, kills, ...(await inspect(database, ids)), seconds: (Date.now() - startedAt) / 1_000 };
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    await database.close();
  }
}

async function toyRun(run: Activation): Promise<void> {
  if (run.resumed) await run.record(async () => [{ kind: 'stage.resumed', stage: 'specify' }]);
  await run.once('begin', [{ kind: 'log', stage: 'specify', text: 'begin' }]);
  for (const step of STEPS) await toyStep(run, step);
  await run.step('stream', z.null(), async () => {
    for (const tick of TICKS) await toyTick(run, tick);
    return null;
  });
  await run.waitFor('review', z.object({ decision: z.literal('approved') }), async (tx) => {
    await tx.update(runs).set({ stage: 'review' }).where(eq(runs.id, run.runId));
    return [{ kind: 'review.waiting', evidenceDigest: 'digest' }];
  });
  await toyStep(run, 'after');
  await run.finish('succeeded', null);
}

function toyStep(run: Activation, step: string): Promise<string> {
  const work = async (): Promise<string> => {
    await delay(randomInt(2, 20));
    return step;
  };
  return run.step(step, z.string(), work, async (tx) => {
    await tx.execute(sql`insert into effects (run, step) values (${run.runId}, ${step})`);
    return [{ kind: 'log', stage: 'specify', text: step }];
  });
}

/** As test results are streamed: shown when the row is new. */
async function toyTick(run: Activation, tick: string): Promise<void> {
  await delay(randomInt(1, 8));
  await run.record(async (tx) => {
    const added = await tx.execute(
      sql`insert into ticks (run, tick) values (${run.runId}, ${tick}) on conflict do nothing returning run`,
    );
    return added.rows.length > 0 ? [{ kind: 'log', stage: 'specify', text: tick }] : [];
  });
}

async function insertRuns({ db }: TestDatabase, count: number): Promise<string[]> {
  const fixture = await seedVersion(db, 'toy');
  const ids = Array.from({ length: count }, () => fixture.author.newId());
  for (const [i, id] of ids.entries()) {
    await db.transaction(async (tx) => {
      await tx.insert(runs).values({
        id,
        serviceId: fixture.serviceId,
        versionId: fixture.versionId,
        number: i + 1,
        startedBy: fixture.author.actor.id,
        status: 'queued',
        stage: 'specify',
        createdAt: new Date(),
      });
      await appendEvents(tx, id, new Date(), [{ kind: 'run.queued', versionNumber: 1, by: 'test' }]);
      await wakeRun(tx, id);
    });
  }
  return ids;
}

/** Signs whatever waits, as a person would, at once. */
async function approve({ db }: TestDatabase, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const waiting = await db.select({ id: runs.id }).from(runs).where(eq(runs.status, 'waiting')).limit(50);
    for (const { id } of waiting) {
      const value = { decision: 'approved' as const, by: 'test', personId: id, digest: 'digest' };
      await db.transaction((tx) => signalRun(tx, id, 'review', value));
    }
    await delay(20);
  }
}

async function killRandomly(workers: ChildProcess[], url: string, kills: number): Promise<void> {
  for (let kill = 0; kill < kills; kill++) {
    await delay(randomInt(500, 1_500));
    const victim = randomInt(0, workers.length);
    workers[victim]?.kill('SIGKILL');
    workers[victim] = spawnWorker(url);
  }
}

async function untilOver({ pool }: TestDatabase, deadline: number): Promise<void> {
  while (Date.now() < deadline) {
    const open = await pool.query("select 1 from runs where status in ('queued', 'running', 'waiting') limit 1");
    if (open.rowCount === 0) return;
    await delay(50);
  }
}

async function inspect({ db, pool }: TestDatabase, ids: readonly string[]) {
  const effects = await pool.query<{ run: string; step: string; count: number }>(
    'select run, step, count(*)::int count from effects group by run, step',
  );
  const rows = await db
    .select({ runId: runEvents.runId, seq: runEvents.seq, data: runEvents.data })
    .from(runEvents)
    .orderBy(runEvents.runId, runEvents.seq);
  const wrongRuns = ids
    .map((id) => ({ id, events: rows.filter((row) => row.runId === id) }))
    .filter(({ events }) => !asExpected(events))
    .map(({ id, events }) => ({ id, events: events.map(({ seq, data }) => `${seq} ${label(data)}`) }));
  return {
    lostEffects: ids.length * EFFECTS_PER_RUN - effects.rows.length,
    repeatedEffects: effects.rows.filter((row) => row.count > 1).length,
    wrongRuns,
  };
}

function asExpected(events: readonly { seq: number; data: unknown }[]): boolean {
  const gapless = events.every(({ seq }, i) => seq === i + 1);
  const labels = events.map(({ data }) => label(data)).filter((name) => name !== 'stage.resumed');
  return gapless && labels.join() === EXPECTED.join();
}

const labelled = z.object({ kind: z.string(), text: z.string().optional() });

function label(data: unknown): string {
  const event = labelled.parse(data);
  return event.text ?? event.kind;
}

function spawnWorker(url: string): ChildProcess {
  return spawn(process.execPath, [import.meta.filename, 'worker', url], { stdio: ['ignore', 'inherit', 'inherit'] });
}

/** A worker of this proof: the real engine with a run that has no sandbox and no target. */
async function work(url: string): Promise<void> {
  const log = (message: string, error?: unknown): void => console.error(message, error ?? '');
  const engine = await startEngine({ url, body: toyRun, concurrency: 4, now: () => new Date(), log });
  await engine.lost;
  process.exit(1);
}

if (import.meta.main) {
  if (process.argv[2] === 'worker') await work(process.argv[3] ?? '');
  else await prove(Number(process.argv[2] ?? 100), Number(process.argv[3] ?? 20));
}

/** Prints the report; the exit code says whether it is a proof. */
async function prove(runCount: number, kills: number): Promise<void> {
  const report = await crash(runCount, kills, 180_000);
  console.log(report);
  if (report.lostEffects + report.repeatedEffects + report.wrongRuns.length > 0) process.exitCode = 1;
}
