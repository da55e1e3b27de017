import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runs } from '#db/schema.ts';
import type { Context } from '../context.ts';
import { seedVersion } from '../testing/run-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { findThings } from './find-things.ts';
import { readHome } from './read-home.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const TEXT = 'service: quotes\n';

async function addRun(
  of: { serviceId: string; versionId: string; author: Context },
  number: number,
  status: 'failed' | 'running',
) {
  const id = randomUUID();
  const { serviceId, versionId, author } = of;
  const at = new Date();
  const run = { id, serviceId, versionId, number, startedBy: author.actor.id, stage: 'test' as const, createdAt: at };
  await database.db.insert(runs).values({ ...run, status, reason: status === 'failed' ? 'a test failed' : null });
  return id;
}

test('a failed run waits for who started it, until a newer run of the service takes its place', async () => {
  const fixture = await seedVersion(database.db, TEXT);
  const failed = await addRun(fixture, 1, 'failed');
  expect((await readHome(fixture.author)).stopped.map(({ id, reason }) => ({ id, reason }))).toEqual([
    { id: failed, reason: 'a test failed' },
  ]);
  expect((await readHome(fixture.reviewer)).stopped).toEqual([]);
  const next = await addRun(fixture, 2, 'running');
  const home = await readHome(fixture.author);
  expect({ stopped: home.stopped, moving: home.moving.map(({ id }) => id) }).toEqual({ stopped: [], moving: [next] });
  await database.db.update(runs).set({ status: 'succeeded' }).where(eq(runs.id, next));
  const done = await readHome(fixture.author);
  expect([...done.stopped, ...done.moving]).toEqual([]);
});

test('the palette finds services and runs for everybody, people for administrators only, editing for editors only', async () => {
  const fixture = await seedVersion(database.db, TEXT, 'findable');
  const expert = await findThings(fixture.reviewer);
  expect(expert.services).toContainEqual({ name: 'findable', mayEdit: false });
  expect({ people: expert.people, mayCreate: expert.mayCreate }).toEqual({ people: [], mayCreate: false });
  const administrator: Context = { ...fixture.author, actor: { ...fixture.author.actor, role: 'administrator' } };
  expect((await findThings(administrator)).people.map(({ id }) => id)).toContain(fixture.author.actor.id);
});
