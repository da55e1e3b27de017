import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { emptyDatabase, startEmbedded } from '../src/platform/embedded.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'service-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const settings = {
  PORT: '0',
  DATABASE_URL: '',
  DATA_DIR: join(folder, 'new/data'),
  AUTH_ISSUER: 'https://issuer.test',
  AUTH_AUDIENCE: 'kyc-verification-api',
  AUTH_JWKS_URL: 'https://issuer.test/keys',
  /** A key of before: what is sealed with it is sealed anew. */
  DATA_KEYS_OLD: btoa('k'.repeat(32)),
};

/** Started before the first test, so that they come up while others run. */
const good = start(settings);
const bad = start({ PORT: 'none' });

test('the service starts, answers, and ends when it is told to; the next start finds what it stored', async (t) => {
  const { child, ended } = good;
  const told: Record<string, unknown> = {};
  for await (const line of createInterface(child.stdout)) {
    const { level, at, ...facts } = JSON.parse(line);
    assert.equal(level, 'info');
    assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000);
    Object.assign(told, facts);
    if (Object.keys(told).length === 3) break;
  }
  const { listening, applied } = told;
  assert.ok(typeof listening === 'string' && Array.isArray(applied));
  assert.equal(told['resealed'], 0);
  assert.match(listening, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.ok(applied.length > 0);
  assert.equal((await fetch(`${listening}/readyz`)).status, 200);

  const socket = connect(Number(new URL(listening).port), '127.0.0.1');
  socket.end('this is not HTTP\r\n\r\n');
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  assert.match(head, /^HTTP\/1\.1 400 [^]*\r\ncontent-type: application\/[^]*\r\nconnection: close/);
  assert.match(head, new RegExp(`\r\ncontent-length: ${Buffer.byteLength(body)}$`));
  assert.equal(typeof JSON.parse(body), 'object');

  child.kill('SIGTERM');
  child.kill('SIGINT');
  assert.deepEqual(await ended, [0, null]);
  await findsAgain(t, applied);
});

/** In a folder that nobody else may read, which began as a copy of the small empty database. */
async function findsAgain(t: TestContext, applied: readonly string[]): Promise<void> {
  const data = join(settings.DATA_DIR, 'database');
  assert.deepEqual([statSync(data).mode & 0o777, existsSync(`${data}.draft`)], [0o700, false]);
  const timers = t.mock.method(globalThis, 'setTimeout');
  const again = await startEmbedded(data, {});
  const { rows } = await again.query('SELECT name FROM platform.migration ORDER BY name');
  const stored = applied.map((name) => ({ name }));
  assert.deepEqual(rows, stored);
  const settled = "SELECT current_setting('shared_buffers') AS cache, current_setting('wal_segment_size') AS log";
  const log = (await emptyDatabase()) === null ? '16MB' : '1MB';
  assert.deepEqual((await again.query(settled)).rows, [{ cache: '4MB', log }]);
  await again.close();

  const left = new WeakRef({});
  await new Promise(setImmediate);
  const [collect] = timers.mock.calls.find(({ arguments: [, ms] }) => ms === 5000)?.arguments ?? [];
  collect?.();
  assert.equal(left.deref(), undefined, 'what the start left behind is collected');
}

test('the service does not start without its settings, and says which', async () => {
  assert.deepEqual(await bad.ended, [1, null]);
  assert.match(await bad.said, /PORT must be a number from 0 to 65535/);
});

/** Starts it with these settings; it ends with the tests at the latest. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  after(() => child.kill('SIGKILL'));
  return { child, said: text(child.stderr), ended: once(child, 'exit') };
}
