import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { runSteps, runs } from '#db/schema.ts';
import { type Fixture, seedVersion } from '../../testing/run-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { cancelRun } from '../cancel-run.ts';
import { readAllRunEvents } from '../read-run-events.ts';
import { startRun } from '../start-run.ts';
import { type Activation, beginActivation, claimRun } from './activation.ts';
import { Fenced } from './outcomes.ts';

let database: TestDatabase;
let fixture: Fixture;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function turn(runId: string, owner: string): Promise<Activation> {
  const claimed = await claimRun(database.db, runId, owner);
  if (!claimed) throw new Error('nothing to do');
  const signal = new AbortController().signal;
  const resumed = claimed.before === 'running';
  return beginActivation({ db: database.db, runId, owner, resumed, signal, now: () => new Date() });
}

async function start(): Promise<string> {
  fixture = await seedVersion(database.db, 'text');
  return (await startRun(fixture.author, { versionId: fixture.versionId })).runId;
}

const WRITES: [string, (run: Activation) => Promise<unknown>][] = [
  ['a step', (run) => run.step('s', z.number(), async () => 1)],
  ['a transaction', (run) => run.transact('t', z.number(), async () => ({ output: 1, events: [] }))],
  ['a record', (run) => run.record(async () => [{ kind: 'log', stage: 'test', text: 'late' }])],
  ['an announcement', (run) => run.once('k', [{ kind: 'log', stage: 'test', text: 'late' }])],
  ['a wait', (run) => run.waitFor('review', z.unknown(), async () => [])],
  ['an end', (run) => run.finish('succeeded', null)],
];

test.each(WRITES)('%s of a worker that lost the run to another is refused', async (_name, write) => {
  const runId = await start();
  const slow = await turn(runId, 'slow');
  const next = await turn(runId, 'next');
  await expect(write(slow)).rejects.toThrow(Fenced);
  expect(next.resumed).toBe(true);
  await next.finish('succeeded', null);
  expect((await readAllRunEvents(fixture.author, runId)).map(({ event }) => event.kind)).toEqual([
    'run.queued',
    'run.finished',
  ]);
});

test.each(WRITES)('%s after the run was cancelled is refused', async (_name, write) => {
  const runId = await start();
  const run = await turn(runId, 'one');
  await cancelRun(fixture.author, { runId });
  await expect(write(run)).rejects.toThrow(Fenced);
  expect(await claimRun(database.db, runId, 'two')).toBeNull();
});

test('a step whose effects fail leaves nothing, and is done again', async () => {
  const runId = await start();
  const run = await turn(runId, 'one');
  const failing = run.step(
    's',
    z.number(),
    async () => 1,
    async (tx) => {
      await tx.update(runs).set({ reason: 'half' }).where(eq(runs.id, runId));
      throw new Error('no');
    },
  );
  await expect(failing).rejects.toThrow('no');
  const [row] = await database.db.select({ reason: runs.reason }).from(runs).where(eq(runs.id, runId));
  expect(row?.reason).toBeNull();
  expect(await database.db.select().from(runSteps).where(eq(runSteps.runId, runId))).toEqual([]);
  expect(await run.step('s', z.number(), async () => 2)).toBe(2);
  expect(await (await turn(runId, 'two')).step('s', z.number(), async () => 3)).toBe(2);
});
