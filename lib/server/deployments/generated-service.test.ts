import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { deployments, releases } from '#db/schema.ts';
import { dropServiceDatabases } from '../../adapters/target/local/testing/drop-service-databases.ts';
import { startDaemon, type TestDaemon } from '../../adapters/target/local/testing/start-daemon.ts';
import { localTarget } from '../../adapters/target/local-target.ts';
import { compile } from '../../compiler/index.ts';
import type { Json } from '../../core/canonical-json.ts';
import type { JsonSchema } from '../../domain/deployments/service-operation.ts';
import { checkSpec } from '../../spec/index.ts';
import type { Model } from '../../spec/model.ts';
import { findService } from '../specs/find-service.ts';
import { completeTask } from '../tasks/complete-task.ts';
import { getTask } from '../tasks/get-task.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { type Fixture, seedPerson, seedVersion } from '../testing/run-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { callOperation } from './call-operation.ts';
import { deployRelease } from './deploy-release.ts';
import { getServiceDeployment } from './get-service-deployment.ts';
import { useTarget } from './get-target.ts';
import { issueToken } from './issue-token.ts';
import { readRequest } from './read-request.ts';
import { rollBack } from './roll-back.ts';
import { seedRelease } from './testing/seed-release.ts';

/** The real chain behind a release: compiled files, the daemon as a process, the sandbox, PostgreSQL, the gateway. */

// Whole services start and stop here: a busy machine needs more than a moment.
vi.setConfig({ testTimeout: 120_000 });

const data = mkdtempSync(join(tmpdir(), 'generated-test-'));
const firstPort = 41_000 + Math.floor(Math.random() * 20_000);
const target = localTarget(data);
let database: TestDatabase;
let daemon: TestDaemon;
/** Quotes that the first test stored. */
const quotes: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  daemon = await startDaemon(data, database.url, firstPort);
  useTarget(target);
});
afterAll(async () => {
  await daemon.kill('SIGTERM');
  await dropServiceDatabases(database.pool, database.url);
  await database.close();
  rmSync(data, { recursive: true, force: true });
});

function golden(name: string): string {
  return readFileSync(join(resolve(import.meta.dirname, '../../../e2e/golden'), name, 'spec.yaml'), 'utf8');
}

function modelOf(text: string): Model {
  const { model } = checkSpec(text);
  if (model === null) throw new Error('the text has no meaning');
  return model;
}

/** The files of a release; of one that follows on another if the text of that is given. */
function compiled(text: string, before?: string): Record<string, string> {
  const migrations = before === undefined ? [] : compile(modelOf(before)).files.filter(isMigration);
  const previous = before === undefined ? {} : { previous: { model: modelOf(before), migrations } };
  return Object.fromEntries(compile(modelOf(text), previous).files.map((file) => [file.path, file.text]));
}

function isMigration({ path }: { path: string }): boolean {
  return path.startsWith('migrations/');
}

async function release(fixture: Fixture, number: number, text: string, before?: string): Promise<string> {
  return seedRelease(database.db, fixture, { number, text, files: compiled(text, before) });
}

const deploy = (releaseId: string, startedBy: string) =>
  deployRelease({
    db: database.db,
    target,
    releaseId,
    kind: 'deploy',
    startedBy,
    now: () => new Date(),
    newId: randomUUID,
  });

test('a precise specification answers with computed values, changes under load without a dropped request, and goes back', async () => {
  const text = golden('loan-quotes');
  const fixture = await seedVersion(database.db, text, 'loan-quotes');
  const [me, service] = [fixture.author, fixture.serviceName];
  const first = await release(fixture, 1, text);
  const started = performance.now();
  const { address } = await deploy(first, me.actor.id);
  const { operations } = await getServiceDeployment(me, service);
  const body = JSON.stringify({ amount: '1000.00', months: 24, monthly_income: '3000.00' });
  const call = {
    service,
    operation: 'createQuote',
    parameters: {},
    body,
    roles: ['loan_officer'],
    scopes: [],
    credential: null,
  };
  const answer = await callOperation(me, call);
  if (answer.status !== 200) console.error((await target.status(service)).log.join('\n'));
  console.log(`release to first answer: ${Math.round(performance.now() - started)} ms`);
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    200,
    { id: expect.any(String), grade: 'prime', yearly_rate: '8.50', monthly_payment: '48.75' },
  ]);
  quotes.push(JSON.parse(answer.body).id);
  const read = { ...call, operation: 'getQuote', parameters: { id: JSON.parse(answer.body).id }, body: null };
  expect(JSON.parse((await callOperation(me, read)).body)).toMatchObject({ amount: '1000.00', months: 24 });
  expect(operations.map((each) => each.operation)).toEqual(['createQuote', 'getQuote']);
  expect((await callOperation(me, { ...call, roles: [], scopes: [] })).status).toBe(403);

  // Other rules and one more column: the second migration meets what callers stored, while they go on storing.
  const changed = text
    .replace('prime    | 8.50 ', 'prime    | 7.25 ')
    .replace('      quoted_by: string\n', '      quoted_by: string\n      note: string?\n');
  const second = await release(fixture, 2, changed, text);
  const { token } = await issueToken(me, { service, roles: ['loan_officer'], scopes: [] });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const stop = new AbortController();
  const answers = { kept: 0, failed: [] as string[] };
  const rates = new Set<string>();
  const callers = Array.from({ length: 6 }, async () => {
    while (!stop.signal.aborted) {
      const response = await fetch(`${address}/quotes`, { method: 'POST', headers, body }).catch((error) =>
        String(error),
      );
      const quote = typeof response === 'string' ? null : await response.json();
      if (typeof response !== 'string' && response.status === 200) {
        answers.kept++;
        rates.add(quote.yearly_rate);
      } else answers.failed.push(JSON.stringify(quote ?? response));
    }
  });
  await deploy(second, me.actor.id);
  await delay(300);
  await rollBack(await seedPerson(database.db, 'monitor'), { service, toRelease: 1 });
  await delay(300);
  stop.abort();
  await Promise.all(callers);
  console.log(
    `switch and rollback under load: dropped ${answers.failed.length} of ${answers.kept + answers.failed.length} writes`,
  );
  expect(answers.failed).toEqual([]);
  expect([...rates].sort()).toEqual(['7.25', '8.50']);
  expect((await getServiceDeployment(me, service)).live?.releaseNumber).toBe(1);
});

test('a rollback whose process was killed is finished by the daemon, and a lost data folder is made good from the records', async () => {
  const orchestrator = await seedPerson(database.db, 'orchestrator');
  const service = await findService(database.db, 'loan-quotes');
  const [second] = await database.db
    .select()
    .from(releases)
    .where(and(eq(releases.serviceId, service.id), eq(releases.number, 2)));
  const attempt = { id: randomUUID(), serviceId: service.id, releaseId: second?.id ?? '', environment: 'local' };
  const row = { ...attempt, kind: 'rollback' as const, status: 'starting' as const, startedBy: orchestrator.actor.id };
  await database.db.insert(deployments).values({ ...row, createdAt: new Date() });
  await daemon.kill('SIGKILL');
  rmSync(data, { recursive: true });
  mkdirSync(data, { mode: 0o700 });
  daemon = await startDaemon(data, database.url, firstPort);
  for (let release = 0; release !== 2; release = (await target.status('loan-quotes')).releaseNumber ?? 0)
    await delay(50);
  while ((await getServiceDeployment(orchestrator, service.name)).live?.releaseNumber !== 2) await delay(50);
  // What callers stored before is still there.
  const [kept] = quotes;
  const read = {
    service: service.name,
    operation: 'getQuote',
    parameters: { id: kept ?? '' },
    body: null,
    roles: ['loan_officer'],
    credential: null,
    scopes: [],
  };
  expect((await callOperation(await seedPerson(database.db, 'architect'), read)).status).toBe(200);
});

test('steps in prose become tasks: 202, a person fills in what is asked, the caller reads the answer', async () => {
  const text = golden('kyc-brief');
  const fixture = await seedVersion(database.db, text, 'kyc-verification-api');
  const [me, service] = [fixture.author, fixture.serviceName];
  await deploy(await release(fixture, 1, text), me.actor.id);
  const { operations } = await getServiceDeployment(me, service);
  const [verify] = operations;
  const body = JSON.stringify(verify?.example ?? null);
  const sent = await callOperation(me, {
    service,
    operation: verify?.operation ?? '',
    parameters: {},
    body,
    roles: [],
    credential: null,
    scopes: [],
  });
  expect([sent.status, sent.headers['location']]).toEqual([202, expect.stringMatching(/^\/requests\/[0-9a-f-]{36}$/)]);
  const request: string = JSON.parse(sent.body).id;

  const expert = fixture.reviewer;
  let done = 0;
  for (let open = (await listTasks(expert)).tasks; open.length > 0; open = (await listTasks(expert)).tasks) {
    const [next] = open;
    if (!next) break;
    const task = await getTask(expert, { service, id: next.task.id });
    await completeTask(expert, { service, id: task.id, values: filled(task.form) });
    done++;
    expect(done).toBeLessThan(20);
  }
  expect(done).toBeGreaterThan(1);
  const answer = await readRequest(me, { service, id: request, roles: [], scopes: [], credential: null });
  expect(JSON.parse(answer.body)).toMatchObject({ id: request, state: 'succeeded', result: expect.any(Object) });
  expect((await readRequest(expert, { service, id: request, roles: [], scopes: [], credential: null })).status).toBe(
    404,
  );
});

/** A value for everything that a form requires. */
function filled(form: JsonSchema): Record<string, Json> {
  const properties = Object.entries(form['properties'] ?? {});
  return Object.fromEntries(properties.map(([name, schema]) => [name, valueFor(schema)]));
}

function valueFor(schema: unknown): Json {
  if (typeof schema !== 'object' || schema === null) return 'x';
  const { type, enum: choices, minimum, items } = { type: '', enum: [], minimum: 0, items: {}, ...schema };
  if (choices.length > 0) return choices[0] ?? null;
  const first = Array.isArray(type) ? type[0] : type;
  if (first === 'integer' || first === 'number') return minimum;
  if (first === 'array') return [valueFor(items)];
  return first === 'boolean' ? true : '0.5';
}
