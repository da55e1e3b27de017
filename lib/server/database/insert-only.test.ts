import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const CHANGES = [
  'update audit_entries set action = action',
  'delete from audit_entries',
  'truncate audit_entries cascade',
  'update approvals set digest = digest',
  'delete from approvals',
  'truncate approvals cascade',
  'update spec_versions set text = text',
  'delete from spec_versions',
  'truncate spec_versions cascade',
  'update run_events set data = data',
  'delete from run_events',
  'truncate run_events cascade',
];

test.each(CHANGES)('%s is refused by the database itself', async (statement) => {
  await expect(database.pool.query(statement)).rejects.toThrow(/is insert-only/);
});
