import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase, readConfig } from '../src/config.ts';

const complete = {
  AUTH_ISSUER: 'https://issuer.test',
  AUTH_AUDIENCE: 'kyc-verification-api',
  AUTH_JWKS_URL: 'https://issuer.test/keys',
};

test('a service listens on its own machine only, unless it is told otherwise', () => {
  assert.deepEqual(readConfig(complete).listen, { host: '127.0.0.1', port: 8080 });
  const wide = readConfig({ ...complete, HOST: '0.0.0.0', PORT: '65535' });
  assert.deepEqual(wide.listen, { host: '0.0.0.0', port: 65_535 });
  assert.deepEqual(readConfig({ ...complete, SOCKET: '/run/service.sock' }).listen, { path: '/run/service.sock' });
});

test('settings that are missing are all named at once', () => {
  const missing = ['AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_JWKS_URL'];
  for (const name of missing) {
    assert.throws(() => readConfig({}), new RegExp(`^- ${name} is missing: \\w`, 'm'));
    assert.throws(() => readConfig({ ...complete, [name]: '  ' }), new RegExp(`^- ${name} is missing`, 'm'));
  }
  assert.throws(() => readConfig({}), /^Error: The settings are not complete:\n- /);
  assert.throws(() => readConfig({ PORT: 'none' }), /:\n- PORT must [^\n]+\n- \w/);
  const onlyMissing = (error: unknown): boolean => !/ must be /.test(String(error));
  assert.throws(() => readConfig({}), onlyMissing);
});

test('the database is where the settings say', async () => {
  const { databaseUrl, dataFolder } = readConfig({ ...complete, DATA_DIR: ' /data ' });
  assert.deepEqual([databaseUrl, dataFolder], [null, '/data']);
  const db = await openDatabase({ ...readConfig(complete), databaseUrl: 'postgres://127.0.0.1:9/none' });
  await assert.rejects(db.query('SELECT 1'), /ECONNREFUSED/);
  await db.close();
});

test('settings that make no sense are refused', () => {
  for (const PORT of ['65536', '-1', '1.5', 'http']) {
    assert.throws(() => readConfig({ ...complete, PORT }), /PORT must be a number from 0 to 65535/);
  }
  assert.throws(() => readConfig({ ...complete, AUTH_JWKS_URL: 'keys.json' }), /AUTH_JWKS_URL must be a URL/);
});

test('a database of its own needs a key of its own', () => {
  const DATABASE_URL = 'postgres://localhost/service';
  assert.throws(() => readConfig({ ...complete, DATABASE_URL }), /DATA_KEY is missing/);
  const given = { ...complete, DATABASE_URL, DATA_KEY: 'key' };
  assert.equal(readConfig(given).dataKey, 'key');
  assert.equal(readConfig(complete).dataKey, null);
  assert.equal(readConfig({ ...complete, DATA_KEY: 'key' }).dataKey, 'key');
  assert.deepEqual(readConfig(complete).oldKeys, []);
  assert.deepEqual(readConfig({ ...complete, DATA_KEYS_OLD: ' one  other ' }).oldKeys, ['one', 'other']);
});
