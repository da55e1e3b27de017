import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries, people } from '#db/schema.ts';
import type { Context } from '../context.ts';
import { handClock, signedIn } from '../testing/sign-in-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { addPerson } from './add-person.ts';
import { changeOwnPassword } from './change-own-password.ts';
import { changePerson } from './change-person.ts';
import { listPeople } from './list-people.ts';
import { resetPassword } from './reset-password.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { verifySession } from './verify-session.ts';

let database: TestDatabase;
let ada: Context;
beforeAll(async () => {
  database = await openTestDatabase();
  ada = await signedIn(database.db, 'administrator', { password: 'the password of ada' });
});
afterAll(() => database.close());

const PASSWORD = 'a sentence of some length';
const entriesOf = async (personId: string) => {
  const rows = await database.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.subject, `person:${personId}`))
    .orderBy(auditEntries.seq);
  return rows.map(({ action, actorId, detail }) => ({ action, by: actorId, detail }));
};

test('an added person can sign in, and the ledger says who added them', async () => {
  const id = await addPerson(ada, { name: 'Noor', email: 'Noor@Bank.test', role: 'expert', password: PASSWORD });
  await signInWithPassword(database.db, handClock(), { email: 'noor@bank.test', password: PASSWORD }, '');
  expect(await entriesOf(id)).toEqual([
    { action: 'person.added', by: ada.actor.id, detail: { personId: id, role: 'expert' } },
  ]);
  const again = addPerson(ada, { name: 'N', email: 'noor@bank.TEST', role: 'expert', password: null });
  await expect(again).rejects.toMatchObject({ code: 'conflict' });
});

test('what is no person is refused before anything is written', async () => {
  const before = (await listPeople(ada)).length;
  const good = { name: 'X', email: 'x@bank.test', role: 'expert', password: PASSWORD };
  const bad = [
    { ...good, name: '  ' },
    { ...good, email: 'x' },
    { ...good, role: 'root' },
    { ...good, password: 'short' },
    { ...good, password: 'p'.repeat(201) },
    null,
  ];
  for (const given of bad) await expect(addPerson(ada, given)).rejects.toMatchObject({ code: 'invalid' });
  expect(await listPeople(ada)).toHaveLength(before);
});

test('deactivating ends every session at once and is undone by activating', async () => {
  const { actor } = await signedIn(database.db, 'monitor', { password: PASSWORD });
  const session = () => verifySession(database.db, actor.sessionId, new Date());
  expect(await session()).not.toBeNull();
  await changePerson(ada, { personId: actor.id, active: false });
  await changePerson(ada, { personId: actor.id, active: true });
  expect(await session()).toBeNull();
  await changePerson(ada, { personId: actor.id, active: true });
  expect((await entriesOf(actor.id)).map(({ detail }) => detail)).toEqual([
    { personId: actor.id, active: false },
    { personId: actor.id, active: true },
  ]);
});

test('nobody changes their own role or access, and of two administrators who end each other one stays', async () => {
  await expect(changePerson(ada, { personId: ada.actor.id, role: 'architect' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const bo = await signedIn(database.db, 'administrator', { password: PASSWORD });
  const cy = await signedIn(database.db, 'administrator', { password: PASSWORD });
  const both = await Promise.allSettled([
    changePerson(bo, { personId: cy.actor.id, active: false }),
    changePerson(cy, { personId: bo.actor.id, active: false }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a reset password ends the sessions, works, and is no way to change ones own', async () => {
  const { actor } = await signedIn(database.db, 'expert', { password: PASSWORD });
  await resetPassword(ada, { personId: actor.id, password: 'another sentence' });
  expect(await verifySession(database.db, actor.sessionId, new Date())).toBeNull();
  const enter = (password: string) =>
    signInWithPassword(database.db, handClock(), { email: actor.email, password }, '');
  await expect(enter(PASSWORD)).rejects.toMatchObject({ code: 'unauthenticated' });
  await enter('another sentence');
  const own = resetPassword(ada, { personId: ada.actor.id, password: 'another sentence' });
  await expect(own).rejects.toMatchObject({ code: 'forbidden' });
  const provider = await signedIn(database.db, 'expert');
  const foreign = resetPassword(ada, { personId: provider.actor.id, password: 'another sentence' });
  await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
});

test('changing ones own password needs the old one and keeps this browser signed in only', async () => {
  const ctx = await signedIn(database.db, 'architect', { password: PASSWORD });
  const other = await signInWithPassword(database.db, ctx, { email: ctx.actor.email, password: PASSWORD }, '');
  const wrong = changeOwnPassword(ctx, { current: 'wrong', next: 'another sentence' });
  await expect(wrong).rejects.toMatchObject({ code: 'unauthenticated' });
  await changeOwnPassword(ctx, { current: PASSWORD, next: 'another sentence' });
  expect(await verifySession(database.db, other, new Date())).toBeNull();
  expect(await verifySession(database.db, ctx.actor.sessionId, new Date())).not.toBeNull();
  expect((await entriesOf(ctx.actor.id)).map(({ detail }) => detail)).toEqual([
    { personId: ctx.actor.id, password: 'changed' },
  ]);
  const hashes = await database.db
    .select({ hash: people.passwordHash })
    .from(people)
    .where(eq(people.id, ctx.actor.id));
  expect(hashes[0]?.hash).not.toContain('another');
});
