import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openEmbeddedPostgres } from '#lib/server/database/embedded-postgres.ts';
import { removeCluster } from '#lib/server/testing/test-database.ts';

/** A PostgreSQL of the benchmark's own. */
export interface BenchDatabase {
  /** Makes an empty database and gives its address. */
  create(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts a real PostgreSQL with its usual settings (fsync included) in a temporary folder; `close` removes it. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-postgres-'));
  const server = await openEmbeddedPostgres(folder);
  return {
    create: async (name) => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
      await client.end();
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    close: async () => {
      await server.stop();
      await removeCluster(folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
