import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '#db/client.ts';
import type { Sandbox } from '../../../../adapters/sandbox/sandbox.ts';
import { type FakeTarget, fakeTarget } from '../../../../adapters/target/fake-target.ts';
import { applyRunEvents, emptyRun, type RunState } from '../../../../domain/runs/run-state.ts';
import { approve } from '../../../reviews/approve.ts';
import { openSigning } from '../../../reviews/open-signing.ts';
import { addVersion, type Fixture, seedVersion } from '../../../testing/run-fixture.ts';
import { openTestDatabase } from '../../../testing/test-database.ts';
import { type Engine, startEngine } from '../../durable/engine.ts';
import { GATE_LIMITS } from '../../gates/gate-limits.ts';
import { readAllRunEvents } from '../../read-run-events.ts';
import { startRun } from '../../start-run.ts';
import { runStages, type StageTools } from '../run-stages.ts';

/** The stages on the real engine and a real database; the sandbox is always green and the target is in memory. */
export interface Stages {
  db: Db;
  target: FakeTarget;
  /** Called before a run's tests; replace it to hold a run between compiling and review. */
  beforeTests: () => Promise<void>;
  /** A service with one version of the text, and a run of it. */
  start(text: string): Promise<StartedRun>;
  /** A run of the next version of that service. */
  next(before: StartedRun, text: string): Promise<StartedRun>;
  /** A second person signs what waits. */
  approve(run: StartedRun): Promise<void>;
  until(run: StartedRun, status: RunState['status']): Promise<RunState>;
  /** Ends the worker; `wake` starts another. */
  sleep(): Promise<void>;
  wake(): Promise<void>;
  close(): Promise<void>;
}

export interface StartedRun {
  runId: string;
  versionNumber: number;
  versionId: string;
  fixture: Fixture;
}

/** Opens it all, with a worker that is awake. Close it in `afterAll`. */
export async function openStages(): Promise<Stages> {
  process.env['NEXTAUTH_SECRET'] ??= 'a secret of the tests, long enough to be taken';
  const database = await openTestDatabase();
  const { db, url } = database;
  const dataFolder = mkdtempSync(join(tmpdir(), 'plumbline-stages-'));
  const target = fakeTarget();
  const log = (): void => {};
  const sandbox = async (): Promise<Sandbox> => {
    await stages.beforeTests();
    return greenSandbox;
  };
  const tools: StageTools = { db, sandbox, limits: GATE_LIMITS, target, dataFolder, newId: randomUUID, log };
  const body: Parameters<typeof startEngine>[0]['body'] = (run) => runStages(tools, run);
  const open = (): Promise<Engine> => startEngine({ url, body, concurrency: 2, now: () => new Date(), log });
  let engine = await open();

  const begin = async (fixture: Fixture, versionId: string, versionNumber: number): Promise<StartedRun> => {
    const { runId } = await startRun(fixture.author, { versionId });
    return { runId, versionNumber, versionId, fixture };
  };
  const stages: Stages = {
    db,
    target,
    beforeTests: async () => {},
    start: async (text) => {
      const fixture = await seedVersion(db, text);
      return begin(fixture, fixture.versionId, 1);
    },
    next: async ({ fixture, versionNumber }, text) => {
      const number = versionNumber + 1;
      const { serviceId, author } = fixture;
      const version = { serviceId, authorId: author.actor.id, number, text };
      return begin(fixture, await addVersion(db, version), number);
    },
    approve: async ({ runId, fixture }) => {
      const { digest, nonce } = await openSigning(fixture.reviewer, { runId });
      const meaning = 'I have reviewed it and I approve that it goes live.';
      await approve(fixture.reviewer, { runId, digest, nonce, meaning, proof: {} });
    },
    until,
    sleep: () => engine.stop(),
    wake: async () => {
      engine = await open();
    },
    close: async () => {
      await engine.stop();
      await database.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  return stages;
}

async function until({ runId, fixture }: StartedRun, status: RunState['status']): Promise<RunState> {
  const deadline = Date.now() + 25_000;
  for (;;) {
    const state = applyRunEvents(emptyRun(), await readAllRunEvents(fixture.author, runId));
    if (state.status === status) return state;
    if (Date.now() > deadline) throw new Error(`the run is ${state.status}: ${state.reason}`);
    await delay(20);
  }
}

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
