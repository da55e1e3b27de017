import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrate } from '../src/platform/migrate.ts';
import { db } from './fixture.ts';

test('migrations are applied once', async () => {
  assert.deepEqual(await migrate(db), []);
});

test('a migration that was edited after it was applied is refused', async () => {
  await assert.rejects(migrate(db, [{ name: '0001_init.sql', sql: 'SELECT 1' }]), /was edited/);
});

test('a migration that fails leaves nothing behind', async () => {
  const sql = 'CREATE TABLE platform.half (a integer); SELECT no_such_column FROM platform.half';
  await assert.rejects(migrate(db, [{ name: '9999_broken.sql', sql }]), /no_such_column/);
  assert.deepEqual(await db.query(`SELECT to_regclass('platform.half') AS made`), [{ made: null }]);
});
