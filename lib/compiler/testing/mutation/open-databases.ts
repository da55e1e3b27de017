import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openEmbeddedPostgres } from '../../../server/database/embedded-postgres.ts';
import { removeTestServer } from '../../../server/testing/test-database.ts';

/** A PostgreSQL of one's own, which gives a new database to each run. */
export interface Databases {
  /** Runs something with the address of an empty database, and removes the database. */
  withNew<Result>(use: (url: string) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Starts it in a new folder; `close` stops it and removes the folder. */
export async function openDatabases(): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'mutation-'));
  const server = await openEmbeddedPostgres(folder);
  const pool = new pg.Pool({ connectionString: server.url, max: 4 });
  // The server ends connections when it is stopped.
  pool.on('error', () => {});
  let made = 0;
  return {
    async withNew(use) {
      made += 1;
      const name = `run_${made}`;
      await pool.query(`CREATE DATABASE ${name}`);
      try {
        const url = new URL(server.url);
        url.pathname = `/${name}`;
        return await use(url.href);
      } finally {
        // Its own vacuum may be at work in it and may not be ended: what is left goes with the folder.
        await pool.query(`DROP DATABASE ${name} WITH (FORCE)`).catch(() => {});
      }
    },
    async close() {
      await pool.end();
      await removeTestServer(folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
