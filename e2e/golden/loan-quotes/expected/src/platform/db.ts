import { rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import pg from 'pg';
import { startEmbedded } from './embedded.ts';

/** Runs SQL. A transaction is a Db too, so that a query does not care whether it is inside one. */
export interface Db {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Several statements at once, without values. */
  script(text: string): Promise<void>;
}

/**
 * Takes the last statement of a transaction, which is not waited for: the end goes right behind it, so that what it locks is
 * free again sooner. If it fails, nothing is stored.
 */
export type Last = (statement: Promise<unknown>) => void;

export interface Database extends Db {
  /** Runs `work` in one transaction: all of it is stored, or nothing. A lost deadlock is tried again, three times in all. */
  transaction<T>(work: (tx: Db, last: Last) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const TYPES = pg.types.builtins;

/** What leaves the database: instants and dates as RFC 3339 texts, exact numbers as texts, 64-bit integers checked. */
const READ: Record<number, (text: string) => unknown> = {
  [TYPES.INT8]: (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError('a stored integer is too large to be read exactly');
    return value;
  },
  [TYPES.NUMERIC]: (text) => text,
  [TYPES.DATE]: (text) => text,
  [TYPES.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
};

/** Connects to PostgreSQL. */
export function openPostgres(url: string): Database {
  const read = (oid: number) => READ[oid] ?? pg.types.getTypeParser(oid);
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
    pipeline: true,
    types: { getTypeParser: read },
  });
  // A connection that is lost fails its statements, and an idle one is replaced: that they say so must not end the process.
  pool.on('error', ignore).on('connect', (client) => client.on('error', ignore));
  return {
    ...pgStatements(pool),
    transaction: (work) => retried(() => pgTransaction(pool, work)),
    close: () => pool.end(),
  };
}

function pgStatements(on: pg.Pool | pg.PoolClient): Db {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await on.query<Row & pg.QueryResultRow>(text, [...values])).rows,
    script: async (text) => void (await on.query(text)),
  };
}

async function pgTransaction<T>(pool: pg.Pool, work: (tx: Db, last: Last) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { last, statements } = lastOnes();
    const result = await work(pgStatements(client), last);
    const [{ command }] = await Promise.all([client.query('COMMIT'), ...statements]);
    // PostgreSQL answers COMMIT with ROLLBACK after a statement that failed.
    if (command !== 'COMMIT') throw new Error('a statement failed, so nothing was stored');
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away.
    await client.query('ROLLBACK').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
}

function ignore(): void {}

/** What a transaction does not wait for; its failures are read at the end, so none is unhandled before. */
function lastOnes(): { last: Last; statements: Promise<unknown>[] } {
  const statements: Promise<unknown>[] = [];
  const last: Last = (statement) => {
    statement.catch(() => undefined);
    statements.push(statement);
  };
  return { last, statements };
}

/** Opens the embedded database: in a folder that one process may use at a time, or in memory when `folder` is null. */
export async function openEmbedded(folder: string | null): Promise<Database> {
  const unlock = folder === null ? null : await lockFolder(folder);
  const parsers = { ...READ, [TYPES.JSONB]: (text: string): unknown => JSON.parse(text) };
  const lite = await startEmbedded(folder === null ? null : join(folder, 'database'), parsers);
  return {
    ...liteStatements(lite),
    transaction: (work) =>
      lite.transaction(async (tx) => {
        const { last, statements } = lastOnes();
        const result = await work(liteStatements(tx), last);
        await Promise.all(statements);
        return result;
      }),
    close: async () => {
      await lite.close();
      await unlock?.();
    },
  };
}

function liteStatements(on: PGlite | Transaction): Db {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) => (await on.query<Row>(text, [...values])).rows,
    script: async (text) => void (await on.exec(text)),
  };
}

/** Two processes on one folder would destroy it. The lock is a socket, which cannot outlive its process; gives what unlocks it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock');
  const taken = await new Promise<boolean>((resolve) => {
    createConnection(path, () => resolve(true)).on('error', () => resolve(false));
  });
  if (taken) throw new Error(`another process uses the data folder ${folder}`);
  await rm(path, { force: true });
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(path, resolve));
  return () => new Promise((resolve) => server.close(() => resolve()));
}

const LOST = new Set(['40001', '40P01']);

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 2; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0 || !isLost(error)) throw error;
    }
  }
}

/** Whether another transaction won: the whole of this one may be tried again. */
export function isLost(error: unknown): boolean {
  return LOST.has(errorCode(error));
}

/** Classes of errors: the connection (08), resources such as a full disk (53), and the database being stopped (57P). */
const UNAVAILABLE = /^(08|53|57P|57014|25P03|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|ENOSPC)/;

/** What the driver says without a code. */
const DISCONNECTED = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

/** Whether the database cannot work at the moment: the same may succeed later. */
export function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.test(errorCode(error)) || (error instanceof Error && DISCONNECTED.test(error.message));
}

/** The code of an error of the database (its SQLSTATE) or of the system, or the empty text. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
