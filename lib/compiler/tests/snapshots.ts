import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';

/** test/snapshots.test.ts: what stands in for an answer is the last one to the same question; null where nothing does. */
export function snapshotsTests({ snapshotMs }: Plan): string | null {
  return snapshotMs === null ? null : SNAPSHOTS;
}

const SNAPSHOTS = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import type { Database } from '../src/platform/db.ts';
  import { forgetSnapshots, Snapshots } from '../src/platform/snapshots.ts';
  import { db, seal } from './fixture.ts';

  const asked = { system: { name: 'system' }, name: 'operation' };
  const HOUR = 3_600_000;
  const snapshots = new Snapshots(db, seal);

  test('an answer is found by who was asked for what, whatever the order of its members', async () => {
    await snapshots.keep(asked, { a: 1, b: { c: 2 } }, { said: 'first' });
    await snapshots.keep(asked, { b: { c: 2 }, a: 1 }, { said: 'last' });
    const found = await snapshots.find(asked, { a: 1, b: { c: 2 } }, HOUR);
    assert.deepEqual(found?.value, { said: 'last' });
    assert.ok(Math.abs(Date.now() - Date.parse(found.at)) < 60_000);
    assert.equal(await snapshots.find(asked, { a: 1, b: { c: 3 } }, HOUR), null);
    assert.equal(await snapshots.find(asked, { a: 1 }, HOUR), null);
    assert.equal(await snapshots.find({ ...asked, name: 'other' }, { a: 1, b: { c: 2 } }, HOUR), null);
    assert.equal(await snapshots.find({ ...asked, system: { name: 'other' } }, { a: 1, b: { c: 2 } }, HOUR), null);
  });

  test('neither the question nor the answer can be read where they are kept', async () => {
    await snapshots.keep(asked, { a: 'question' }, { said: 'answer' });
    const rows = await db.query<{ key: string; sealed: Uint8Array }>('SELECT key, sealed FROM platform.snapshot');
    assert.equal(rows.length, 1);
    for (const { key, sealed } of rows)
      assert.doesNotMatch(key + Buffer.from(sealed).toString('latin1'), /question|answer/);
  });

  test('an answer stands in for as long as it may, and is deleted after the longest time', async () => {
    await snapshots.keep(asked, {}, 'old');
    await db.query("UPDATE platform.snapshot SET at = now() - interval '59 minutes'");
    assert.equal((await snapshots.find(asked, {}, HOUR))?.value, 'old');
    assert.equal(await snapshots.find(asked, {}, HOUR - 120_000), null);
    await forgetSnapshots(db, HOUR);
    assert.equal((await snapshots.find(asked, {}, HOUR))?.value, 'old');
    await forgetSnapshots(db, HOUR - 120_000);
    assert.equal(await snapshots.find(asked, {}, HOUR), null);
  });

  test('an answer that cannot be kept is told, and no reason to refuse it', async (t) => {
    const { mock } = t.mock.method(console, 'error', () => undefined);
    const lost: Database = { ...db, query: () => Promise.reject(new Error('the database is lost')) };
    await new Snapshots(lost, seal).keep(asked, {}, 'answer');
    const { level, at, error } = JSON.parse(String(mock.calls[0]?.arguments[0]));
    assert.deepEqual([level, Date.parse(at) > 0, error], ['error', true, 'Error: the database is lost']);
  });
`;
