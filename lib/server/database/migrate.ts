import { resolve } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { prepareQueue } from '../runs/durable/queue.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../../../db/migrations');
/** Held while migrating, so that processes that start together do it once. */
const LOCK = 7_305_002;

/** Brings a database up to this version's tables and job queue. Idempotent; several processes may call it at once. */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await applyMigrations(drizzle(client), { migrationsFolder: MIGRATIONS });
    await prepareQueue(url);
  } finally {
    await client.end();
  }
}
