import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Database } from './db.ts';

const FOLDER = new URL('../../migrations/', import.meta.url);

/** A fixed number that all replicas of this service lock while they migrate. */
const LOCK = 727_001;

const LEDGER = `
  CREATE SCHEMA IF NOT EXISTS platform;
  CREATE TABLE IF NOT EXISTS platform.migration (
    name text PRIMARY KEY,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  );
`;

/**
 * Applies each file of migrations/ that was not applied yet, in the order of their names, all in one transaction: a failed
 * start leaves the schema as it was. Refuses a file that was edited after it was applied.
 */
export async function migrate(db: Database, files?: readonly Migration[]): Promise<string[]> {
  const migrations = files ?? (await readMigrations());
  return db.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await tx.script(LEDGER);
    const rows = await tx.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM platform.migration');
    const done = new Map(rows.map((row) => [row.name, row.sha256]));
    const applied: string[] = [];
    for (const { name, sql } of migrations) {
      const sha256 = createHash('sha256').update(sql).digest('hex');
      if (done.get(name) === sha256) continue;
      if (done.has(name)) throw new Error(`migration ${name} was edited after it was applied`);
      await tx.script(sql);
      await tx.query('INSERT INTO platform.migration (name, sha256) VALUES ($1, $2)', [name, sha256]);
      applied.push(name);
    }
    return applied;
  });
}

export interface Migration {
  name: string;
  sql: string;
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(new URL(name, FOLDER), 'utf8') })));
}
