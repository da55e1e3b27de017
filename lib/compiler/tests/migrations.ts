import type { Plan } from '../plan.ts';
import { goesBack } from '../sql/history.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/migrations.test.ts: migrations are applied once, whole, and never edited. */
export function migrationsTests(plan: Plan): string {
  const back = goesBack(plan);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ...(back ? ([['node:fs/promises', 'readFile']] as const) : []),
      ['node:test', 'test'],
      ...(back ? ([['../src/platform/db.ts', 'type Db', 'openEmbedded']] as const) : []),
      ['../src/platform/migrate.ts', 'migrate', ...(back ? ['migrateBack', 'readMigrations'] : [])],
      ['./fixture.ts', 'db'],
    ])}

    test('migrations are applied once', async () => {
      assert.deepEqual(await migrate(db), []);
    });

    test('a migration that was edited after it was applied is refused', async () => {
      await assert.rejects(migrate(db, [{ name: '0001_init.sql', sql: 'SELECT 1' }]), /was edited/);
    });

    test('a migration that fails leaves nothing behind', async () => {
      const sql = 'CREATE TABLE platform.half (a integer); SELECT no_such_column FROM platform.half';
      await assert.rejects(migrate(db, [{ name: '9999_broken.sql', sql }]), /no_such_column/);
      assert.deepEqual(await db.query(\`SELECT to_regclass('platform.half') AS made\`), [{ made: null }]);
    });

    ${when(back, BACK)}
  `;
}

const BACK = code`
  test('each migration takes the rows of the release before with it, and its way back gives them back', async () => {
    const all = await readMigrations();
    for (const [at, { name }] of all.entries()) {
      const path = new URL(\`../migrations/\${name.replace('.sql', '.rows.sql')}\`, import.meta.url);
      const rows = await readFile(path, 'utf8').catch(() => null);
      if (rows === null) continue;
      const old = await openEmbedded(null);
      try {
        await migrate(old, all.slice(0, at));
        await old.script(rows);
        const stored = await everyRow(old);
        await migrate(old);
        assert.equal((await everyRow(old)).length, stored.length);
        await migrateBack(old, all[at - 1]?.name ?? '', true);
        assert.deepEqual(await everyRow(old), stored);
      } finally {
        await old.close();
      }
    }
  });

  /** All rows of all tables but the platform's, each as one text; of the schema \`kept\` too. */
  async function everyRow(on: Db): Promise<string[]> {
    const tables = await on.query<{ name: string }>(
      \`SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace IN
         (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'kept')) ORDER BY relname\`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await on.query<{ row: string }>(\`SELECT to_jsonb(one)::text AS row FROM \${name} AS one ORDER BY 1\`);
      found.push(...rows.map(({ row }) => row));
    }
    return found;
  }

  test('the schema of each release before is there again on the way back, and so is this one on the way forward', async () => {
    const names = (await readMigrations()).map(({ name }) => name);
    const schema = () =>
      db.query(\`
        SELECT table_schema, table_name, column_name, data_type, is_nullable FROM information_schema.columns
        WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2, 3
      \`);
    const now = await schema();
    for (const last of names.toReversed()) {
      const later = names.slice(names.indexOf(last) + 1);
      assert.deepEqual(await migrateBack(db, last, true), later.toReversed());
      assert.deepEqual(await migrate(db), later);
      assert.deepEqual(await schema(), now);
    }
    await assert.rejects(migrateBack(db, 'no-such-migration.sql'), /there is no migration/);
  });
`;
