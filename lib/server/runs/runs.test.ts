import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries, runs } from '#db/schema.ts';
import { type Fixture, seedPerson, seedVersion } from '../testing/run-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { cancelRun } from './cancel-run.ts';
import { getRun } from './get-run.ts';
import { listRuns } from './list-runs.ts';
import { readAllRunEvents } from './read-run-events.ts';
import { startRun } from './start-run.ts';

let database: TestDatabase;
let fixture: Fixture;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function start() {
  fixture = await seedVersion(database.db, 'text');
  return startRun(fixture.author, { versionId: fixture.versionId });
}

function ledger() {
  return database.db
    .select({ action: auditEntries.action, actorId: auditEntries.actorId, subject: auditEntries.subject })
    .from(auditEntries)
    .where(eq(auditEntries.serviceId, fixture.serviceId));
}

test('starting writes the run, its first event and the ledger entry', async () => {
  const { runId, number, existing } = await start();
  expect({ number, existing }).toEqual({ number: 1, existing: false });
  const events = await readAllRunEvents(fixture.author, runId);
  expect(events.map(({ seq, event }) => [seq, event])).toEqual([
    [1, { kind: 'run.queued', versionNumber: 1, by: fixture.author.actor.name }],
  ]);
  expect(await ledger()).toEqual([
    { action: 'run.started', actorId: fixture.author.actor.id, subject: `run:${runId}` },
  ]);
});

test('pressing twice, even at the same moment, starts one run', async () => {
  fixture = await seedVersion(database.db, 'text');
  const presses = await Promise.all([1, 2, 3, 4].map(() => startRun(fixture.author, { versionId: fixture.versionId })));
  expect(new Set(presses.map(({ runId }) => runId)).size).toBe(1);
  expect(presses.filter(({ existing }) => !existing)).toHaveLength(1);
  expect(await ledger()).toHaveLength(1);
});

test('after a run is over, the same version runs again under the next number', async () => {
  const first = await start();
  await cancelRun(fixture.author, { runId: first.runId });
  const second = await startRun(fixture.author, { versionId: fixture.versionId });
  expect({ number: second.number, existing: second.existing }).toEqual({ number: 2, existing: false });
});

test('cancelling ends a run at once, with its event and ledger entry; a second time is a conflict', async () => {
  const { runId } = await start();
  await cancelRun(fixture.author, { runId });
  const run = await getRun(fixture.author, runId);
  const reason = `Cancelled by ${fixture.author.actor.name}.`;
  expect([run.status, run.reason]).toEqual(['cancelled', reason]);
  const events = await readAllRunEvents(fixture.author, runId);
  expect(events.at(-1)?.event).toEqual({ kind: 'run.finished', status: 'cancelled', reason });
  expect((await ledger()).map(({ action }) => action)).toEqual(['run.started', 'run.cancelled']);
  await expect(cancelRun(fixture.author, { runId })).rejects.toMatchObject({ code: 'conflict' });
});

test('what is being deployed is rolled back, not cancelled', async () => {
  const { runId } = await start();
  await database.db.update(runs).set({ status: 'running', stage: 'deploy' }).where(eq(runs.id, runId));
  await expect(cancelRun(fixture.author, { runId })).rejects.toMatchObject({ code: 'conflict' });
});

test('who may not, cannot: an expert starts no run, an administrator cancels none', async () => {
  const { runId } = await start();
  const expert = await seedPerson(database.db, 'expert');
  const administrator = await seedPerson(database.db, 'administrator');
  await expect(startRun(expert, { versionId: fixture.versionId })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(cancelRun(administrator, { runId })).rejects.toMatchObject({ code: 'forbidden' });
});

test('what does not exist is said, and what is no id is refused', async () => {
  await start();
  const unknown = crypto.randomUUID();
  await expect(startRun(fixture.author, { versionId: unknown })).rejects.toMatchObject({ code: 'not_found' });
  await expect(cancelRun(fixture.author, { runId: unknown })).rejects.toMatchObject({ code: 'not_found' });
  await expect(getRun(fixture.author, '../etc')).rejects.toMatchObject({ code: 'not_found' });
  await expect(startRun(fixture.author, { versionId: 'x' })).rejects.toThrow();
});

test('lists are newest first and can be narrowed to a service', async () => {
  const first = await start();
  await cancelRun(fixture.author, { runId: first.runId });
  const second = await startRun(fixture.author, { versionId: fixture.versionId });
  const own = await listRuns(fixture.author, { service: fixture.serviceName });
  expect(own.map(({ id }) => id)).toEqual([second.runId, first.runId]);
  expect((await listRuns(fixture.author)).length).toBeGreaterThan(2);
  expect(await listRuns(fixture.author, { service: 'nobody' })).toEqual([]);
});
