import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { socketsOf } from './local/sockets.ts';
import { localTarget } from './local-target.ts';

const NO_ANSWER =
  'The local deployment daemon does not answer. What is deployed may still run; look again in a moment.';
const data = mkdtempSync(join(tmpdir(), 'no-daemon-'));
const hanging = join(data, 'hanging');
let server: Server;

/** A daemon that takes every connection and never answers, as a stopped process does. */
beforeAll(async () => {
  const path = socketsOf(hanging).control;
  mkdirSync(dirname(path), { recursive: true });
  server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(path, resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(data, { recursive: true, force: true });
});

const token = { subject: 'p1', name: 'Asha', roles: [], expiresInSeconds: 60 };
const request = { method: 'GET', path: '/tasks', headers: {}, body: null };

test.each([
  ['is away', join(data, 'nobody')],
  ['hangs', hanging],
])('reads of a daemon that %s give up within 3 s, also when many ask at once', async (_, folder) => {
  const target = localTarget(folder);
  const started = performance.now();
  const asked = [
    ...Array.from({ length: 12 }, () => target.status('x')),
    target.token('x', token),
    target.call('x', request),
  ];
  for (const answer of await Promise.allSettled(asked)) {
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', message: NO_ANSWER } });
  }
  expect(performance.now() - started).toBeLessThan(4_500);
});

test('an order waits a little longer for a daemon that is coming back, and then says that it is not running', async () => {
  await expect(localTarget(join(data, 'nobody')).stop('x')).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('daemon is not running'),
  });
});
