import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Database, Db } from '../src/platform/db.ts';
import { forgetFinished } from '../src/platform/retention.ts';
import { auditLog, db } from './fixture.ts';

test('requests go thirty days after they were finished, and those that wait do not', async () => {
  const add = (state: string, finished: string | null) =>
    db.query(
      `INSERT INTO platform.request (id, operation, caller, state, sealed, created_at, finished_at)
       VALUES ($1, 'any', 'caller', $2, '', now() - interval '90 days', now() - $3::interval)`,
      [randomUUID(), state, finished],
    );
  await add('waiting', null);
  await add('succeeded', '29 days 23 hours');
  await add('failed', '30 days 1 second');
  assert.equal(await forgetFinished(db), 1);
  assert.equal(await forgetFinished(db), 0);
  const left = await db.query('SELECT state FROM platform.request ORDER BY state');
  assert.deepEqual(left, [{ state: 'succeeded' }, { state: 'waiting' }]);
  assert.deepEqual(await records(), [['forgetRequests', { deleted: 1 }]]);
});

test('requests go in batches, until one is not full', async () => {
  const limits: unknown[] = [];
  assert.equal(await forgetFinished(finding([500, 500, 3], limits)), 1003);
  assert.deepEqual(limits, [500, 500, 500]);
  assert.deepEqual(
    await records(),
    [500, 500, 3].map((deleted) => ['forgetRequests', { deleted }]),
  );
});

/** A database in which each statement that deletes finds as many rows as the next number says. */
function finding(counts: number[], limits: unknown[]): Database {
  const found = (tx: Db): Db => ({
    script: (sql) => tx.script(sql),
    query: async (sql, values = []) => {
      if (!sql.startsWith('DELETE')) return tx.query(sql, values);
      limits.push(values.at(-1));
      return Array.from({ length: counts.shift() ?? 0 }, () => ({}) as never);
    },
  });
  return {
    ...found(db),
    transaction: (work) => db.transaction((tx, ...last) => work(found(tx), ...last)),
    close: () => db.close(),
  };
}

/** What the audit log says of work that nobody asked for. */
async function records(): Promise<unknown[]> {
  return (await auditLog()).map(({ operation, actor, status, input, output, decisions }) => {
    assert.deepEqual([actor, status, input, decisions], ['system', 200, null, null]);
    return [operation, output];
  });
}
