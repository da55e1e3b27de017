import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../src/config.ts';

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
  assert.throws(() => readConfig({}), /AUTH_ISSUER is missing[^]*AUTH_AUDIENCE is missing[^]*AUTH_JWKS_URL is missing/);
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
});
