import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { auditEntries, deployments } from '#db/schema.ts';
import { type FakeTarget, fakeTarget } from '../../adapters/target/fake-target.ts';
import { type Fixture, seedPerson, seedVersion } from '../testing/run-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { callOperation } from './call-operation.ts';
import { deployRelease } from './deploy-release.ts';
import { getServiceDeployment } from './get-service-deployment.ts';
import { useTarget } from './get-target.ts';
import { issueToken } from './issue-token.ts';
import { listDeployments } from './list-deployments.ts';
import { readRequest } from './read-request.ts';
import { resumeDeployments } from './resume-deployments.ts';
import { rollBack } from './roll-back.ts';
import { seedRelease } from './testing/seed-release.ts';

const GOLDEN = resolve(import.meta.dirname, '../../../e2e/golden/loan-quotes');
const TEXT = readFileSync(join(GOLDEN, 'spec.yaml'), 'utf8');
const FILES = {
  'src/main.ts': 'one',
  'openapi.json': readFileSync(join(GOLDEN, 'expected/openapi.json'), 'utf8'),
};

let database: TestDatabase;
let target: FakeTarget;
let fixture: Fixture;
let first: string;
let second: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  target = fakeTarget();
  useTarget(target);
  fixture = await seedVersion(database.db, TEXT);
  first = await seedRelease(database.db, fixture, { number: 1, text: TEXT, files: FILES });
  second = await seedRelease(database.db, fixture, {
    number: 2,
    text: `${TEXT}\n`,
    files: { ...FILES, 'src/main.ts': 'two' },
  });
});

const deploy = (releaseId: string, kind: 'deploy' | 'rollback' = 'deploy') =>
  deployRelease({
    ...{ db: database.db, target, releaseId, kind, startedBy: fixture.author.actor.id },
    now: () => new Date(),
    newId: randomUUID,
  });

const attempts = () =>
  database.db
    .select({
      releaseId: deployments.releaseId,
      kind: deployments.kind,
      status: deployments.status,
      reason: deployments.reason,
    })
    .from(deployments)
    .where(eq(deployments.serviceId, fixture.serviceId))
    .orderBy(asc(deployments.createdAt));

const ledger = async () => {
  const rows = await database.db
    .select({ action: auditEntries.action, detail: auditEntries.detail, actorId: auditEntries.actorId })
    .from(auditEntries)
    .where(and(eq(auditEntries.serviceId, fixture.serviceId)))
    .orderBy(asc(auditEntries.seq));
  return rows;
};

test('a release goes live, the one before is superseded, and the ledger says so', async () => {
  expect(await deploy(first)).toEqual({ address: `http://127.0.0.1/${fixture.serviceName}`, releaseNumber: 1 });
  await deploy(second);
  expect(await attempts()).toEqual([
    { releaseId: first, kind: 'deploy', status: 'superseded', reason: null },
    { releaseId: second, kind: 'deploy', status: 'live', reason: null },
  ]);
  expect(await ledger()).toEqual([
    { action: 'deployment.live', actorId: null, detail: { releaseNumber: 1, environment: 'local', kind: 'deploy' } },
    { action: 'deployment.live', actorId: null, detail: { releaseNumber: 2, environment: 'local', kind: 'deploy' } },
  ]);
  expect(target.deployed.map(({ files, releaseNumber }) => [releaseNumber, files.map((file) => file.path)])).toEqual([
    [1, ['openapi.json', 'src/main.ts']],
    [2, ['openapi.json', 'src/main.ts']],
  ]);
});

test('deploying again after a crash at any point records one attempt and one entry', async () => {
  await deploy(first);
  await deploy(first);
  // Killed after the target switched and before the record: the attempt is still starting.
  await database.db
    .update(deployments)
    .set({ status: 'starting', liveAt: null })
    .where(eq(deployments.releaseId, first));
  await deploy(first);
  expect(await attempts()).toEqual([{ releaseId: first, kind: 'deploy', status: 'live', reason: null }]);
  expect(target.deployed.length).toBe(1);
});

test('a failed deploy is recorded with its reason, and what was live stays live', async () => {
  await deploy(first);
  target.failNext = 'Release 2 did not start: the table is missing.';
  await expect(deploy(second)).rejects.toThrow('the table is missing');
  expect(await attempts()).toEqual([
    { releaseId: first, kind: 'deploy', status: 'live', reason: null },
    { releaseId: second, kind: 'deploy', status: 'failed', reason: 'Release 2 did not start: the table is missing.' },
  ]);
  expect((await ledger()).map((entry) => entry.action)).toEqual(['deployment.live', 'deployment.failed']);
});

test('two deploys at once leave one live: the one that the target runs', async () => {
  await Promise.all([deploy(first), deploy(second)]);
  const live = (await attempts()).filter(({ status }) => status === 'live');
  expect(live.map(({ releaseId }) => releaseId)).toEqual([(await target.status(fixture.serviceName)).releaseId]);
});

test('a rollback gives the traffic back, by whoever may, and names who did it', async () => {
  await deploy(first);
  await deploy(second);
  const orchestrator = await seedPerson(database.db, 'orchestrator');
  const order = { service: fixture.serviceName, toRelease: 1 };
  await expect(rollBack(fixture.author, order)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(rollBack(orchestrator, { ...order, toRelease: 2 })).rejects.toMatchObject({ code: 'conflict' });
  await expect(rollBack(orchestrator, { ...order, toRelease: 3 })).rejects.toMatchObject({ code: 'conflict' });
  await rollBack(orchestrator, order);
  expect((await attempts()).at(-1)).toEqual({ releaseId: first, kind: 'rollback', status: 'live', reason: null });
  expect((await ledger()).slice(-2)).toEqual([
    {
      action: 'deployment.rollback',
      actorId: orchestrator.actor.id,
      detail: { fromRelease: 2, toRelease: 1, environment: 'local' },
    },
    { action: 'deployment.live', actorId: null, detail: { releaseNumber: 1, environment: 'local', kind: 'rollback' } },
  ]);
  const view = await getServiceDeployment(orchestrator, fixture.serviceName);
  expect([view.live?.releaseNumber, view.rollbackTo.map((choice) => choice.releaseNumber)]).toEqual([1, [2]]);
});

test('a rollback that a killed process left behind is finished by the next worker, and a lost release comes back', async () => {
  await deploy(first);
  await deploy(second);
  const orchestrator = await seedPerson(database.db, 'orchestrator');
  await database.db.insert(deployments).values({
    ...{ id: randomUUID(), serviceId: fixture.serviceId, releaseId: first, environment: 'local', kind: 'rollback' },
    ...{ status: 'starting', startedBy: orchestrator.actor.id, createdAt: new Date() },
  });
  const tools = { db: database.db, target, now: () => new Date(), newId: randomUUID, log: () => {} };
  await resumeDeployments(tools);
  expect((await attempts()).map(({ status }) => status)).toEqual(['superseded', 'superseded', 'live']);
  const empty = fakeTarget();
  await resumeDeployments({ ...tools, target: empty });
  expect((await empty.status(fixture.serviceName)).releaseId).toBe(first);
});

const READY = JSON.stringify({ status: 'ready', simulated: ['bureau'] });

test('the page shows what is live, what is simulated, how to call it, with which roles, and where to go back to', async () => {
  await deploy(first);
  target.answer = (_, { path }) => ({ status: 200, headers: {}, body: path === '/readyz' ? READY : '{}' });
  const view = await getServiceDeployment(fixture.reviewer, fixture.serviceName);
  expect(view).toMatchObject({
    live: { releaseNumber: 1, versionNumber: 1, address: `http://127.0.0.1/${fixture.serviceName}` },
    health: 'running',
    simulated: ['bureau'],
    rollbackTo: [],
    roles: ['loan_officer'],
  });
  expect(view.operations.map(({ method, path, roles }) => [method, path, roles])).toEqual([
    ['POST', '/quotes', ['loan_officer']],
    ['GET', '/quotes/{id}', ['loan_officer']],
  ]);
  expect(view.operations[0]?.example).toEqual({ amount: '100.00', months: 6, monthly_income: '1.00' });
  expect(await listDeployments(fixture.reviewer)).toContainEqual({
    service: fixture.serviceName,
    live: view.live,
    health: 'running',
    restarts: 0,
  });
  await expect(getServiceDeployment(fixture.reviewer, 'no-such')).rejects.toMatchObject({ code: 'not_found' });
});

test('a target that does not answer is said, not hidden', async () => {
  await deploy(first);
  useTarget({ ...target, status: () => Promise.reject(new Error('gone')) });
  const found = (await listDeployments(fixture.reviewer)).find(({ service }) => service === fixture.serviceName);
  expect([found?.live?.releaseNumber, found?.health]).toEqual([1, 'unreachable']);
});

test('a call goes through the gateway as the signed-in person, with known roles only', async () => {
  await deploy(first);
  target.answer = (_, request) => ({ status: 201, headers: {}, body: String(request.body ?? '') });
  const call = {
    service: fixture.serviceName,
    operation: 'createQuote',
    parameters: {},
    body: '{"amount":"1"}',
    roles: ['loan_officer'],
    credential: null,
    scopes: [],
  };
  expect(await callOperation(fixture.reviewer, call)).toMatchObject({ status: 201, body: '{"amount":"1"}' });
  expect(target.tokens.at(-1)?.request).toMatchObject({ subject: fixture.reviewer.actor.id, roles: ['loan_officer'] });
  expect(target.calls.at(-1)?.request).toMatchObject({
    method: 'POST',
    path: '/quotes',
    headers: { authorization: `Bearer token-for-${fixture.reviewer.actor.id}`, 'content-type': 'application/json' },
  });
  await expect(callOperation(fixture.reviewer, { ...call, roles: ['root'], scopes: [] })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(callOperation(fixture.reviewer, { ...call, scopes: ['all'] })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(callOperation(fixture.reviewer, { ...call, operation: 'listTasks' })).rejects.toMatchObject({
    code: 'not_found',
  });
  const administrator = await seedPerson(database.db, 'administrator');
  await expect(callOperation(administrator, call)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(
    readRequest(fixture.reviewer, {
      service: fixture.serviceName,
      id: '../tasks',
      roles: [],
      scopes: [],
      credential: null,
    }),
  ).rejects.toMatchObject({ code: 'invalid' });
});

test('a token is good for 15 minutes, and the ledger knows who has it', async () => {
  await deploy(first);
  const issued = await issueToken(fixture.reviewer, {
    service: fixture.serviceName,
    roles: ['loan_officer'],
    scopes: [],
  });
  expect(Math.round((Date.parse(issued.expiresAt) - Date.now()) / 60_000)).toBe(15);
  expect((await ledger()).at(-1)).toEqual({
    action: 'token.issued',
    actorId: fixture.reviewer.actor.id,
    detail: { service: fixture.serviceName, roles: ['loan_officer'], scopes: [], expiresInSeconds: 900 },
  });
  expect(JSON.stringify(await ledger())).not.toContain(issued.token);
});
