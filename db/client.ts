import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from './schema.ts';

export type Db = NodePgDatabase<typeof schema>;
/** What a use case writes through: the database, or a transaction on it. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];
export type DbOrTx = Db | Tx;

export interface Connection {
  db: Db;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens a pool on a PostgreSQL address. Statements are cut off after 30 s, idle transactions after 15 s. */
export function connect(url: string, max = 10): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 15_000,
  });
  // A dropped idle connection is replaced on the next query; without a listener it would end the process.
  pool.on('error', () => {});
  return { db: drizzle(pool, { schema }), pool, close: () => pool.end() };
}

const shared = globalThis as { plumblineConnection?: Connection };

/** This process's connection, opened on first use: `DATABASE_URL` is set by the start command. Next may load a module twice, so it lives on `globalThis`. */
export function database(): Connection {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set: start the application with `npm start` or `npm run dev`');
  shared.plumblineConnection ??= connect(url);
  return shared.plumblineConnection;
}
