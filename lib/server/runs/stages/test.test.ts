import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, test as example, expect } from 'vitest';
import { z } from 'zod';
import { blobs, gateResults, runFiles, runs } from '#db/schema.ts';
import { openSandbox } from '../../../adapters/sandbox/open-sandbox.ts';
import type { Sandbox } from '../../../adapters/sandbox/sandbox.ts';
import { fakeTarget } from '../../../adapters/target/fake-target.ts';
import { type Fixture, seedVersion } from '../../testing/run-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { type Activation, beginActivation, claimRun } from '../durable/activation.ts';
import { GATE_LIMITS } from '../gates/gate-limits.ts';
import { readAllRunEvents } from '../read-run-events.ts';
import { startRun } from '../start-run.ts';
import { readRunSpec } from './read-run-spec.ts';
import type { StageTools } from './run-stages.ts';
import { test } from './test.ts';

let database: TestDatabase;
let sandbox: Sandbox;
let dataFolder: string;

beforeAll(async () => {
  database = await openTestDatabase();
  sandbox = await openSandbox();
  dataFolder = mkdtempSync(join(tmpdir(), 'plumbline-gates-'));
});
afterAll(async () => {
  rmSync(dataFolder, { recursive: true, force: true });
  await database.close();
});

const GREEN = `import { test } from 'node:test';\ntest('adds', () => {});\ntest('is left out', { skip: true }, () => {});\n`;

example('tests stream one by one, mapped to the line of the specification that they come from', async () => {
  const result = await runTestStage({ 'test/contract.test.ts': GREEN });
  expect(result.error).toBeNull();
  expect(result.tests).toEqual([
    { name: 'test/contract.test.ts › adds', suite: 'contract', status: 'passed', line: 2, specLine: 2 },
    { name: 'test/contract.test.ts › is left out', suite: 'contract', status: 'skipped', line: 3, specLine: null },
  ]);
  expect(result.gates).toEqual({ types: 'passed', tests: 'passed' });
});

example('a failed test fails the stage, and the runner repeats it nowhere', async () => {
  const text = `import { test } from 'node:test';\nimport assert from 'node:assert/strict';\ntest('is 202', () => assert.equal(200, 202));\n`;
  const result = await runTestStage({ 'test/contract.test.ts': text });
  expect(result.error).toBe('Tests: 1 test failed. 0 passed, 1 failed.');
  expect(result.tests.map(({ name, status }) => [name, status])).toEqual([
    ['test/contract.test.ts › is 202', 'failed'],
  ]);
});

example('a type error fails the stage, though every test passes', async () => {
  const result = await runTestStage({ 'test/a.test.ts': GREEN, 'src/a.ts': 'export const a: number = "text";\n' });
  expect(result.error).toMatch(/^Type check: 1 type error\. First: src\/a\.ts\(1,14\): error TS2322/);
  expect(result.gates).toEqual({ types: 'failed', tests: 'passed' });
});

example('no test is not green', async () => {
  const result = await runTestStage({ 'test/a.test.ts': 'export {};\n' });
  expect(result.error).toMatch(/^Tests: No test ran\./);
});

example('a process that ends in the middle of its tests is a failure', async () => {
  const text = `import { test } from 'node:test';\ntest('first', () => {});\ntest('ends', () => process.exit(0));\ntest('never', () => {});\n`;
  const result = await runTestStage({ 'test/a.test.ts': text });
  expect(result.error).toMatch(/^Tests: The process ended before its tests did\./);
});

example('what a test prints is never taken for a result', async () => {
  const forged = JSON.stringify({
    file: 'x',
    path: ['forged'],
    line: 1,
    status: 'passed',
    durationMs: 1,
    message: null,
  });
  const text = `import { test } from 'node:test';\ntest('prints', () => { console.log('\\n${forged}\\n'); });\n`;
  const result = await runTestStage({ 'test/a.test.ts': text });
  expect(result.tests.map(({ name }) => name)).toEqual(['test/a.test.ts › prints']);
});

const BOMBS = [
  ['an endless loop', 'for (;;) {}', { wallMs: 8_000 }, /Tests: It was stopped: it ran longer than 8 s\./],
  [
    'a memory bomb',
    'const all: unknown[] = []; for (;;) all.push(Buffer.alloc(1e7, 1));',
    { memoryBytes: 600 * 1024 ** 2 },
    /Tests: It was stopped: it used more than 600 MiB of memory\./,
  ],
  [
    'a fork bomb',
    `const { spawn } = await import('node:child_process'); for (;;) { spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']); await new Promise((r) => setTimeout(r, 5)); }`,
    { processes: 16 },
    /Tests: It was stopped: it started more than 16 processes\./,
  ],
  [
    'a flood of output',
    `for (;;) { process.stdout.write('x'.repeat(1e5)); await new Promise((r) => setTimeout(r, 1)); }`,
    { outputBytes: 4 * 1024 ** 2 },
    /Tests: It was stopped: it wrote more than 4 MiB of output\./,
  ],
] as const;

example.each(BOMBS)('%s fails the gate with the reason', { timeout: 120_000 }, async (_name, code, less, reason) => {
  const text = `import { test } from 'node:test';\ntest('bomb', async () => { ${code} });\n`;
  const result = await runTestStage({ 'test/a.test.ts': text }, { ...GATE_LIMITS, ...less });
  expect(result.gates.tests).toBe('failed');
  expect(result.error).toMatch(reason);
});

example(
  'cancelling ends the sandboxed processes at once, and their verdict is not kept',
  { timeout: 60_000 },
  async () => {
    const text = `import { test } from 'node:test';\ntest('waits', async () => { await new Promise((r) => setTimeout(r, 60_000)); });\n`;
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 1_500);
    const startedAt = Date.now();
    const { gates } = await runTestStage({ 'test/a.test.ts': text }, GATE_LIMITS, abort.signal);
    expect(gates.tests).toBeUndefined();
    // The test itself would wait a minute.
    expect(Date.now() - startedAt).toBeLessThan(30_000);
  },
);

example('a stage that is repeated after its worker died shows every test once', async () => {
  const files = { 'test/a.test.ts': GREEN };
  const { run, tools } = await prepareRun(files, GATE_LIMITS);
  const spec = await readRunSpec(database.db, run.runId);
  // The first turn stored one result and then died: nothing of its steps was committed.
  await run.record(async (tx) => {
    await tx.execute(
      `insert into test_results (run_id, name, suite, file, status, duration_ms) values ('${run.runId}', 'test/a.test.ts › adds', 'a', 'test/a.test.ts', 'passed', 1)`,
    );
    return [];
  });
  await test(tools, await nextTurn(run.runId), spec);
  const shown = await shownTests(run.runId);
  expect(shown.map(({ name }) => name)).toEqual(['test/a.test.ts › is left out']);
});

example('a test that says something else when repeated makes the gate red', async () => {
  const { run, tools } = await prepareRun({ 'test/a.test.ts': GREEN }, GATE_LIMITS);
  const spec = await readRunSpec(database.db, run.runId);
  await run.record(async (tx) => {
    await tx.execute(
      `insert into test_results (run_id, name, suite, file, status, duration_ms) values ('${run.runId}', 'test/a.test.ts › adds', 'a', 'test/a.test.ts', 'skipped', 1)`,
    );
    return [];
  });
  await expect(test(tools, await nextTurn(run.runId), spec)).rejects.toThrow(/1 test gave another result|No test ran/);
});

async function runTestStage(files: Record<string, string>, limits = GATE_LIMITS, signal?: AbortSignal) {
  const { run, tools } = await prepareRun(files, limits, signal);
  const spec = await readRunSpec(database.db, run.runId);
  const error = await test(tools, run, spec).then(
    () => null,
    (failure: unknown) => (failure instanceof Error ? failure.message : String(failure)),
  );
  const gates = await database.db.select().from(gateResults).where(eq(gateResults.runId, run.runId));
  return {
    error,
    tests: await shownTests(run.runId),
    gates: Object.fromEntries(gates.map((row) => [row.gate, row.status])),
  };
}

let fixture: Fixture;

async function prepareRun(files: Record<string, string>, limits: typeof GATE_LIMITS, signal?: AbortSignal) {
  fixture = await seedVersion(database.db, 'service: x\nendpoints: []\n');
  const { runId } = await startRun(fixture.author, { versionId: fixture.versionId });
  const run = await nextTurn(runId, signal);
  await storeFiles(runId, { ...PROJECT, ...files });
  const tools: StageTools = {
    db: database.db,
    sandbox: async () => sandbox,
    limits,
    target: fakeTarget(),
    dataFolder,
    newId: randomUUID,
    log: () => {},
  };
  return { run, tools };
}

async function nextTurn(runId: string, signal = new AbortController().signal): Promise<Activation> {
  const owner = randomUUID();
  await claimRun(database.db, runId, owner);
  return beginActivation({ db: database.db, runId, owner, resumed: false, signal, now: () => new Date() });
}

async function shownTests(runId: string) {
  const events = await readAllRunEvents(fixture.author, runId);
  return events
    .flatMap(({ event }) => (event.kind === 'test.finished' ? [event] : []))
    .map(({ name, suite, status, line, specLine }) => ({ name, suite, status, line, specLine }));
}

async function storeFiles(runId: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const size = bytes.length;
    await database.db.insert(blobs).values({ hash, size, bytes }).onConflictDoNothing();
    const origins = [{ fromLine: 2, toLine: 2, specId: 'x', span: { start: 11, end: 20 } }];
    await database.db.insert(runFiles).values({ runId, path, hash, size, lines: 1, origins });
  }
  await database.db.update(runs).set({ stage: 'test' }).where(eq(runs.id, runId));
}

/** A service that has only what a gate needs, with the platform's own TypeScript. */
const PROJECT: Record<string, string> = {
  'package.json': JSON.stringify({ name: 'tiny', type: 'module', private: true }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2024',
      module: 'nodenext',
      types: ['node'],
      allowImportingTsExtensions: true,
    },
    include: ['src', 'test'],
  }),
  'package-lock.json': tinyLock(),
};

function tinyLock(): string {
  const text = readFileSync(resolve(import.meta.dirname, '../../../../package-lock.json'), 'utf8');
  const lock = z.object({ packages: z.record(z.string(), z.unknown()) }).parse(JSON.parse(text));
  const wanted = /^node_modules\/(typescript|@typescript\/typescript-.*|@types\/node|undici-types)$/;
  const packages = Object.entries(lock.packages).filter(([path]) => wanted.test(path));
  return JSON.stringify({ name: 'tiny', lockfileVersion: 3, packages: { '': {}, ...Object.fromEntries(packages) } });
}
