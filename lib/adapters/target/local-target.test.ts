import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../server/testing/test-database.ts';
import { dropServiceDatabases } from './local/testing/drop-service-databases.ts';
import { startDaemon, type TestDaemon } from './local/testing/start-daemon.ts';
import { type TinyBehaviour, tinyService } from './local/testing/tiny-service.ts';
import { localTarget } from './local-target.ts';
import type { DeployRequest } from './target.ts';

vi.setConfig({ testTimeout: 120_000 });

const data = mkdtempSync(join(tmpdir(), 'target-test-'));
const firstPort = 21_000 + Math.floor(Math.random() * 20_000);
const target = localTarget(data);
let database: TestDatabase;
let daemon: TestDaemon;
let number = 0;

beforeAll(async () => {
  chmodSync(data, 0o700);
  database = await openTestDatabase();
  daemon = await startDaemon(data, database.url, firstPort);
});

afterAll(async () => {
  await daemon.kill('SIGTERM');
  await dropServiceDatabases(database.pool, database.url);
  await database.close();
  rmSync(data, { recursive: true, force: true });
});

function release(service: string, behaviour: TinyBehaviour): DeployRequest {
  const files = tinyService(behaviour);
  return { service, releaseId: randomUUID(), releaseNumber: ++number, digest: 'a'.repeat(64), files };
}

const get = (service: string, path: string) => target.call(service, { method: 'GET', path, headers: {}, body: null });

test('a release answers at its address, shut in, with nothing of the platform’s environment', async () => {
  const progress: string[] = [];
  const { address } = await target.deploy({
    ...release('first', { version: 'one' }),
    onProgress: (text) => progress.push(text),
  });
  expect(await (await fetch(`${address}/version`)).text()).toBe('one');
  expect(progress.map((text) => text.replace(/\d+ ms/, 'N ms'))).toEqual([
    `Files of release ${number}: 1. Packages are there.`,
    expect.stringMatching(/^Own database is there\. Starting in the sandbox \((full|no-cgroup)\)\.$/),
    `Release ${number} is ready after N ms.`,
    'All traffic goes to it.',
  ]);
  const env = JSON.parse((await get('first', '/env')).body);
  expect(env).toMatchObject({ AUTH_AUDIENCE: 'first', PUBLIC_URL: address, SOCKET: '/run/service/http.sock' });
  expect(JSON.stringify(env)).not.toContain('hunter2');
  expect(JSON.stringify(env)).not.toContain(data);
});

test('secrets on disk are for their owner only', () => {
  const folder = join(data, 'daemon');
  const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
  expect(modes).toEqual([
    ['issuer.json', 0o600],
    ['state.json', 0o600],
  ]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(data, 'run/daemon.sock')).mode & 0o777).toBe(0o600);
});

test('asking twice with one release is asking once', async () => {
  const once = release('twice', { version: 'one' });
  const progress: string[] = [];
  const both = await Promise.all([target.deploy(once), target.deploy(once)]);
  const again = await target.deploy({ ...once, onProgress: (text) => progress.push(text) });
  expect(new Set([...both, again].map(({ address }) => address)).size).toBe(1);
  expect(progress).toEqual([]);
});

test('no request is dropped by switches under load, and the old release finishes what it began', async () => {
  const { address } = await target.deploy(release('load', { version: 'v0' }));
  const stop = new AbortController();
  const answers = { ok: 0, failed: [] as string[] };
  const versions = new Set<string>();
  const caller = async (index: number): Promise<void> => {
    while (!stop.signal.aborted) {
      const posts = index % 2 === 0;
      try {
        const path = posts ? '/echo' : index % 3 === 0 ? '/slow' : '/version';
        const response = await fetch(`${address}${path}`, posts ? { method: 'POST', body: 'x'.repeat(2_000) } : {});
        const text = await response.text();
        if (response.status !== 200 || (posts && JSON.parse(text).bytes !== 2_000))
          answers.failed.push(`${response.status} ${text}`);
        else answers.ok++;
        if (!posts) versions.add(text);
      } catch (error) {
        answers.failed.push(String(error));
      }
    }
  };
  const callers = Array.from({ length: 12 }, (_, index) => caller(index));
  for (const version of ['v1', 'v2', 'v3']) {
    await target.deploy(release('load', { version }));
    await delay(300);
  }
  stop.abort();
  await Promise.all(callers);
  console.log(
    `switched 3 times under load: dropped ${answers.failed.length} of ${answers.ok + answers.failed.length} requests`,
  );
  expect(answers.failed).toEqual([]);
  expect(answers.ok).toBeGreaterThan(200);
  expect([...versions].sort()).toEqual(['v0', 'v1', 'v2', 'v3']);
});

test('a release that does not get ready leaves the traffic where it was, and says why', async () => {
  await target.deploy(release('careful', { version: 'good' }));
  const bad = release('careful', { version: 'bad', atStart: `throw new Error('the table is missing');` });
  await expect(target.deploy(bad)).rejects.toMatchObject({
    code: 'unprocessable',
    message: expect.stringContaining('the table is missing'),
  });
  expect((await get('careful', '/version')).body).toBe('good');
  expect((await target.status('careful')).releaseId).not.toBe(bad.releaseId);
});

test('a crashed replica comes back, and requests that may be repeated do not notice', async () => {
  const { address } = await target.deploy(release('crash', { version: 'one' }));
  const crash = fetch(`${address}/crash`, { method: 'POST' });
  await delay(20);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => fetch(`${address}/version`).then((answer) => answer.text())),
  );
  expect(new Set(answers)).toEqual(new Set(['one']));
  const lost = await crash;
  expect([lost.status, lost.headers.get('content-type')]).toEqual([502, 'application/problem+json']);
  expect(await target.status('crash')).toMatchObject({ state: 'running', restarts: 1 });
});

test('a POST that may have taken effect is never sent twice', async () => {
  // Every replica dies on its first POST: if the gateway repeated it, the second replica would die as well.
  const { address } = await target.deploy(
    release('once', { version: 'one', onRequest: `if (request.method === 'POST') process.exit(1);` }),
  );
  expect((await fetch(`${address}/x`, { method: 'POST', body: 'y' })).status).toBe(502);
  expect((await fetch(`${address}/version`)).status).toBe(200);
  expect((await target.status('once')).restarts).toBe(1);
});

test('a POST that surely was not sent waits for the replica that comes back', async () => {
  const { address } = await target.deploy(release('patient', { version: 'one' }));
  await fetch(`${address}/crash`, { method: 'POST' });
  while ((await target.status('patient')).restarts === 0) await delay(5);
  const posts = Array.from({ length: 10 }, () =>
    fetch(`${address}/echo`, { method: 'POST', body: 'x'.repeat(50_000) }),
  );
  const answers = await Promise.all(posts);
  expect(await Promise.all(answers.map(async (answer) => (await answer.json()).bytes))).toEqual(Array(10).fill(50_000));
});

test('a release that cannot come back any more is replaced by one that can', async () => {
  const atStart = `if (Date.now() > ${Date.now() + 6_000}) throw new Error('too late for me');`;
  const { address } = await target.deploy(release('doomed', { version: 'old', atStart }));
  await delay(6_100);
  await fetch(`${address}/crash`, { method: 'POST' });
  while ((await target.status('doomed')).state !== 'restarting') await delay(20);
  await target.deploy(release('doomed', { version: 'new' }));
  expect(await (await fetch(`${address}/version`)).text()).toBe('new');
});

test('a replica that hangs is found and replaced', async () => {
  const { address } = await target.deploy(release('hang', { version: 'one' }));
  void fetch(`${address}/hang`, { method: 'POST' }).catch(() => {});
  const started = performance.now();
  await delay(200);
  for (let up = false; !up; ) {
    up = await fetch(`${address}/version`, { signal: AbortSignal.timeout(1_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
    expect(performance.now() - started).toBeLessThan(15_000);
  }
  console.log(`hung replica replaced after ${Math.round(performance.now() - started)} ms`);
});

test('kill -9 of the daemon: its replicas die, and everything is back at the same address', async () => {
  const { address } = await target.deploy(release('survivor', { version: 'one' }));
  await daemon.kill('SIGKILL');
  await expect(fetch(`${address}/version`)).rejects.toThrow();
  const started = performance.now();
  daemon = await startDaemon(data, database.url, firstPort);
  let body = '';
  while (body === '')
    body = await fetch(`${address}/version`).then(
      (answer) => answer.text(),
      () => delay(20, ''),
    );
  console.log(
    `back ${Math.round(performance.now() - started)} ms after the daemon was started again (ready: ${Math.round(daemon.readyMs)} ms)`,
  );
  expect(body).toBe('one');
});

test('a second daemon on one data folder refuses to start', async () => {
  await expect(startDaemon(data, database.url, firstPort)).rejects.toThrow('runs already');
});

test('after a stop the port answers 503 with a problem, and status says absent', async () => {
  const { address } = await target.deploy(release('stopped', { version: 'one' }));
  await target.stop('stopped');
  const answer = await fetch(`${address}/version`);
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('retry-after')]).toEqual([
    503,
    'application/problem+json',
    '1',
  ]);
  expect(await target.status('stopped')).toMatchObject({ state: 'absent', releaseId: null });
  await target.deploy(release('stopped', { version: 'two' }));
  expect(await (await fetch(`${address}/version`)).text()).toBe('two');
});

test('the gateway bounds bodies, names requests, and keeps connection headers to itself', async () => {
  const { address } = await target.deploy(release('gate', { version: 'one' }));
  const headers = { 'x-request-id': 'caller-chose-this', 'proxy-authorization': 'secret', te: 'trailers' };
  const echo = await fetch(`${address}/echo`, { method: 'POST', body: 'hello', headers });
  expect(echo.headers.get('x-request-id')).toBe('caller-chose-this');
  expect(await echo.json()).toMatchObject({
    bytes: 5,
    headers: { 'x-request-id': 'caller-chose-this', 'x-forwarded-for': '127.0.0.1' },
  });
  const odd = await fetch(`${address}/echo`, { headers: { 'x-request-id': 'has blanks and ;' } });
  expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  const seen: { headers: Record<string, string> } = JSON.parse(await odd.text());
  expect(Object.keys(seen.headers)).not.toContain('proxy-authorization');
  const large = await fetch(`${address}/echo`, { method: 'POST', body: new Uint8Array(33 * 1024 * 1024) }).then(
    (answer) => answer.status,
    () => 413,
  );
  expect(large).toBe(413);
});

test('tokens carry who, what for and how long, signed by a key that the service can check', async () => {
  await target.deploy(release('tokens', { version: 'one' }));
  const { AUTH_JWKS_URL = '', AUTH_ISSUER } = JSON.parse((await get('tokens', '/env')).body);
  const jwks = JSON.parse(Buffer.from(AUTH_JWKS_URL.split(',')[1], 'base64').toString());
  const token = await target.token('tokens', {
    subject: 'p1',
    name: 'Asha',
    roles: ['operator'],
    expiresInSeconds: 60,
  });
  const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), { issuer: AUTH_ISSUER, audience: 'tokens' });
  expect(payload).toMatchObject({ sub: 'p1', name: 'Asha', roles: ['operator'] });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  expect(jwks.keys.flatMap((key: object) => Object.keys(key))).not.toContain('d');
});

test('a service that signs its tokens with a secret gets tokens of that secret, and of no other setting', async () => {
  const { files, ...order } = release('secrets', { version: 'one' });
  await target.deploy({ ...order, files: [...files, { path: '.env.example', text: 'TOKEN_SECRET=\n' }] });
  const { TOKEN_SECRET = '' } = JSON.parse((await get('secrets', '/env')).body);
  const asked = { subject: 'p1', name: 'Asha', roles: [], expiresInSeconds: 60, issuer: 'us', audience: 'them' };
  const token = await target.token('secrets', { ...asked, secret: 'TOKEN_SECRET' });
  const { payload } = await jwtVerify(token, new TextEncoder().encode(TOKEN_SECRET), {
    issuer: 'us',
    audience: 'them',
  });
  expect(payload.sub).toBe('p1');
  await expect(target.token('secrets', { ...asked, secret: 'DATA_KEY' })).rejects.toMatchObject({ code: 'invalid' });
});

test('files that a service writes outlive its releases', async () => {
  const example = { path: '.env.example', text: 'REPORTS_DIR=./files\n' };
  const { files: writing, ...first } = release('reports', {
    version: 'one',
    atStart: `import { mkdirSync, writeFileSync } from 'node:fs';
      mkdirSync(process.env.REPORTS_DIR, { recursive: true }); writeFileSync(process.env.REPORTS_DIR + '/kept.txt', 'kept');`,
  });
  await target.deploy({ ...first, files: [...writing, example] });
  const { files: reading, ...second } = release('reports', {
    version: 'two',
    atStart: `import { readFileSync } from 'node:fs';
      const kept = readFileSync(process.env.REPORTS_DIR + '/kept.txt', 'utf8');`,
    onRequest: `if (request.url === '/kept') return response.end(kept);`,
  });
  await target.deploy({ ...second, files: [...reading, example] });
  expect((await get('reports', '/kept')).body).toBe('kept');
});

test('hostile code cannot make the gateway talk to another socket of this machine', async () => {
  const atStart = `import { symlinkSync } from 'node:fs';
    symlinkSync(${JSON.stringify(join(data, 'run/daemon.sock'))}, process.env.SOCKET); setInterval(() => {}, 1000); await new Promise(() => {});`;
  await expect(target.deploy(release('hostile', { version: 'one', atStart }))).rejects.toThrow(
    'something else where its socket belongs',
  );
});

test('malformed orders are refused before anything is written', async () => {
  const outside = { ...release('escape', { version: 'one' }), files: [{ path: '../../escaped.ts', text: '' }] };
  await expect(target.deploy(outside)).rejects.toMatchObject({ code: 'invalid' });
  await expect(target.status('Not A Name')).rejects.toMatchObject({ code: 'invalid' });
  expect(existsSync(join(data, 'escaped.ts'))).toBe(false);
});

test('only the latest releases stay on disk, and an older one that is wanted again is stored again', async () => {
  const all = ['v1', 'v2', 'v3', 'v4', 'v5'].map((version) => release('many', { version }));
  for (const each of all) await target.deploy(each);
  const stored = new Set(readdirSync(join(data, 'releases')));
  expect(all.map((each) => stored.has(each.releaseId))).toEqual([false, false, true, true, true]);
  const [oldest] = all;
  if (oldest) await target.deploy(oldest);
  expect((await get('many', '/version')).body).toBe('v1');
});

test('drained replicas leave no socket, folder or process behind', async () => {
  await delay(500);
  const live = Object.values(JSON.parse(readFileSync(join(data, 'daemon/state.json'), 'utf8')).services).filter(
    (service) => typeof service === 'object' && service !== null && 'live' in service && service.live !== null,
  ).length;
  expect(readdirSync(join(data, 'run/r')).length).toBe(live);
  expect(readdirSync(join(data, 'run/t')).length).toBe(live);
});
