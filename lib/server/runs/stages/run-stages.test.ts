import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { releases, runs } from '#db/schema.ts';
import type { RunState } from '../../../domain/runs/run-state.ts';
import { openSigning } from '../../reviews/open-signing.ts';
import { reject } from '../../reviews/reject.ts';
import { signalRun } from '../signal-run.ts';
import { startRun } from '../start-run.ts';
import { openStages, type Stages } from './testing/stages-fixture.ts';

const BRIEF = readFileSync(resolve(import.meta.dirname, '../../../../e2e/golden/kyc-brief/spec.yaml'), 'utf8');

let stages: Stages;

beforeAll(async () => {
  stages = await openStages();
});
afterAll(() => stages.close());

function shown(state: RunState): string[] {
  return Object.values(state.stages).map(({ stage, status }) => `${stage} ${status}`);
}

test('a text with errors fails in the first stage, names the line, and reaches nothing else', async () => {
  const run = await stages.start(`${BRIEF}\nnonsense_key: 1\n`);
  const state = await stages.until(run, 'failed');
  expect(shown(state)).toEqual([
    'specify failed',
    'implement not_run',
    'test not_run',
    'review not_run',
    'deploy not_run',
  ]);
  expect(state.reason).toMatch(/^The specification has 1 error\. line \d+: .*nonsense_key/);
});

test('a run waits for a signature on the evidence that the page shows', async () => {
  const run = await stages.start(BRIEF);
  const state = await stages.until(run, 'waiting');
  const [row] = await stages.db.select().from(runs).where(eq(runs.id, run.runId));
  expect(state.review).toMatchObject({ state: 'waiting', digest: row?.evidenceDigest });
  expect(row).toMatchObject({ status: 'waiting', stage: 'review', owner: null });
  expect(shown(state)).toEqual([
    'specify passed',
    'implement passed',
    'test passed',
    'review waiting',
    'deploy not_run',
  ]);
});

test('a rejection is carried to the end: reason shown, nothing released or deployed, and the service can run again', async () => {
  const run = await stages.start(BRIEF);
  await stages.until(run, 'waiting');
  const { runId, fixture, versionId } = run;
  const { digest, nonce } = await openSigning(fixture.reviewer, { runId });
  const reason = 'Retention is too short.';
  await reject(fixture.reviewer, { runId, digest, nonce, reason, proof: {} });
  const state = await stages.until(run, 'rejected');
  expect(state).toMatchObject({ reason, review: { state: 'rejected', by: fixture.reviewer.actor.name, reason } });
  expect(state.stages.review).toMatchObject({ status: 'failed', summary: reason });
  expect(state.stages.deploy.status).toBe('not_run');
  const [row] = await stages.db.select().from(runs).where(eq(runs.id, runId));
  expect(row).toMatchObject({ status: 'rejected', reason, owner: null, finishedAt: expect.any(Date) });
  expect(await stages.db.select().from(releases).where(eq(releases.runId, runId))).toEqual([]);
  expect(stages.target.deployed).toEqual([]);

  const again = await startRun(fixture.author, { versionId });
  expect(again).toMatchObject({ number: 2, existing: false });
  await stages.until({ ...run, runId: again.runId }, 'waiting');
});

test('a signal without a stored signature deploys nothing: the worker checks the approval itself', async () => {
  const run = await stages.start(BRIEF);
  const waiting = await stages.until(run, 'waiting');
  const { id: personId, name: by } = run.fixture.reviewer.actor;
  const digest = waiting.review.state === 'waiting' ? waiting.review.digest : '';
  await stages.db.transaction((tx) =>
    signalRun(tx, run.runId, 'review', { decision: 'approved', by, personId, digest }),
  );
  const state = await stages.until(run, 'failed');
  expect(state.reason).toBe('Nobody has approved this run.');
  expect(await stages.db.select().from(releases).where(eq(releases.runId, run.runId))).toEqual([]);
});
