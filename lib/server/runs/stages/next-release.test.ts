import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { releases } from '#db/schema.ts';
import { readMigrations } from '../../deployments/read-data-release.ts';
import { getReview } from '../../reviews/get-review.ts';
import { openStages, type Stages, type StartedRun } from './testing/stages-fixture.ts';

const QUOTES = readFileSync(resolve(import.meta.dirname, '../../../../e2e/golden/loan-quotes/spec.yaml'), 'utf8');
const withField = (name: string): string =>
  QUOTES.replace('      quoted_by: string\n', `      quoted_by: string\n      ${name}: string?\n`);
const withRate = (text: string): string => text.replace('8.50', '8.25');
const FIRST = 'migrations/0001_init.sql';
const SECOND = 'migrations/0002_change.sql';
const BACK = 'migrations/0002_change.down.sql';

let stages: Stages;

beforeAll(async () => {
  stages = await openStages();
});
afterAll(() => stages.close());

async function released(text: string, after?: StartedRun): Promise<StartedRun> {
  const run = after ? await stages.next(after, text) : await stages.start(text);
  await stages.until(run, 'waiting');
  await stages.approve(run);
  await stages.until(run, 'succeeded');
  return run;
}

const migrationsOf = async ({ runId }: StartedRun) =>
  (await readMigrations(stages.db, runId)).map(({ path, text }) => ({ path, text }));

const releasesOf = async ({ fixture }: StartedRun) =>
  (
    await stages.db
      .select({ number: releases.number, runId: releases.runId })
      .from(releases)
      .where(eq(releases.serviceId, fixture.serviceId))
      .orderBy(asc(releases.number))
  ).map(({ number, runId }) => [number, runId]);

test('migrations follow on the last release: kept byte for byte, appended to, and not by a change of rules', async () => {
  const first = await released(QUOTES);
  const [init] = await migrationsOf(first);
  expect(init?.path).toBe(FIRST);

  const second = await stages.next(first, withField('note'));
  const state = await stages.until(second, 'waiting');
  expect(state.stages.implement.summary).toMatch(/^\d+ files, \d+ lines, 1 new migration$/);
  const change = { path: SECOND, text: '-- Quote\nALTER TABLE quote\n  ADD COLUMN note text;\n' };
  const back = {
    path: BACK,
    text: '-- The way back from 0002_change.sql.\n-- Loses: The values of Quote.note.\n\nALTER TABLE quote\n  DROP COLUMN note;\n',
  };
  const rows = {
    path: 'migrations/0002_change.rows.sql',
    text: expect.stringMatching(/^-- Rows of the release before, for the tests\.\n\nINSERT INTO quote /),
  };
  expect(await migrationsOf(second)).toEqual([init, back, rows, change]);
  const { files } = await getReview(second.fixture.reviewer, second.runId);
  expect(files.filter(({ path }) => path.startsWith('migrations/'))).toMatchObject([
    { path: FIRST, change: 'unchanged' },
    { path: BACK, change: 'added' },
    { path: rows.path, change: 'added' },
    { path: SECOND, change: 'added' },
  ]);
  await stages.approve(second);
  await stages.until(second, 'succeeded');

  const third = await released(withRate(withField('note')), second);
  expect(await migrationsOf(third)).toEqual([init, back, rows, change]);
  expect(stages.target.deployed.at(-1)?.files).toContainEqual(change);
});

test('a change of the schema without a safe way fails the run with the reason of the compiler', async () => {
  const first = await released(QUOTES);
  const second = await stages.next(
    first,
    QUOTES.replace('amount: Money', 'amount: json').replace('value: =quote.amount', 'value: 1'),
  );
  const state = await stages.until(second, 'failed');
  expect(state.reason).toBe(
    'Quote.amount was stored as numeric(10, 2) and would be jsonb. Add a field with another name for the new type, fill it, and take the old one away in a later version. Nothing was compiled.',
  );
  expect(state.stages.implement).toMatchObject({ status: 'failed', summary: state.reason });
  expect(state.files).toEqual([]);
});

test('a release that never came up does not bind the ones after it', async () => {
  const first = await released(QUOTES);
  const second = await stages.next(first, withField('wrong'));
  await stages.until(second, 'waiting');
  stages.target.failNext = 'Release 2 did not start.';
  await stages.approve(second);
  await stages.until(second, 'failed');
  const third = await released(withField('right'), second);
  expect((await migrationsOf(third)).map(({ text }) => text.includes('right'))).toEqual([false, true, false, true]);
});

test('of two approved runs the later one is refused, because it names another release before it', async () => {
  const first = await stages.start(QUOTES);
  await stages.until(first, 'waiting');
  const second = await stages.next(first, withRate(QUOTES));
  await stages.until(second, 'waiting');
  await stages.sleep();
  await stages.approve(second);
  await stages.approve(first);
  await stages.wake();
  const ended = await Promise.all([first, second].map((run) => over(run)));
  expect(ended.map(({ status }) => status).sort()).toEqual(['failed', 'succeeded']);
  expect(ended.find(({ status }) => status === 'failed')?.reason).toBe(
    'What was approved is not what would be deployed. Release 1 was made in the meantime: the change is now measured against it. Run it again and have it approved anew.',
  );
  expect(await releasesOf(first)).toHaveLength(1);
});

test('a run that another release changed the data under can be neither approved nor deployed', async () => {
  const first = await released(QUOTES);
  const [left, right] = [
    await stages.next(first, withField('left')),
    await stages.next({ ...first, versionNumber: 2 }, withField('right')),
  ];
  await Promise.all([stages.until(left, 'waiting'), stages.until(right, 'waiting')]);
  await stages.approve(left);
  await stages.until(left, 'succeeded');
  const reason = `Release 2 changed how data is stored (${SECOND}), and this run does not follow on it: run it again.`;
  expect((await getReview(right.fixture.reviewer, right.runId)).signing).toMatchObject({
    approve: { ok: false, reason },
    reject: { ok: true },
  });
  await expect(stages.approve(right)).rejects.toMatchObject({ code: 'conflict', message: reason });
  expect(await releasesOf(first)).toHaveLength(2);
});

test('a run that is overtaken while it works does not come to its review', async () => {
  const first = await released(QUOTES);
  const open = gate();
  stages.beforeTests = () => open.passed;
  const slow = await stages.next(first, withField('slow'));
  while ((await stages.until(slow, 'running')).stages.test.status !== 'running') await delay(20);
  stages.beforeTests = async () => {};
  await released(withField('fast'), { ...first, versionNumber: 2 });
  open.pass();
  expect((await stages.until(slow, 'failed')).reason).toBe(
    `Release 2 changed how data is stored (${SECOND}), and this run does not follow on it: run it again.`,
  );
});

test('releases take traffic in the order of their numbers: the next one waits until the one before is through', async () => {
  const first = await released(QUOTES);
  const open = gate();
  const { deploy } = stages.target;
  stages.target.deploy = async (request) => {
    if (request.releaseNumber === 2) await open.passed;
    return deploy(request);
  };
  const second = await stages.next(first, withRate(QUOTES));
  await stages.until(second, 'waiting');
  await stages.approve(second);
  while ((await releasesOf(first)).length < 2) await delay(20);
  const third = await stages.next(second, QUOTES);
  await stages.until(third, 'waiting');
  await stages.approve(third);
  while (!(await stages.until(third, 'running')).log.some(({ text }) => text === WAITS)) await delay(50);
  expect(await releasesOf(first)).toHaveLength(2);
  open.pass();
  await Promise.all([stages.until(second, 'succeeded'), stages.until(third, 'succeeded')]);
  expect(await releasesOf(first)).toEqual([
    [1, first.runId],
    [2, second.runId],
    [3, third.runId],
  ]);
  expect((await stages.target.status(first.fixture.serviceName)).releaseNumber).toBe(3);
});

const WAITS = 'Release 2 is still being deployed; this one comes after it.';

function gate(): { passed: Promise<void>; pass: () => void } {
  let pass = (): void => {};
  const passed = new Promise<void>((resolve) => {
    pass = resolve;
  });
  return { passed, pass };
}

function over(run: StartedRun) {
  return Promise.any([stages.until(run, 'failed'), stages.until(run, 'succeeded')]);
}
