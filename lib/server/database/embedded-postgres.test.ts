import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedPostgres, openEmbeddedPostgres } from './embedded-postgres.ts';
import { preparePostgresHome } from './postgres-home.ts';

let folder: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-pg-'));
  server = await openEmbeddedPostgres(folder);
});

afterAll(async () => {
  await server.stop();
  const home = await preparePostgresHome(folder);
  await rm(home.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

test('a server that a killed process left running is adopted, with its data', async () => {
  await query(server.url, 'create table kept (n int); insert into kept values (1)');
  const again = await openEmbeddedPostgres(folder);
  expect({ adopted: again.adopted, url: again.url }).toEqual({ adopted: true, url: server.url });
});

test('processes that start at the same time share one server', async () => {
  await server.stop();
  const all = await Promise.all([1, 2, 3].map(() => openEmbeddedPostgres(folder)));
  expect(new Set(all.map((one) => one.url)).size).toBe(1);
});

test('after kill -9 of the server, what was committed is there', async () => {
  await query(server.url, 'insert into kept values (2)');
  const { cluster } = await preparePostgresHome(folder);
  process.kill(Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL');
  server = await openEmbeddedPostgres(folder);
  expect(server.adopted).toBe(false);
  expect(await query(server.url, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }]);
});

test('nobody gets in without the password', async () => {
  const url = new URL(server.url);
  url.password = 'guess';
  await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
