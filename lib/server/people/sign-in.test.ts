import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries, people, sessions, signInAttempts } from '#db/schema.ts';
import { handClock, signedIn } from '../testing/sign-in-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { seedDemo } from './seed-demo.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { revokeSession } from './start-session.ts';
import { verifyFresh } from './verify-fresh.ts';
import { verifySession } from './verify-session.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const PASSWORD = 'a sentence of some length';
const enter = (email: string, password: string, clock = handClock(), address = '192.0.2.1') =>
  signInWithPassword(database.db, clock, { email, password }, address);

const failed = (subject: string, times: number, at: Date) =>
  database.db.insert(signInAttempts).values(Array.from({ length: times }, () => ({ id: randomUUID(), subject, at })));

test('a password is right or wrong, and nobody is ever let in without one', async () => {
  const hash = await hashPassword(PASSWORD);
  expect(hash).toMatch(/^scrypt\$15\$8\$3\$/);
  expect(await verifyPassword(PASSWORD, hash)).toBe(true);
  expect(await verifyPassword(`${PASSWORD} `, hash)).toBe(false);
  expect(await verifyPassword('', null)).toBe(false);
  expect(await verifyPassword(PASSWORD, 'not a hash')).toBe(false);
});

test('an unknown person costs about the time of a wrong guess, so that addresses cannot be probed', async () => {
  const person = await signedIn(database.db, 'architect', { password: PASSWORD });
  const time = async (email: string) => {
    const start = performance.now();
    await enter(email, 'wrong').catch(() => {});
    return performance.now() - start;
  };
  const [known, unknown] = [await time(person.actor.email), await time('nobody@test.local')];
  expect(unknown).toBeGreaterThan(known / 4);
});

test('signing in starts a session that the ledger names, under any letter case of the address', async () => {
  const person = await signedIn(database.db, 'architect', { password: PASSWORD });
  const sessionId = await enter(person.actor.email.toUpperCase(), PASSWORD);
  const entries = await database.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.subject, `session:${sessionId}`));
  expect(entries.map(({ action, actorId, detail }) => ({ action, actorId, detail }))).toEqual([
    { action: 'session.started', actorId: person.actor.id, detail: { sessionId, by: 'password' } },
  ]);
});

test('wrong, unknown and deactivated give one and the same answer', async () => {
  const gone = await signedIn(database.db, 'architect', { password: PASSWORD });
  await database.db.update(people).set({ active: false }).where(eq(people.id, gone.actor.id));
  const provider = await signedIn(database.db, 'architect');
  const tries = [
    () => enter(gone.actor.email, PASSWORD),
    () => enter(provider.actor.email, PASSWORD),
    () => enter('nobody@test.local', PASSWORD),
    () => enter('', ''),
    () => signInWithPassword(database.db, handClock(), { email: ['x'], password: {} }, ''),
  ];
  for (const attempt of tries) {
    await expect(attempt()).rejects.toMatchObject({
      code: 'unauthenticated',
      message: 'The e-mail address or the password is wrong.',
    });
  }
});

test('ten wrong tries close a person for 15 minutes, also to the right password and to tries at the same time', async () => {
  const { actor } = await signedIn(database.db, 'architect', { password: PASSWORD });
  const clock = handClock();
  await failed(actor.email, 8, clock.now());
  const tries = await Promise.allSettled(Array.from({ length: 4 }, () => enter(actor.email, 'wrong', clock)));
  const codes = tries.map((result) => (result.status === 'rejected' ? result.reason.code : 'in'));
  expect(codes.filter((code) => code === 'unauthenticated').length).toBeLessThanOrEqual(2);
  await failed(actor.email, 2, clock.now());
  await expect(enter(actor.email, PASSWORD, clock)).rejects.toMatchObject({ code: 'too_many' });
  clock.pass(15 * 60_000 + 1);
  await expect(enter(actor.email, PASSWORD, clock)).resolves.toBeTypeOf('string');
});

test('one address cannot try one password on everybody', async () => {
  const clock = handClock();
  await failed('address 203.0.113.9', 60, clock.now());
  const from = (address: string) => enter('somebody@test.local', 'wrong', clock, address);
  await expect(from('203.0.113.9')).rejects.toMatchObject({ code: 'too_many' });
  await expect(from('203.0.113.10')).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a session holds until it is revoked, 12 hours old, or its person is deactivated; the role is the one of now', async () => {
  const { actor, now } = await signedIn(database.db, 'architect');
  const verify = (at: Date) => verifySession(database.db, actor.sessionId, at);
  const start = now();
  const later = (ms: number) => new Date(start.getTime() + ms);
  expect(await verify(start)).toMatchObject({ id: actor.id, role: 'architect' });
  await database.db.update(people).set({ role: 'monitor' }).where(eq(people.id, actor.id));
  expect(await verify(start)).toMatchObject({ role: 'monitor' });
  expect(await verify(later(12 * 3_600_000 - 1000))).not.toBeNull();
  expect(await verify(later(12 * 3_600_000 + 1000))).toBeNull();
  await database.db.update(people).set({ active: false }).where(eq(people.id, actor.id));
  expect(await verify(start)).toBeNull();
  await database.db.update(people).set({ active: true }).where(eq(people.id, actor.id));
  await revokeSession(database.db, handClock(), actor.sessionId);
  await revokeSession(database.db, handClock(), actor.sessionId);
  expect(await verify(start)).toBeNull();
  const entries = await database.db.select().from(auditEntries).where(eq(auditEntries.actorId, actor.id));
  expect(entries.map(({ action }) => action)).toEqual(['session.revoked']);
});

test('signing asks for the password again, counts the wrong ones and renews the proof', async () => {
  const clock = handClock();
  const ctx = await signedIn(database.db, 'expert', { password: PASSWORD, now: clock.now });
  await expect(verifyFresh(ctx, {})).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(verifyFresh(ctx, { password: 'wrong' })).rejects.toMatchObject({ code: 'unauthenticated' });
  clock.pass(60_000);
  await verifyFresh(ctx, { password: PASSWORD });
  const [session] = await database.db.select().from(sessions).where(eq(sessions.id, ctx.actor.sessionId));
  expect(session?.authenticatedAt).toEqual(clock.now());
  await failed(`fresh ${ctx.actor.id}`, 10, clock.now());
  await expect(verifyFresh(ctx, { password: PASSWORD })).rejects.toMatchObject({ code: 'too_many' });
});

test("an identity provider's people sign only within 5 minutes of a proof there", async () => {
  const clock = handClock();
  const ctx = await signedIn(database.db, 'expert', { now: clock.now });
  await verifyFresh(ctx, {});
  clock.pass(5 * 60_000 + 1);
  await expect(verifyFresh(ctx, { password: 'anything' })).rejects.toMatchObject({
    code: 'unauthenticated',
    data: { reauthenticate: true },
  });
  clock.pass(-20 * 60_000);
  await expect(verifyFresh(ctx, {})).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('the demo people are added once, however often and at the same time it is asked', async () => {
  await Promise.all([seedDemo(database.db), seedDemo(database.db)]);
  await seedDemo(database.db);
  const rows = await database.db.select().from(people);
  const demo = rows.filter(({ email }) => email.endsWith('@demo.local'));
  expect(demo.map(({ role }) => role).sort()).toEqual([
    'administrator',
    'architect',
    'expert',
    'monitor',
    'orchestrator',
  ]);
  const added = await database.db.select().from(auditEntries).where(eq(auditEntries.action, 'person.added'));
  expect(added).toHaveLength(5);
  await expect(enter('asha@demo.local', 'plumbline')).resolves.toBeTypeOf('string');
});
