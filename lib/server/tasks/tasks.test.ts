import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { auditEntries } from '#db/schema.ts';
import { type FakeTarget, fakeTarget } from '../../adapters/target/fake-target.ts';
import type { ServiceRequest, ServiceResponse } from '../../adapters/target/target.ts';
import type { ServiceTask } from '../../domain/deployments/service-task.ts';
import { deployRelease } from '../deployments/deploy-release.ts';
import { useTarget } from '../deployments/get-target.ts';
import { seedRelease } from '../deployments/testing/seed-release.ts';
import { type Fixture, seedPerson, seedVersion } from '../testing/run-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { claimTask } from './claim-task.ts';
import { completeTask } from './complete-task.ts';
import { getTask } from './get-task.ts';
import { listTasks } from './list-tasks.ts';

const TEXT = readFileSync(join(resolve(import.meta.dirname, '../../../e2e/golden/kyc-brief'), 'spec.yaml'), 'utf8');
const PRECISE = `service: precise-tasks
roles: [reviewer, head_of_compliance]
endpoints:
  - path: /cases
    method: POST
    operation: openCase
    access: authenticated
    input: [{amount: int}]
    processing:
      - large:
          switch:
            - when: input.amount > 100
              do:
                - review:
                    userTask: Look at it
                    candidates: [reviewer]
                    result: {fine: bool}
                    due: {within: 1h, escalate: head_of_compliance}
    output: [{done: {type: bool, value: true}}]
`;
const TASK: ServiceTask = {
  id: '0b9f9f6e-54a8-4f6a-9df2-3f1c5c0c7a10',
  request: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  operation: 'verifyKyc',
  step: 'extract_text_ocr',
  title: 'Extract text',
  instruction: 'use tesseract',
  state: 'open',
  claimedBy: null,
  createdAt: '2026-11-22T12:00:00.000Z',
  dueAt: null,
  input: { name: 'A…' },
  findings: [],
  form: { type: 'object', properties: { finding: { type: 'string' } }, required: [] },
};

let database: TestDatabase;
let target: FakeTarget;
let fixture: Fixture;

beforeAll(async () => {
  database = await openTestDatabase();
  fixture = await seedVersion(database.db, TEXT, 'kyc-verification-api');
  target = fakeTarget();
  const releaseId = await seedRelease(database.db, fixture, { number: 1, text: TEXT, files: { 'src/main.ts': '' } });
  const order = { db: database.db, target, releaseId, kind: 'deploy' as const, startedBy: fixture.author.actor.id };
  await deployRelease({ ...order, now: () => new Date(), newId: randomUUID });
});
afterAll(() => database.close());
beforeEach(() => {
  target.calls.length = 0;
  target.answer = (_, request) => json(200, answerTo(request));
  useTarget(target);
});

const json = (status: number, body: unknown): ServiceResponse => ({ status, headers: {}, body: JSON.stringify(body) });

function answerTo({ method, path }: ServiceRequest): unknown {
  if (path === '/tasks') return { tasks: [TASK], next: 50 };
  if (path === '/tasks?offset=50')
    return { tasks: [{ ...TASK, id: randomUUID(), createdAt: '2026-11-22T11:00:00.000Z' }], next: null };
  return method === 'GET' ? TASK : { ...TASK, state: 'claimed' };
}

test('the inbox holds the tasks of every page of every live service, oldest first', async () => {
  const { tasks, unreachable } = await listTasks(fixture.reviewer);
  expect(tasks.map(({ service, task }) => [service, task.createdAt])).toEqual([
    ['kyc-verification-api', '2026-11-22T11:00:00.000Z'],
    ['kyc-verification-api', '2026-11-22T12:00:00.000Z'],
  ]);
  expect(unreachable).toEqual([]);
  expect(target.tokens.at(-1)?.request).toMatchObject({ subject: fixture.reviewer.actor.id, roles: ['operator'] });
});

test('a service that does not answer, or answers nonsense, is named with the reason', async () => {
  target.answer = () => json(500, {});
  expect((await listTasks(fixture.reviewer)).unreachable).toEqual([
    { service: 'kyc-verification-api', reason: 'kyc-verification-api: It answered with status 500.' },
  ]);
  target.answer = () => json(200, { tasks: [{ id: 'x' }] });
  expect((await listTasks(fixture.reviewer)).unreachable[0]?.reason).toContain('not understood');
});

test('completing sends the values, and the ledger says who did which step but not the values', async () => {
  const values = { finding: 'name on page 1 is Asha Rao' };
  const done = await completeTask(fixture.reviewer, { service: 'kyc-verification-api', id: TASK.id, values });
  expect(done).toEqual({ request: TASK.request });
  expect(target.calls.at(-1)?.request).toMatchObject({
    method: 'POST',
    path: `/tasks/${TASK.id}/complete`,
    body: JSON.stringify(values),
  });
  const [entry] = await database.db.select().from(auditEntries).where(eq(auditEntries.action, 'task.completed'));
  expect(entry).toMatchObject({
    actorId: fixture.reviewer.actor.id,
    subject: `task:${TASK.id}`,
    detail: { taskId: TASK.id, operation: 'verifyKyc', step: 'extract_text_ocr' },
  });
  expect(JSON.stringify(entry)).not.toContain('Asha Rao');
});

test('files of an answer travel as parts of a form', async () => {
  const form = {
    type: 'object',
    properties: { note: { type: 'string' }, scan: { 'x-file': { media: ['image/png'] } } },
  };
  target.answer = (_, { method }) => json(200, method === 'GET' ? { ...TASK, form } : TASK);
  const values = { note: 'fine', scan: btoa('\x89PNG') };
  await completeTask(fixture.reviewer, { service: 'kyc-verification-api', id: TASK.id, values });
  const { headers = {}, body } = target.calls.at(-1)?.request ?? {};
  expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(Buffer.from(body ?? '').toString('latin1')).toMatch(
    /name="note"\r\n\r\nfine[\s\S]*filename="scan.png"[\s\S]*\x89PNG/,
  );
});

test('a refusal by the service comes through in its words, and nothing is recorded', async () => {
  target.answer = (_, { method }) =>
    method === 'GET' ? json(200, TASK) : json(409, { title: 'Conflict', detail: 'Another person has claimed it' });
  const before = (await database.db.select().from(auditEntries)).length;
  const order = { service: 'kyc-verification-api', id: TASK.id };
  await expect(claimTask(fixture.reviewer, order)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Another person has claimed it'),
  });
  await expect(completeTask(fixture.reviewer, { ...order, values: {} })).rejects.toMatchObject({ code: 'conflict' });
  expect((await database.db.select().from(auditEntries)).length).toBe(before);
});

test('a task that names who may do it is asked for in those roles, and in the one that it is escalated to', async () => {
  const precise = await seedVersion(database.db, PRECISE, 'precise-tasks');
  const releaseId = await seedRelease(database.db, precise, { number: 1, text: PRECISE, files: { 'src/main.ts': '' } });
  const order = { db: database.db, target, releaseId, kind: 'deploy' as const, startedBy: precise.author.actor.id };
  await deployRelease({ ...order, now: () => new Date(), newId: randomUUID });
  const { tasks } = await listTasks(precise.reviewer);
  expect(tasks.map(({ service }) => service)).toContain('precise-tasks');
  expect(target.tokens.filter(({ service }) => service === 'precise-tasks').at(-1)?.request.roles).toEqual([
    'head_of_compliance',
    'reviewer',
  ]);
});

test('only those who may do tasks reach the service, and only by a real id', async () => {
  const administrator = await seedPerson(database.db, 'administrator');
  const order = { service: 'kyc-verification-api', id: TASK.id };
  await expect(listTasks(administrator)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(completeTask(administrator, { ...order, values: {} })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(getTask(fixture.reviewer, { ...order, id: '../metrics' })).rejects.toMatchObject({ code: 'not_found' });
  expect(target.calls).toEqual([]);
});
