import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const settings = {
  PORT: '0',
  DATABASE_URL: '',
  AUTH_ISSUER: 'https://issuer.test',
  AUTH_AUDIENCE: 'loan-quotes',
  AUTH_JWKS_URL: 'https://issuer.test/keys',
};

test('the service starts, answers, and ends when it is told to', async (t) => {
  const child = start(t, settings);
  const [line] = await once(child.stdout, 'data');
  const { level, listening, applied } = JSON.parse(String(line));
  assert.equal(level, 'info');
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
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

test('the service does not start without its settings, and says which', async (t) => {
  const child = start(t, { PORT: 'none' });
  const [said, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  assert.equal(status, 1);
  assert.match(said, /PORT must be a number from 0 to 65535/);
});

type Started = ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream };

/** Starts it with these settings; it ends with the test. */
function start(t: TestContext, env: Record<string, string>): Started {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  return child;
}
