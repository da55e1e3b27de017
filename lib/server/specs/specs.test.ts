import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries, people, specVersions } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import type { PlatformRole } from '../../domain/access/permissions.ts';
import type { Context } from '../context.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createService } from './create-service.ts';
import { getDraft } from './get-draft.ts';
import { getService } from './get-service.ts';
import { getVersion } from './get-version.ts';
import { listServices } from './list-services.ts';
import { saveDraft } from './save-draft.ts';
import { saveVersion } from './save-version.ts';
import { seedExamples } from './seed-examples.ts';

let database: TestDatabase;
let asha: Context;
let omar: Context;
let mina: Context;

beforeAll(async () => {
  database = await openTestDatabase();
  asha = await person('Asha Rao', 'asha@demo.local', 'architect');
  omar = await person('Omar Haddad', 'omar@demo.local', 'orchestrator');
  mina = await person('Mina Sato', 'mina@demo.local', 'monitor');
});
afterAll(() => database.close());

async function person(name: string, email: string, role: PlatformRole): Promise<Context> {
  const id = randomUUID();
  await database.db.insert(people).values({ id, name, email, role });
  const actor = { id, name, email, role, sessionId: randomUUID(), authenticatedAt: new Date() };
  return { db: database.db, actor, now: () => new Date(), newId: randomUUID };
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected an AppError, got ${String(error)}`);
}

let lastName = 0;
async function newService(text = 'service: x\n'): Promise<string> {
  lastName += 1;
  const name = `service-${lastName}`;
  await createService(asha, { name, from: 'text', text: text.replace('service: x', `service: ${name}`) });
  return name;
}

test('the example is seeded once, word for word, by Asha, however often and at once it is asked for', async () => {
  await Promise.all([seedExamples(database.db), seedExamples(database.db)]);
  await seedExamples(database.db);
  const draft = await getDraft(mina, 'kyc-verification-api');
  expect(draft.text).toBe(await readFile('e2e/golden/kyc-brief/spec.yaml', 'utf8'));
  expect([draft.revision, draft.updatedBy.name]).toEqual([1, 'Asha Rao']);
  expect((await listServices(mina)).filter((row) => row.name === 'kyc-verification-api')).toHaveLength(1);
});

test('of two people who save on the same revision at once, one is stored and the other is handed the stored text', async () => {
  const service = await newService();
  const answers = await Promise.allSettled([
    saveDraft(asha, { service, text: 'by asha', baseRevision: 1 }),
    saveDraft(omar, { service, text: 'by omar', baseRevision: 1 }),
  ]);
  const stored = await getDraft(asha, service);
  const refused = answers.find((answer) => answer.status === 'rejected');
  expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
  expect(refused?.reason).toMatchObject({
    code: 'conflict',
    data: { revision: 2, text: stored.text, updatedBy: stored.updatedBy, updatedAt: stored.updatedAt },
  });
});

test('a save that is repeated because its answer was lost gives the stored revision, not a conflict', async () => {
  const service = await newService();
  const first = await saveDraft(asha, { service, text: 'a', baseRevision: 1 });
  expect(await saveDraft(asha, { service, text: 'a', baseRevision: 1 })).toEqual(first);
});

test('what is no text is refused with its line, and the last draft is kept', async () => {
  const service = await newService('service: x\nversion: 1.0.0\n');
  const before = await getDraft(asha, service);
  const save = (text: string) => failure(saveDraft(asha, { service, text, baseRevision: 1 }));
  expect((await save('é'.repeat(600_000))).code).toBe('too_large');
  expect((await save('a\nb\0')).message).toContain('Line 2 holds a NUL');
  expect((await save('a\nb\n\ud800c')).message).toContain('Line 3 holds half a character');
  expect(await getDraft(asha, service)).toEqual(before);
});

test('a text that is no specification at all is kept as a draft', async () => {
  const service = await newService();
  await saveDraft(asha, { service, text: '}{: not yaml', baseRevision: 1 });
  expect((await getDraft(asha, service)).text).toBe('}{: not yaml');
});

test('a version holds the text, its digest and everybody who wrote any of it, and the ledger names it', async () => {
  const service = await newService();
  const text = `service: ${service}\nversion: 1.1.0\n`;
  await saveDraft(omar, { service, text, baseRevision: 1 });
  const saved = await saveVersion(asha, { service, message: ' Raise the version ', baseRevision: 2 });
  const digest = createHash('sha256').update(text).digest('hex');
  expect(saved).toMatchObject({ number: 1, digest });
  const version = await getVersion(mina, service, 1);
  expect(version).toMatchObject({ text, digest, message: 'Raise the version', author: { name: 'Asha Rao' } });
  expect(version.authors.map((author) => author.name)).toEqual(['Asha Rao', 'Omar Haddad']);
  const [entry] = await database.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.subject, `version:${saved.id}`));
  expect(entry).toMatchObject({ action: 'version.saved', actorId: asha.actor.id, detail: { number: 1, digest } });
});

test('authors are counted anew after a version', async () => {
  const service = await newService();
  await saveVersion(asha, { service, message: 'one', baseRevision: 1 });
  await saveDraft(omar, { service, text: `service: ${service}\nversion: 2.0.0\n`, baseRevision: 1 });
  await saveVersion(omar, { service, message: 'two', baseRevision: 2 });
  expect((await getVersion(asha, service, 2)).authors.map((author) => author.name)).toEqual(['Omar Haddad']);
});

test('a version is refused when nothing changed, when the draft moved on, and when its message is empty', async () => {
  const service = await newService();
  const saved = await saveVersion(asha, { service, message: 'first', baseRevision: 1 });
  const same = await failure(saveVersion(asha, { service, message: 'again', baseRevision: 1 }));
  expect([same.code, same.data]).toEqual(['unprocessable', { versionId: saved.id, number: 1 }]);
  await saveDraft(omar, { service, text: 'version: 2.0.0\n', baseRevision: 1 });
  expect((await failure(saveVersion(asha, { service, message: 'x', baseRevision: 1 }))).code).toBe('conflict');
  expect((await failure(saveVersion(asha, { service, message: '  ', baseRevision: 2 }))).code).toBe('invalid');
  expect((await getService(asha, service)).versions.map((version) => version.number)).toEqual([1]);
});

test('versions saved at once are numbered without gap or repetition', async () => {
  const service = await newService();
  const tries = await Promise.allSettled(
    [asha, omar, asha].map((ctx) => saveVersion(ctx, { service, message: 'm', baseRevision: 1 })),
  );
  expect(tries.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
  expect((await getService(asha, service)).versions).toHaveLength(1);
});

test('a text that names another service cannot become a version', async () => {
  const service = await newService();
  await saveDraft(asha, { service, text: 'service: other-name\nversion: 1.0.0\n', baseRevision: 1 });
  const refused = await failure(saveVersion(asha, { service, message: 'm', baseRevision: 2 }));
  expect([refused.code, refused.message.includes('other-name')]).toEqual(['unprocessable', true]);
});

test('a version cannot be changed afterwards, not even by a statement to the database', async () => {
  const service = await newService();
  const { id } = await saveVersion(asha, { service, message: 'm', baseRevision: 1 });
  const changed = await database.db
    .update(specVersions)
    .set({ text: 'forged' })
    .where(eq(specVersions.id, id))
    .then(
      () => true,
      () => false,
    );
  expect(changed).toBe(false);
});

test('people without spec.edit read and change nothing', async () => {
  const service = await newService();
  const attempts = [
    createService(mina, { name: 'by-mina', from: 'text', text: '' }),
    saveDraft(mina, { service, text: 'x', baseRevision: 1 }),
    saveVersion(mina, { service, message: 'm', baseRevision: 1 }),
  ];
  expect(await Promise.all(attempts.map(async (attempt) => (await failure(attempt)).code))).toEqual(
    attempts.map(() => 'forbidden'),
  );
  expect((await getDraft(mina, service)).revision).toBe(1);
});

test('names are kebab-case and taken once', async () => {
  const service = await newService();
  const create = (name: string) => failure(createService(asha, { name, from: 'template', template: 'loan-quotes' }));
  for (const name of ['A', 'no', 'Has-Capitals', 'two--hyphens', '-x-y', 'a b', `a${'b'.repeat(70)}`, '../etc']) {
    expect((await create(name)).code).toBe('invalid');
  }
  expect((await create(service)).code).toBe('conflict');
});

test('a template starts a service of the given name', async () => {
  await createService(asha, { name: 'my-quotes', from: 'template', template: 'loan-quotes' });
  const draft = await getDraft(asha, 'my-quotes');
  expect(draft.text).toContain('\nservice: my-quotes\n');
  expect((await getService(asha, 'my-quotes')).readiness.errors).toBe(0);
});
