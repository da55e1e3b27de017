import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { errorCode, isLost, isUnavailable, lockFolder, openPostgres } from '../src/platform/db.ts';
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
  assert.deepEqual([errorCode(coded(5)), errorCode({ code: '23505' })], ['', '']);
});

test('a database that cannot be reached, or has no room, is unavailable and nothing else is', () => {
  const coded = (code: string) => Object.assign(new Error(), { code });
  const states = ['08006', '53100', '57P01', '57014', '25P03'];
  const system = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'ENOSPC'];
  for (const code of [...states, ...system]) assert.equal(isUnavailable(coded(code)), true, code);
  for (const code of ['23505', '42P01', 'X08', 'X53', '']) assert.equal(isUnavailable(coded(code)), false, code);
  const said = ['Connection terminated', 'timeout exceeded when trying to connect', 'Client has encountered an error'];
  for (const text of said) {
    assert.equal(isUnavailable(new Error(text)), true, text);
    assert.equal(isUnavailable(new Error(`no: ${text}`)), false, text);
    assert.equal(isUnavailable({ message: text }), false, text);
  }
});

test('a data folder belongs to one process at a time, also after one that crashed', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'data-'));
  t.after(() => rm(folder, { recursive: true }));
  const unlock = await lockFolder(folder);
  await assert.rejects(lockFolder(folder), { message: `another process uses the data folder ${folder}` });
  await unlock();
  await writeFile(join(folder, 'lock'), '');
  const again = await lockFolder(folder);
  await again();
  await assert.rejects(lockFolder(join(folder, 'none')), /ENOENT|EACCES|EINVAL/);
});

const url = process.env['DATABASE_URL'];
const servers = { skip: url === undefined && 'needs a PostgreSQL server' };

test('a lost connection fails what it was asked and nothing else', servers, async (t) => {
  const own = openPostgres(url ?? '');
  t.after(() => own.close());
  const killed = own.transaction((tx) => tx.query('SELECT pg_terminate_backend(pg_backend_pid())'));
  await assert.rejects(killed, (error) => isUnavailable(error));
  const idle = async (): Promise<void> => void (await own.query('SELECT pg_sleep(0.01)'));
  await Promise.all([idle(), idle()]);
  await own.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'SELECT pg_sleep%'
  `);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(await own.query('SELECT 1 AS one'), [{ one: 1 }]);
});

test('a transaction that another one won over is tried three times', servers, async () => {
  const tries = async (code: string): Promise<number> => {
    let tried = 0;
    const work = async (): Promise<never> => {
      tried += 1;
      throw Object.assign(new Error('lost'), { code });
    };
    await assert.rejects(db.transaction(work), /lost/);
    return tried;
  };
  assert.deepEqual([await tries('40001'), await tries('40P01'), await tries('23505')], [3, 3, 1]);
});

test('nothing is stored after a statement that failed, even if nobody minds', servers, async () => {
  const work = db.transaction((tx) => tx.query('SELECT nothing').catch(() => 'nobody minds'));
  await assert.rejects(work, /a statement failed, so nothing was stored/);
});
