import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../server/testing/test-database.ts';
import { openSandbox } from '../../sandbox/open-sandbox.ts';
import { type Daemon, openDaemon } from './open-daemon.ts';
import { makeSocketFolders, socketsOf } from './sockets.ts';
import { dropServiceDatabases } from './testing/drop-service-databases.ts';
import { tinyService } from './testing/tiny-service.ts';

const firstPort = 15_000 + Math.floor(Math.random() * 5_000);
const folders: string[] = [];
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await dropServiceDatabases(database.pool, database.url);
  await database.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  delete process.env['PLUMBLINE_ALLOW_WEAK_SANDBOX'];
});

async function open(means: 'bubblewrap' | 'unshare' | 'process', below = ''): Promise<Daemon> {
  const top = mkdtempSync(join(tmpdir(), 'daemon-test-'));
  const dataFolder = top + below;
  const sockets = makeSocketFolders(dataFolder);
  folders.push(top, join(sockets.control, '..'));
  const settings = { dataFolder, sockets, databaseUrl: database.url, host: '127.0.0.1', firstPort };
  return openDaemon({ ...settings, sandbox: await openSandbox([means]), now: () => new Date(), say: () => {} });
}

const order = (service: string) => ({
  ...{ service, releaseId: randomUUID(), releaseNumber: 1, digest: 'a'.repeat(64) },
  files: tinyService({ version: 'one' }).map((file) => ({ ...file })),
});

test('a machine without a sandbox refuses to run a release, and runs it when the operator allows that', async () => {
  const daemon = await open('process');
  try {
    await expect(daemon.deploy(order('weak'), () => {})).rejects.toThrow('no sandbox');
    process.env['PLUMBLINE_ALLOW_WEAK_SANDBOX'] = '1';
    const { address } = await daemon.deploy(order('weak'), () => {});
    expect(await (await fetch(`${address}/version`)).text()).toBe('one');
  } finally {
    await daemon.close();
  }
});

test('it works by unshare alone, and below a data folder too deep for sockets', async () => {
  const deep = `/${'deep-folder-name/'.repeat(8)}data`;
  const daemon = await open('unshare', deep);
  try {
    const { address } = await daemon.deploy(order('deep'), () => {});
    expect(await (await fetch(`${address}/version`)).text()).toBe('one');
  } finally {
    await daemon.close();
  }
  expect(Buffer.byteLength(join(socketsOf(`/x${deep}`).replicas, 'abcdefgh/.s.PGSQL.5432'))).toBeLessThan(108);
});

test('a port that someone else holds is left to them', async () => {
  const squatter = createServer().listen(firstPort, '127.0.0.1');
  await new Promise((resolve) => squatter.once('listening', resolve));
  const daemon = await open('bubblewrap');
  try {
    const { address } = await daemon.deploy(order('second-choice'), () => {});
    expect(address).toBe(`http://127.0.0.1:${firstPort + 1}`);
  } finally {
    await daemon.close();
    squatter.close();
  }
});

test('services get a port, a database and a role of their own', async () => {
  const daemon = await open('bubblewrap');
  try {
    const [a, b] = await Promise.all([daemon.deploy(order('one'), () => {}), daemon.deploy(order('two'), () => {})]);
    expect(a.address).not.toBe(b.address);
    const env = async (address: string): Promise<Record<string, string>> => (await fetch(`${address}/env`)).json();
    const [first, second] = await Promise.all([env(a.address), env(b.address)]);
    for (const name of ['DATABASE_URL', 'DATA_KEY', 'AUTH_AUDIENCE']) expect(first[name]).not.toBe(second[name]);
    expect(Buffer.from(first['DATA_KEY'] ?? '', 'base64').length).toBe(32);
  } finally {
    await daemon.close();
  }
});
