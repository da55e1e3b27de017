import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { releases, runs } from '#db/schema.ts';
import type { Sandbox } from '../../../adapters/sandbox/sandbox.ts';
import { fakeTarget } from '../../../adapters/target/fake-target.ts';
import { applyRunEvents, emptyRun, type RunState } from '../../../domain/runs/run-state.ts';
import { type Fixture, seedVersion } from '../../testing/run-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { type Engine, startEngine } from '../durable/engine.ts';
import { GATE_LIMITS } from '../gates/gate-limits.ts';
import { readAllRunEvents } from '../read-run-events.ts';
import { signalRun } from '../signal-run.ts';
import { startRun } from '../start-run.ts';
import { runStages } from './run-stages.ts';

let database: TestDatabase;
let engine: Engine;
let dataFolder: string;

const BRIEF = readFileSync(resolve(import.meta.dirname, '../../../../e2e/golden/kyc-brief/spec.yaml'), 'utf8');

/** Answers as the reporter and the type checker do when all is well, without running anything. */
const greenSandbox: Sandbox = {
  level: 'full',
  run: async ({ env, onStdout }) => {
    const key = env['PLUMBLINE_REPORT_KEY'];
    const result = { file: 'test/a.test.ts', path: ['a'], line: 1, status: 'passed', durationMs: 1, message: null };
    if (key) onStdout?.(`${key} ${JSON.stringify(result)}\n${key} {"finished":true}\n`);
    return { ending: { kind: 'exited', code: 0 }, wallMs: 1, cpuMs: 1, peakMemoryBytes: 1 };
  },
  start: () => {
    throw new Error('no service is started here');
  },
};

beforeAll(async () => {
  database = await openTestDatabase();
  dataFolder = mkdtempSync(join(tmpdir(), 'plumbline-stages-'));
  const { db } = database;
  const target = fakeTarget();
  const tools = { db, sandbox: async () => greenSandbox, limits: GATE_LIMITS, target, dataFolder, newId: randomUUID };
  engine = await startEngine({
    url: database.url,
    body: (run) => runStages(tools, run),
    concurrency: 2,
    now: () => new Date(),
    log: () => {},
  });
});
afterAll(async () => {
  await engine.stop();
  await database.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function start(text: string): Promise<{ runId: string; fixture: Fixture }> {
  const fixture = await seedVersion(database.db, text);
  const { runId } = await startRun(fixture.author, { versionId: fixture.versionId });
  return { runId, fixture };
}

async function until(runId: string, fixture: Fixture, status: RunState['status']): Promise<RunState> {
  const deadline = Date.now() + 25_000;
  for (;;) {
    const state = applyRunEvents(emptyRun(), await readAllRunEvents(fixture.author, runId));
    if (state.status === status) return state;
    if (Date.now() > deadline) throw new Error(`the run is ${state.status}: ${state.reason}`);
    await delay(20);
  }
}

function stages(state: RunState): string[] {
  return Object.values(state.stages).map(({ stage, status }) => `${stage} ${status}`);
}

test('a text with errors fails in the first stage, names the line, and reaches nothing else', async () => {
  const { runId, fixture } = await start(`${BRIEF}\nnonsense_key: 1\n`);
  const state = await until(runId, fixture, 'failed');
  expect(stages(state)).toEqual([
    'specify failed',
    'implement not_run',
    'test not_run',
    'review not_run',
    'deploy not_run',
  ]);
  expect(state.reason).toMatch(/^The specification has 1 error\. line \d+: .*nonsense_key/);
});

test('a run waits for a signature on the evidence that the page shows', async () => {
  const { runId, fixture } = await start(BRIEF);
  const state = await until(runId, fixture, 'waiting');
  const [run] = await database.db.select().from(runs).where(eq(runs.id, runId));
  expect(state.review).toMatchObject({ state: 'waiting', digest: run?.evidenceDigest });
  expect(run).toMatchObject({ status: 'waiting', stage: 'review', owner: null });
  expect(stages(state)).toEqual([
    'specify passed',
    'implement passed',
    'test passed',
    'review waiting',
    'deploy not_run',
  ]);
});

test('a rejection ends the run with its reason; the review is not shown as passed', async () => {
  const { runId, fixture } = await start(BRIEF);
  await until(runId, fixture, 'waiting');
  const { id: personId, name: by } = fixture.reviewer.actor;
  const reason = 'Retention is too short.';
  await database.db.transaction((tx) => signalRun(tx, runId, 'review', { decision: 'rejected', by, personId, reason }));
  const state = await until(runId, fixture, 'rejected');
  expect(state.reason).toBe(reason);
  expect(state.stages.review).toMatchObject({ status: 'failed', summary: reason });
  expect(state.stages.deploy.status).toBe('not_run');
});

test('a signal without a stored signature deploys nothing: the worker checks the approval itself', async () => {
  const { runId, fixture } = await start(BRIEF);
  const waiting = await until(runId, fixture, 'waiting');
  const { id: personId, name: by } = fixture.reviewer.actor;
  const digest = waiting.review.state === 'waiting' ? waiting.review.digest : '';
  await database.db.transaction((tx) => signalRun(tx, runId, 'review', { decision: 'approved', by, personId, digest }));
  const state = await until(runId, fixture, 'failed');
  expect(state.reason).toBe('Nobody has approved this run.');
  expect(await database.db.select().from(releases).where(eq(releases.runId, runId))).toEqual([]);
});
