import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/migrations.test.ts: migrations are applied once, whole, and never edited. */
export function migrationsTests(): string {
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/migrate.ts', 'migrate'],
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
  `;
}
