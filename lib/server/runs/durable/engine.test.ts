import { setTimeout as delay } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Tx } from '#db/client.ts';
import { runs } from '#db/schema.ts';
import { AppError } from '../../../core/app-error.ts';
import { type Fixture, seedVersion } from '../../testing/run-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { cancelRun } from '../cancel-run.ts';
import { readAllRunEvents } from '../read-run-events.ts';
import { signalRun } from '../signal-run.ts';
import { startRun } from '../start-run.ts';
import type { Activation } from './activation.ts';
import { type Engine, type EngineSettings, startEngine } from './engine.ts';

let database: TestDatabase;
let fixture: Fixture;
let engines: Engine[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
  engines = [];
});
afterAll(() => database.close());

/** What the engines wrote into their log. */
let logged: string[] = [];

async function engine(body: EngineSettings['body'], concurrency = 2): Promise<Engine> {
  logged = [];
  const log = (message: string, error?: unknown): void => void logged.push(`${message} ${String(error)}`);
  const settings = { url: database.url, body, concurrency, now: () => new Date(), log };
  const started = await startEngine(settings);
  engines.push(started);
  return started;
}

async function start(): Promise<string> {
  fixture = await seedVersion(database.db, 'text');
  return (await startRun(fixture.author, { versionId: fixture.versionId })).runId;
}

async function until(runId: string, status: string): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (Date.now() < deadline) {
    const [run] = await database.db.select({ status: runs.status }).from(runs).where(eq(runs.id, runId));
    if (run?.status === status) return;
    await delay(10);
  }
  throw new Error(`the run did not become ${status}`);
}

async function reasonOf(runId: string): Promise<string | null | undefined> {
  const [run] = await database.db.select({ reason: runs.reason }).from(runs).where(eq(runs.id, runId));
  return run?.reason;
}

async function shown(runId: string): Promise<string[]> {
  const events = await readAllRunEvents(fixture.author, runId);
  return events.map(({ event }) => (event.kind === 'log' ? event.text : event.kind));
}

function logStep(run: Activation, name: string, work: () => Promise<void> = async () => {}): Promise<null> {
  return run.step(
    name,
    z.null(),
    async () => {
      await work();
      return null;
    },
    async () => [{ kind: 'log', stage: 'specify', text: name }],
  );
}

test('a run that was started before any worker lived is found', async () => {
  const runId = await start();
  await engine((run) => run.finish('succeeded', null));
  await until(runId, 'succeeded');
});

test('a wait holds nothing, survives every worker, and goes on with the first answer only', async () => {
  const body = async (run: Activation): Promise<void> => {
    await logStep(run, 'before');
    const { by } = await run.waitFor('review', z.object({ by: z.string() }), async (tx) => {
      await tx.update(runs).set({ stage: 'review' }).where(eq(runs.id, run.runId));
      return [{ kind: 'review.waiting', evidenceDigest: 'd' }];
    });
    await logStep(run, `answered by ${by}`);
    await run.finish('succeeded', null);
  };
  const first = await engine(body);
  const runId = await start();
  await until(runId, 'waiting');
  await first.stop();
  engines = [];
  const answer = (by: string) =>
    database.db.transaction((tx) =>
      signalRun(tx, runId, 'review', { decision: 'approved', by, personId: runId, digest: 'd' }),
    );
  expect([await answer('Mina'), await answer('Omar')]).toEqual([true, false]);
  await engine(body);
  await until(runId, 'succeeded');
  expect(await shown(runId)).toEqual(['run.queued', 'before', 'review.waiting', 'answered by Mina', 'run.finished']);
});

test('cancelling stops the work and refuses whatever it still wants to write', async () => {
  let aborted = (): void => {};
  const heard = new Promise<void>((resolve) => {
    aborted = resolve;
  });
  await engine(async (run) => {
    await logStep(run, 'begun', async () => {});
    await logStep(run, 'never shown', async () => {
      await new Promise<void>((resolve) => run.signal.addEventListener('abort', () => resolve()));
      aborted();
    });
    await run.finish('succeeded', null);
  });
  const runId = await start();
  while (!(await shown(runId)).includes('begun')) await delay(10);
  const pressed = Date.now();
  await cancelRun(fixture.author, { runId });
  await heard;
  expect(Date.now() - pressed).toBeLessThan(10_000);
  await delay(100);
  expect(await shown(runId)).toEqual(['run.queued', 'begun', 'run.finished']);
});

test('passing trouble gives the run another turn, which repeats nothing that is done', async () => {
  let turns = 0;
  let worked = 0;
  await engine(async (run) => {
    turns++;
    await logStep(run, 'once', async () => {
      worked++;
    });
    if (turns === 1) throw Object.assign(new Error('terminating connection'), { code: '57P01' });
    await run.finish('succeeded', null);
  });
  const runId = await start();
  await until(runId, 'succeeded');
  expect({ turns, worked, shown: await shown(runId) }).toEqual({
    turns: 2,
    worked: 1,
    shown: ['run.queued', 'once', 'run.finished'],
  });
});

test('a bug of ours fails the run instead of trying for ever; the reason leads to the log and shows no internals', async () => {
  const broken = async (tx: Tx): Promise<[]> => {
    await tx.execute('select secret from no_such_table');
    return [];
  };
  await engine((run) => run.record(broken));
  const runId = await start();
  await until(runId, 'failed');
  const reference = runId.slice(0, 8);
  expect(await reasonOf(runId)).toBe(
    `The platform failed and this run cannot go on. Start it again; if that fails too, give an administrator the reference ${reference}.`,
  );
  expect(logged).toEqual([expect.stringMatching(`^${reference}: run ${runId} failed .*no_such_table`)]);
});

test('a failure that was put into words for people is shown in these words', async () => {
  const internal = 'blob 1234 does not hash to its name';
  await engine(async () => {
    throw new AppError('unprocessable', 'The stored file README.md was changed.', { internal });
  });
  const runId = await start();
  await until(runId, 'failed');
  expect(await reasonOf(runId)).toBe('The stored file README.md was changed.');
});

test('a stopped worker’s run is continued by another at once, not after a missed heartbeat', async () => {
  let release = (): void => {};
  const body = async (run: Activation): Promise<void> => {
    await logStep(run, 'first');
    if (!run.resumed) await new Promise<void>((resolve) => run.signal.addEventListener('abort', () => resolve()));
    await logStep(run, 'second');
    release();
    await run.finish('succeeded', null);
  };
  const first = await engine(body);
  const runId = await start();
  while (!(await shown(runId)).includes('first')) await delay(10);
  const second = new Promise<void>((resolve) => {
    release = resolve;
  });
  await engine(body);
  const stoppedAt = Date.now();
  engines = engines.filter((each) => each !== first);
  await first.stop();
  await second;
  expect(Date.now() - stoppedAt).toBeLessThan(10_000);
  await until(runId, 'succeeded');
  expect(await shown(runId)).toEqual(['run.queued', 'first', 'second', 'run.finished']);
});
