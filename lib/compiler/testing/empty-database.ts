import pg from 'pg';
import { openTestDatabase } from '../../server/testing/test-database.ts';

/** A database with nothing in it, on the PostgreSQL of the tests. */
export interface EmptyDatabase {
  url: string;
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** A connection of one's own. */
  connect(): Promise<pg.Client>;
  close(): Promise<void>;
}

/** Opens one; `close` drops it. */
export async function openEmptyDatabase(): Promise<EmptyDatabase> {
  const { url, close } = await openTestDatabase();
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  };
  const query = async (sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> => {
    const client = await connect();
    return (await client.query(sql, [...values]).finally(() => client.end())).rows;
  };
  await query('DROP SCHEMA public CASCADE');
  await query('CREATE SCHEMA public');
  return { url, query, connect, close };
}
