import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../server/testing/test-database.ts';
import { type DatabaseRelay, openDatabaseRelay } from './database-relay.ts';
import { ensureServiceDatabase, newServiceDatabase } from './service-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'relay-'));
const own = newServiceDatabase('00000000', `relay-${process.pid}`);
const other = newServiceDatabase('00000000', `other-${process.pid}`);
let platform: TestDatabase;
let relay: DatabaseRelay;

beforeAll(async () => {
  platform = await openTestDatabase();
  await ensureServiceDatabase(platform.url, own);
  await ensureServiceDatabase(platform.url, own);
  await ensureServiceDatabase(platform.url, other);
  const rule = { user: own.role, database: own.name };
  relay = await openDatabaseRelay(join(folder, '.s.PGSQL.5432'), platform.url, rule);
});

afterAll(async () => {
  await relay.close();
  for (const { name, role } of [own, other]) {
    await platform.pool.query(`drop database if exists ${name} with (force)`);
    await platform.pool.query(`drop role if exists ${role}`);
  }
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(
  who: { user: string; password: string; database: string },
  query = 'select current_user as me',
): Promise<unknown> {
  const client = new pg.Client({ host: folder, ...who });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(query)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

test('a service reaches its own database, and may make its tables there', async () => {
  const me = { user: own.role, password: own.password, database: own.name };
  expect(await ask(me)).toEqual([{ me: own.role }]);
  await ask(me, 'create table t (n int)');
  const large = await ask(me, `select length(repeat('x', 3000000)) as n`);
  expect(large).toEqual([{ n: 3_000_000 }]);
});

test('no other role and no other database is reached, the platform’s least of all', async () => {
  const platformUrl = new URL(platform.url);
  const admin = { user: decodeURIComponent(platformUrl.username), password: decodeURIComponent(platformUrl.password) };
  const tries = [
    { ...admin, database: platformUrl.pathname.slice(1) },
    { ...admin, database: own.name },
    { user: own.role, password: own.password, database: platformUrl.pathname.slice(1) },
    { user: own.role, password: own.password, database: 'postgres' },
    { user: other.role, password: other.password, database: other.name },
  ];
  for (const who of tries) await expect(ask(who)).rejects.toThrow();
});

test('the server itself keeps a service out of another’s database, should the relay ever fail', async () => {
  const url = new URL(platform.url);
  url.username = own.role;
  url.password = own.password;
  url.pathname = `/${other.name}`;
  const client = new pg.Client({ connectionString: url.href });
  await expect(client.connect()).rejects.toThrow(/permission denied/);
});

test('words said twice, oversized or unfinished start-ups are cut off', async () => {
  const startup = (words: string): Buffer => {
    const body = Buffer.from(words, 'latin1');
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8, 0);
    head.writeUInt32BE(196_608, 4);
    return Buffer.concat([head, body]);
  };
  const answered = (bytes: Buffer): Promise<number> =>
    new Promise((resolve) => {
      const socket = connect(join(folder, '.s.PGSQL.5432'), () => socket.write(bytes));
      socket.once('data', (chunk) => {
        resolve(chunk.length);
        socket.destroy();
      });
      socket.on('close', () => resolve(0)).on('error', () => {});
    });
  const fine = `user\0${own.role}\0database\0${own.name}\0`;
  expect(await answered(startup(`${fine}\0`))).toBeGreaterThan(0);
  expect(await answered(startup(`${fine}database\0postgres\0\0`))).toBe(0);
  expect(await answered(startup(`${fine}replication\0database\0\0`))).toBe(0);
  expect(await answered(Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 3, 0, 0]))).toBe(0);
  expect(await answered(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toBe(0);
});
