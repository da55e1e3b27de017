import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'service-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const settings = {
  PORT: '0',
  DATABASE_URL: '',
  DATA_DIR: join(folder, 'new/data'),
  AUTH_ISSUER: 'https://issuer.test',
  AUTH_AUDIENCE: 'loan-quotes',
  AUTH_JWKS_URL: 'https://issuer.test/keys',
};

/** Started before the first test, so that they come up while others run. */
const good = start(settings);
const bad = start({ PORT: 'none' });

test('the service starts, answers, and ends when it is told to', async () => {
  const { child, ended } = good;
  const told: Record<string, unknown> = {};
  for await (const line of createInterface(child.stdout)) {
    const { level, at, ...facts } = JSON.parse(line);
    assert.equal(level, 'info');
    assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000);
    Object.assign(told, facts);
    if (Object.keys(told).length === 2) break;
  }
  const { listening, applied } = told;
  assert.ok(typeof listening === 'string' && Array.isArray(applied));
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
  assert.ok(existsSync(join(settings.DATA_DIR, 'database/PG_VERSION')));
});

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
