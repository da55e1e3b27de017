import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { type Connection, connect } from '#db/client.ts';
import { openEmbeddedPostgres } from '../database/embedded-postgres.ts';
import { migrate } from '../database/migrate.ts';
import { preparePostgresHome } from '../database/postgres-home.ts';

export interface TestDatabase extends Connection {
  url: string;
}

const MIGRATIONS = resolve(import.meta.dirname, '../../../db/migrations');
/** Shared by the test files of one user; `npm test` names a folder of its own and removes it afterwards. */
const SERVER_FOLDER =
  process.env['PLUMBLINE_TEST_SERVER'] ?? join(tmpdir(), `plumbline-test-${process.getuid?.() ?? 0}`);
const TEMPLATE_LOCK = 7_305_003;
const STALE_MS = 30 * 60_000;

/**
 * A fresh, migrated database of the caller's own on a shared embedded PostgreSQL (or on the server of
 * `TEST_DATABASE_URL`). Call it in `beforeAll` and `close()` it in `afterAll`, which drops it.
 *
 *     let database: TestDatabase;
 *     beforeAll(async () => { database = await openTestDatabase(); });
 *     afterAll(() => database.close());
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'] ?? (await openEmbeddedPostgres(SERVER_FOLDER)).url;
  const template = await ensureTemplate(server);
  const name = `test_${Date.now()}_${randomBytes(4).toString('hex')}`;
  await administer(server, (client) => client.query(`create database ${name} template ${template}`));
  const url = withDatabase(server, name);
  const connection = connect(url);
  return {
    ...connection,
    url,
    close: async () => {
      await connection.close();
      await administer(server, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Stops the server of a test folder and removes it with all its databases. Nothing happens where there is none. */
export async function removeTestServer(dataFolder: string): Promise<void> {
  if (!existsSync(dataFolder)) return;
  await (await openEmbeddedPostgres(dataFolder)).stop();
  await removeCluster(dataFolder);
}

/** Removes the database cluster of a data folder whose server has ended, wherever it lies. */
export async function removeCluster(dataFolder: string): Promise<void> {
  const { folder } = await preparePostgresHome(dataFolder);
  await rm(folder, { recursive: true, force: true });
}

/** One migrated database per state of the migrations, cloned for every test file. */
async function ensureTemplate(server: string): Promise<string> {
  const template = `template_${migrationsDigest()}`;
  await administer(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('select 1 from pg_database where datname = $1', [template]);
    if (found.rowCount) return;
    await dropStale(client);
    const unfinished = `${template}_unfinished`;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished}`);
    await migrate(withDatabase(server, unfinished));
    await client.query(`alter database ${unfinished} rename to ${template}`);
  });
  return template;
}

/** Databases that killed test runs left behind. */
async function dropStale(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "select datname from pg_database where datname like 'test\\_%'",
  );
  for (const { datname } of rows) {
    const madeAt = Number(datname.split('_')[1]);
    if (Date.now() - madeAt > STALE_MS) await client.query(`drop database if exists ${datname} with (force)`);
  }
}

function migrationsDigest(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS).sort()) {
    if (file.endsWith('.sql')) hash.update(readFileSync(join(MIGRATIONS, file)));
  }
  hash.update(readFileSync(resolve(import.meta.dirname, '../runs/durable/queue.ts')));
  return hash.digest('hex').slice(0, 16);
}

async function administer(server: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
