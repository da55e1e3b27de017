import type { Plan } from '../plan.ts';
import { goesBack, runsAlone } from '../sql/history.ts';
import { ALONE } from '../sql/next-migration.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** src/platform/migrate.ts: append-only migrations with checksums, and the way back where there is one. */
export function migrateFile(plan: Plan): string {
  const [back, alone] = [goesBack(plan), runsAlone(plan)];
  return code`
    ${imports([
      ['node:crypto', 'createHash'],
      ['node:fs/promises', 'readdir', 'readFile'],
      ...(alone ? ([['node:timers/promises', 'setTimeout']] as const) : []),
      ['./db.ts', 'type Database', ...(back ? ['type Db'] : [])],
    ])}

    const FOLDER = new URL('../../migrations/', import.meta.url);

    /** A fixed number that all replicas of this service lock while they migrate. */
    const LOCK = 727_001;

    ${when(alone, `/** The first line of a migration that is no transaction; empty lines are between its statements. */\nconst ALONE = ${quote(ALONE)};`)}

    const LEDGER = \`
      CREATE SCHEMA IF NOT EXISTS platform;
      CREATE TABLE IF NOT EXISTS platform.migration (
        name text PRIMARY KEY,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      );
    \`;

    ${back ? FORWARD_AND_BACK : FORWARD}

    ${when(back, alone ? SESSION : IN_TRANSACTION)}

    export interface Migration {
      name: string;
      sql: string;
    }

    ${back ? READ_BOTH : READ}
  `;
}

const FORWARD = code`
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
        if (done.has(name)) throw new Error(\`migration \${name} was edited after it was applied\`);
        await tx.script(sql);
        await tx.query('INSERT INTO platform.migration (name, sha256) VALUES ($1, $2)', [name, sha256]);
        applied.push(name);
      }
      return applied;
    });
  }
`;

const FORWARD_AND_BACK = code`
  /**
   * Applies each file of migrations/ that was not applied yet, in the order of their names. One that fails leaves the schema as
   * it was before it. Refuses a file that was edited after it was applied.
   */
  export async function migrate(db: Database, files?: readonly Migration[]): Promise<string[]> {
    const migrations = files ?? (await readMigrations());
    return locked(db, async (on) => {
      const done = await ledger(on);
      const applied: string[] = [];
      for (const migration of migrations) {
        const { name, sql } = migration;
        const sha256 = createHash('sha256').update(sql).digest('hex');
        if (done.get(name) === sha256) continue;
        if (done.has(name)) throw new Error(\`migration \${name} was edited after it was applied\`);
        await run(on, sql, 'INSERT INTO platform.migration (name, sha256) VALUES ($1, $2)', [name, sha256]);
        applied.push(name);
      }
      return applied;
    });
  }

  /**
   * Takes back, in reverse order, each migration that was applied after the one called \`last\`, by the .down.sql file beside it.
   * For the release that ended with \`last\`; stop this one before. Refuses what would lose values, and names them, unless
   * \`lose\` allows it.
   */
  export async function migrateBack(db: Database, last: string, lose = false): Promise<string[]> {
    const migrations = await readMigrations();
    const at = migrations.findIndex(({ name }) => name === last);
    if (at < 0) throw new Error(\`there is no migration \${last}\`);
    return locked(db, async (on) => {
      const done = await ledger(on);
      const ways = await Promise.all(
        migrations
          .slice(at + 1)
          .filter(({ name }) => done.has(name))
          .reverse()
          .map(async ({ name }) => ({ name, sql: await readWayBack(name) })),
      );
      const lost = ways.flatMap(({ sql }) => sql.match(/(?<=^-- Loses: ).*$/gm) ?? []);
      if (lost.length > 0 && !lose) throw new Error(\`going back would lose values: \${lost.join(' ')}\`);
      for (const { name, sql } of ways) await run(on, sql, 'DELETE FROM platform.migration WHERE name = $1', [name]);
      return ways.map(({ name }) => name);
    });
  }

  /** What was applied: names, and the SHA-256 of each file. */
  async function ledger(on: Db): Promise<Map<string, string>> {
    await on.script(LEDGER);
    const rows = await on.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM platform.migration');
    return new Map(rows.map((row) => [row.name, row.sha256]));
  }
`;

const IN_TRANSACTION = code`
  /** One replica at a time, in one transaction, for as long as it takes. */
  function locked<T>(db: Database, work: (on: Db) => Promise<T>): Promise<T> {
    return db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      await tx.script('SET LOCAL statement_timeout = 0');
      return work(tx);
    });
  }

  /** Runs a file and writes down that it was run. */
  async function run(on: Db, sql: string, record: string, values: readonly string[]): Promise<void> {
    await on.script(sql);
    await on.query(record, values);
  }
`;

const SESSION = code`
  /** One replica at a time, for as long as it takes. Those that wait hold no snapshot, which building an index would wait for. */
  function locked<T>(db: Database, work: (on: Db) => Promise<T>): Promise<T> {
    return db.session(async (on) => {
      while (!(await isLocked(on))) await setTimeout(200);
      await on.script('SET statement_timeout = 0');
      try {
        return await work(on);
      } finally {
        await on.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      }
    });
  }

  async function isLocked(on: Db): Promise<boolean> {
    const [row] = await on.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [LOCK]);
    return row?.locked === true;
  }

  /** Runs a file and writes down that it was run: in one transaction, unless it says that it is none. */
  async function run(on: Db, sql: string, record: string, values: readonly string[]): Promise<void> {
    if (sql.startsWith(ALONE)) {
      for (const statement of sql.split('\n\n')) await on.script(statement);
      await on.query(record, values);
      return;
    }
    await on.script('BEGIN');
    try {
      await on.script(sql);
      await on.query(record, values);
      await on.script('COMMIT');
    } catch (error) {
      await on.script('ROLLBACK');
      throw error;
    }
  }
`;

const READ = code`
  async function readMigrations(): Promise<Migration[]> {
    const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
    return Promise.all(names.map(async (name) => ({ name, sql: await readFile(new URL(name, FOLDER), 'utf8') })));
  }
`;

const READ_BOTH = code`
  /** The files of migrations/ that are run at a start: neither ways back nor rows for tests. */
  export async function readMigrations(): Promise<Migration[]> {
    const files = await readdir(FOLDER);
    const names = files.filter((name) => /^[^.]+\.sql$/.test(name)).sort();
    return Promise.all(names.map(async (name) => ({ name, sql: await readFile(new URL(name, FOLDER), 'utf8') })));
  }

  function readWayBack(name: string): Promise<string> {
    return readFile(new URL(name.replace(/\.sql$/, '.down.sql'), FOLDER), 'utf8');
  }
`;

/** src/migrate.ts: the command that migrates, forward or back. */
export function migrateCommand(): string {
  return code`
    ${imports([
      ['./platform/db.ts', 'openEmbedded', 'openPostgres'],
      ['./platform/migrate.ts', 'migrate', 'migrateBack'],
    ])}

    /**
     * \`node src/migrate.ts\` applies what is missing, as each start does. \`node src/migrate.ts back 0001_init.sql\` goes back to the
     * schema of the release that ended with that file; with \`--lose\` also where values are lost. The settings DATABASE_URL and
     * DATA_DIR name the database.
     */
    const [command, last = '', ...flags] = process.argv.slice(2);
    if (command !== undefined && (command !== 'back' || last === '')) {
      console.error('usage: node src/migrate.ts [back MIGRATION [--lose]]');
      process.exit(2);
    }

    const url = process.env['DATABASE_URL'];
    const db = url === undefined ? await openEmbedded(process.env['DATA_DIR'] ?? null) : openPostgres(url);
    try {
      const done = command === 'back' ? await migrateBack(db, last, flags.includes('--lose')) : await migrate(db);
      console.log(\`\${command === 'back' ? 'taken back' : 'applied'}: \${done.join(', ') || 'nothing'}\`);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    } finally {
      await db.close();
    }
  `;
}
