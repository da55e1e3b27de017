import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorCode, isLost } from '../src/platform/db.ts';
import { db } from './fixture.ts';

test('values leave the database as texts that lose nothing', async () => {
  const [row] = await db.query(
    `SELECT 9007199254740991::int8 AS whole, 12.50::numeric AS exact, '2025-01-31'::date AS day,
       '2025-01-31T12:00:00+01:00'::timestamptz AS instant, '{"a":[1]}'::jsonb AS json, $1::text AS text, $2::bool AS none`,
    ['a', null],
  );
  const instant = '2025-01-31T11:00:00.000Z';
  const json = { a: [1] };
  assert.deepEqual(row, {
    whole: 9_007_199_254_740_991,
    exact: '12.50',
    day: '2025-01-31',
    instant,
    json,
    text: 'a',
    none: null,
  });
  await assert.rejects(db.query('SELECT 9007199254740992::int8 AS whole'), /a stored integer is too large/);
});

test('nothing of a transaction is stored when something of it fails', async () => {
  const count = async (): Promise<unknown> => (await db.query('SELECT seq FROM platform.audit_head'))[0];
  const before = await count();
  const change = 'UPDATE platform.audit_head SET seq = seq + 1';
  await assert.rejects(
    db.transaction(async (tx) => {
      await tx.query(change);
      throw new Error('on purpose');
    }),
    /on purpose/,
  );
  assert.deepEqual(await count(), before);
  await assert.rejects(
    db.transaction(async (tx, last) => {
      await tx.query(change);
      last(tx.query('SELECT nothing'));
    }),
  );
  assert.deepEqual(await count(), before);
  assert.equal(await db.transaction(async () => 'done'), 'done');
});

test('an error has the code that the database gave it, and none otherwise', () => {
  const coded = (code: unknown) => Object.assign(new Error(), { code });
  assert.equal(errorCode(coded('23505')), '23505');
  for (const code of ['40001', '40P01']) assert.equal(isLost(coded(code)), true);
  for (const error of [coded('23505'), new Error(), null, undefined, 'text']) assert.equal(isLost(error), false);
});
