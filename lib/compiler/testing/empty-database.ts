import pg from 'pg';
import { openTestDatabase } from '../../server/testing/test-database.ts';

/** A database with nothing in it, on the PostgreSQL of the tests. */
export interface EmptyDatabase {
  url: string;
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** A connection of one's own. */
  connect(): Promise<pg.Client>;
  /** The same for another database of its server. */
  at(url: string): Pick<EmptyDatabase, 'query'>;
  close(): Promise<void>;
}

/** Opens one; `close` drops it. */
export async function openEmptyDatabase(): Promise<EmptyDatabase> {
  const { url, close } = await openTestDatabase();
  const connect = (): Promise<pg.Client> => connected(url);
  const { query } = queries(url);
  await query('DROP SCHEMA public CASCADE');
  await query('CREATE SCHEMA public');
  return { url, query, connect, at: queries, close };
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

function queries(url: string): Pick<EmptyDatabase, 'query'> {
  return {
    query: async (sql, values = []) => {
      const client = await connected(url);
      return (await client.query(sql, [...values]).finally(() => client.end())).rows;
    },
  };
}
