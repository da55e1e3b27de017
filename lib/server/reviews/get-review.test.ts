import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testResults } from '#db/schema.ts';
import type { Context } from '../context.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { approve } from './approve.ts';
import { getReview } from './get-review.ts';
import { listApprovals } from './list-approvals.ts';
import { openSigning } from './open-signing.ts';
import { readReviewFile } from './read-review-files.ts';
import { newPerson, newRelease, newRun } from './testing/reviewed-run.ts';

let database: TestDatabase;
let asha: Context;
let omar: Context;
let ravi: Context;

beforeAll(async () => {
  process.env['NEXTAUTH_SECRET'] = 'a secret of the tests, long enough to be taken';
  database = await openTestDatabase();
  asha = await newPerson(database.db, 'Asha', 'architect');
  omar = await newPerson(database.db, 'Omar', 'orchestrator');
  ravi = await newPerson(database.db, 'Ravi', 'expert');
});
afterAll(() => database.close());

const V1 = { 'README.md': '# One\n', 'src/main.ts': 'one\ntwo\nthree\n', 'src/gone.ts': 'a\nb\n' };
const V2 = { 'README.md': '# One\n', 'src/main.ts': 'one\n2\nthree\nfour\n', 'src/new.ts': 'n\n' };

describe('files', () => {
  test('of a first version are all new', async () => {
    const run = await newRun(database.db, { author: asha, starter: omar, files: V1 });
    const view = await getReview(ravi, run.runId);
    expect([view.base, view.files]).toEqual([
      null,
      [
        { path: 'README.md', change: 'added', addedLines: 1, removedLines: 0 },
        { path: 'src/gone.ts', change: 'added', addedLines: 2, removedLines: 0 },
        { path: 'src/main.ts', change: 'added', addedLines: 3, removedLines: 0 },
      ],
    ]);
    expect(await readReviewFile(ravi, run.runId, 'src/main.ts')).toEqual({
      path: 'src/main.ts',
      before: null,
      after: V1['src/main.ts'],
      origins: [{ fromLine: 1, toLine: 1, specId: 'service', specFromLine: 2, specToLine: 2 }],
    });
  });

  test('are compared with the last approved release, not with a version that nobody approved', async () => {
    const approved = await newRun(database.db, { author: asha, starter: omar, files: V1 });
    await newRelease(database.db, approved);
    const ignored = await newRun(database.db, { author: asha, starter: omar, files: { x: 'x\n' }, after: approved });
    const run = await newRun(database.db, { author: asha, starter: omar, files: V2, after: ignored });
    const view = await getReview(ravi, run.runId);
    expect(view.base).toMatchObject({ releaseNumber: 1, versionNumber: 1 });
    expect(view.files).toEqual([
      { path: 'README.md', change: 'unchanged', addedLines: 0, removedLines: 0 },
      { path: 'src/gone.ts', change: 'removed', addedLines: 0, removedLines: 2 },
      { path: 'src/main.ts', change: 'changed', addedLines: 2, removedLines: 1 },
      { path: 'src/new.ts', change: 'added', addedLines: 1, removedLines: 0 },
    ]);
    expect(await readReviewFile(ravi, run.runId, 'src/gone.ts')).toMatchObject({ before: 'a\nb\n', after: null });
    expect(await readReviewFile(ravi, run.runId, 'src/main.ts')).toMatchObject({
      before: V1['src/main.ts'],
      after: V2['src/main.ts'],
    });
  });

  test('that no side has, and runs that do not exist, are not found', async () => {
    const run = await newRun(database.db, { author: asha, starter: omar });
    for (const [id, path] of [
      [run.runId, '../../etc/passwd'],
      [run.runId, 'src'],
      ['nobody', 'README.md'],
      [ravi.newId(), 'README.md'],
    ] as const) {
      await expect(readReviewFile(ravi, id, path)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(getReview(ravi, 'nobody')).rejects.toMatchObject({ code: 'not_found' });
    await expect(getReview(ravi, ravi.newId())).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('the meaning is compared with the last approved release', async () => {
  const text = (length: number) =>
    `service: shop\nversion: 1.0.0\nendpoints:\n  - path: /a\n    method: POST\n    access: public\n    input: [{x: string(1..${length})}]\n`;
  const approved = await newRun(database.db, { author: asha, starter: omar, text: text(20) });
  expect((await getReview(ravi, approved.runId)).meaning.changes).toMatchObject({ kind: 'first' });
  await newRelease(database.db, approved);
  const run = await newRun(database.db, { author: asha, starter: omar, text: text(10), after: approved });
  expect((await getReview(ravi, run.runId)).meaning.changes).toMatchObject({
    kind: 'compared',
    bump: 'major',
    changes: [{ class: 'BREAKING', code: 'input-narrowed', beforeLine: 7, afterLine: 7 }],
    versionTooSmall: 'Version 1.0.0 is too small: since 1.0.0 the changes demand a major version, 2.0.0 or higher.',
  });
});

test('failures come first, and each test has its line of the specification', async () => {
  const run = await newRun(database.db, { author: asha, starter: omar });
  await database.db.update(testResults).set({ status: 'failed', message: 'no' }).where(eq(testResults.specStart, 19));
  const view = await getReview(ravi, run.runId);
  expect(view.tests.map(({ name, status, specLine }) => [name, status, specLine])).toEqual([
    ['contract › answers', 'failed', 2],
    ['contract › refuses', 'passed', null],
  ]);
  expect(view.signing.approve).toEqual({ ok: false, reason: 'One test failed.' });
});

test('who may sign, who could, and why not, is said to each', async () => {
  const run = await newRun(database.db, { author: asha, starter: omar });
  const seen = async (ctx: Context) => (await getReview(ctx, run.runId)).signing;
  expect(await seen(ravi)).toEqual({ approve: { ok: true }, reject: { ok: true }, others: [] });
  expect(await seen(asha)).toMatchObject({
    approve: { ok: false, reason: 'You wrote part of this version: a second person must decide.' },
    others: [{ name: 'Ravi', role: 'expert' }],
  });
  expect(await seen(omar)).toMatchObject({
    approve: { ok: false, reason: 'You started this run: a second person must decide.' },
  });
});

test('after a decision the page shows what was signed, whatever happened since', async () => {
  const run = await newRun(database.db, { author: asha, starter: omar });
  const { digest, nonce } = await openSigning(ravi, { runId: run.runId });
  await approve(ravi, { runId: run.runId, digest, nonce, meaning: 'I approve that it goes live.', proof: {} });
  await newRelease(database.db, run);
  await newRelease(database.db, await newRun(database.db, { author: asha, starter: omar, after: run }));
  await database.db.update(testResults).set({ status: 'skipped' }).where(eq(testResults.runId, run.runId));
  const view = await getReview(asha, run.runId);
  expect(view.evidence).toMatchObject({ digest, signed: true });
  expect(view.decisions).toMatchObject([{ person: 'Ravi', decision: 'approved', digest }]);
});

test('approvals are sorted by whose turn it is', async () => {
  const own = await newRun(database.db, { author: asha, starter: asha });
  const running = await newRun(database.db, { author: asha, starter: omar, status: 'running' });
  const ids = (items: readonly { runId: string }[]) => items.map((item) => item.runId);
  const forRavi = await listApprovals(ravi);
  const forAsha = await listApprovals(asha);
  expect(ids(forRavi.mine)).toContain(own.runId);
  expect(forAsha.others.find((item) => item.runId === own.runId)).toMatchObject({
    reason: 'You wrote part of this version: a second person must decide.',
    testsPassed: 2,
    testsFailed: 0,
    files: 2,
  });
  expect([...ids(forRavi.mine), ...ids(forRavi.others), ...ids(forRavi.decided)]).not.toContain(running.runId);
  expect(forRavi.decided[0]).toMatchObject({ decision: { by: 'Ravi', decision: 'approved', reason: null } });
});
