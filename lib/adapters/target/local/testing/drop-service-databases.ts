import type pg from 'pg';
import { instanceOf } from '../service-database.ts';

/** Drops what the services of a test's daemon left on the shared server. Call it when the daemon is gone. */
export async function dropServiceDatabases(pool: pg.Pool, databaseUrl: string): Promise<void> {
  const like = `svc\\_${instanceOf(databaseUrl)}\\_%`;
  const { rows } = await pool.query<{ name: string }>('select datname as name from pg_database where datname like $1', [
    like,
  ]);
  for (const { name } of rows) {
    await pool.query(`drop database if exists "${name}" with (force)`);
    await pool.query(`drop role if exists "${name}"`);
  }
}
