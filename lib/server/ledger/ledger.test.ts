import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { services } from '#db/schema.ts';
import { appendEntry } from '../audit/append-entry.ts';
import type { Context } from '../context.ts';
import { signedIn } from '../testing/sign-in-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { exportEntries } from './export-entries.ts';
import { ledgerFacets, listEntries } from './list-entries.ts';

let database: TestDatabase;
let ctx: Context;
let other: Context;
const serviceId = randomUUID();

beforeAll(async () => {
  database = await openTestDatabase();
  ctx = await signedIn(database.db, 'expert');
  other = await signedIn(database.db, 'architect');
  const made = { id: serviceId, name: 'quotes', createdBy: other.actor.id, createdAt: new Date() };
  await database.db.insert(services).values(made);
  for (let number = 1; number <= 1203; number++) {
    await appendEntry(database.db, {
      id: randomUUID(),
      at: new Date(),
      actorId: number % 3 === 0 ? null : other.actor.id,
      action: 'run.started',
      serviceId: number % 2 === 0 ? serviceId : null,
      subject: `run:${number}`,
      detail: { number, versionDigest: '' },
    });
  }
}, 120_000);
afterAll(() => database.close());

test('pages hold every entry once, newest first, also when entries are added in between', async () => {
  const seen: number[] = [];
  let before: number | null | undefined;
  do {
    const page = await listEntries(ctx, { before });
    seen.push(...page.entries.map(({ seq }) => seq));
    before = page.next;
    if (seen.length === 50) await appendEntry(database.db, entry());
  } while (before !== null);
  expect(seen).toHaveLength(1203);
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
});

function entry() {
  const sessionId = randomUUID();
  const at = new Date();
  return {
    id: randomUUID(),
    at,
    actorId: ctx.actor.id,
    action: 'session.revoked' as const,
    subject: `session:${sessionId}`,
    detail: { sessionId },
  };
}

test('filters narrow by service, person, platform and kind, together', async () => {
  const first = async (filter: object) => (await listEntries(ctx, filter)).entries[0];
  expect(await first({ service: 'quotes', person: 'platform' })).toMatchObject({ service: 'quotes', actor: null });
  expect(await first({ person: other.actor.id })).toMatchObject({ actor: { id: other.actor.id } });
  expect(await first({ action: 'session.revoked' })).toMatchObject({ action: 'session.revoked' });
  expect(await first({ service: 'quotes', action: 'session.revoked' })).toBeUndefined();
  expect(await ledgerFacets(ctx)).toMatchObject({ services: ['quotes'], actions: ['run.started', 'session.revoked'] });
});

test.each([
  { before: '-1' },
  { before: '1; drop table people' },
  { before: '1e400' },
  { person: 'x' },
  { service: ['a', 'b'] },
  { action: 'a'.repeat(61) },
])('a filter of another shape is refused: %o', async (filter) => {
  await expect(listEntries(ctx, filter)).rejects.toMatchObject({ code: 'invalid' });
  expect(() => exportEntries(ctx, filter)).toThrow(expect.objectContaining({ code: 'invalid' }));
});

test('the export holds the same entries as lines of JSON, more than one batch of them', async () => {
  const text = await new Response(exportEntries(ctx, { action: 'run.started' })).text();
  const lines = text.trimEnd().split('\n');
  expect(lines).toHaveLength(1203);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ action: 'run.started', detail: { number: 1203 } });
  expect(await new Response(exportEntries(ctx, { service: 'none' })).text()).toBe('');
});
