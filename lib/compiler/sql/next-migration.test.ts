import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { compile } from '../index.ts';
import { modelOf } from '../testing/read-golden.ts';

const database = new PGlite();
beforeEach(() =>
  database.exec(
    'DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS platform CASCADE; CREATE SCHEMA platform',
  ),
);
afterAll(() => database.close());

function spec(fields: string, more = ''): string {
  return `specVersion: "1.0"
service: things
version: 1.0.0
entities:
  Thing:
    fields:
${fields.replaceAll(/^/gm, '      ')}
${more}
endpoints:
  - path: /things
    method: GET
    operation: countThings
    access: authenticated
    processing: [{number: {count: Thing}}]
    output: [{number: {type: int, value: =number}}]
`;
}

/** Stores rows under the first text, then goes on to the second, and gives the SQL of that step. */
async function migrated(before: string, rows: string, after: string): Promise<string> {
  const model = modelOf(before);
  const first = compile(model).files.filter(({ path }) => path.startsWith('migrations/'));
  for (const { text } of first) await database.exec(text);
  await database.exec(rows);
  const { files } = compile(modelOf(after), { previous: { model, migrations: first } });
  const next = files.find(({ path }) => path === 'migrations/0002_change.sql')?.text ?? '';
  await database.exec(next);
  return next;
}

test('a renamed field keeps its values, its conditions and its indexes', async () => {
  const before = spec('id: {type: int, key: true}\nsize: {type: int(1..9), unique: true}', '    index: [[size, id]]');
  const after = spec(
    'id: {type: int, key: true}\nlength: {type: int(1..9), unique: true, renamedFrom: size}',
    '    index: [[length, id]]',
  );
  const sql = await migrated(before, 'INSERT INTO thing VALUES (1, 5)', after);
  expect((await database.query('SELECT * FROM thing')).rows).toEqual([{ id: 1, length: 5 }]);
  expect(sql).not.toMatch(/CREATE INDEX|ADD CONSTRAINT/);
  const { rows } = await database.query<{ conname: string }>(
    "SELECT conname FROM pg_constraint WHERE conrelid = 'thing'::regclass AND contype IN ('c', 'u')",
  );
  expect(rows.map(({ conname }) => conname).sort()).toEqual(['thing_length_check', 'thing_length_key']);
  await expect(database.exec('INSERT INTO thing VALUES (2, 12)')).rejects.toThrow('thing_length_check');
});

test('a renamed field may be narrowed at the same time', async () => {
  const before = spec('id: {type: int, key: true}\nsize: int(1..9)');
  await migrated(
    before,
    'INSERT INTO thing VALUES (1, 5)',
    spec('id: {type: int, key: true}\nlength: {type: int(1..6), renamedFrom: size}'),
  );
  await expect(database.exec('INSERT INTO thing VALUES (2, 7)')).rejects.toThrow('thing_length_check');
});

test('a field that becomes numbered goes on after the largest number', async () => {
  await migrated(
    spec('id: {type: int, key: true}'),
    'INSERT INTO thing VALUES (4), (17)',
    spec('id: {type: int, key: true, default: =sequence()}'),
  );
  const { rows } = await database.query("SELECT nextval('thing_id_seq')::int AS next");
  expect(rows).toEqual([{ next: 18 }]);
});

test('a computed field is no column: it comes and goes without a migration', async () => {
  const plain = spec('id: {type: int, key: true}');
  const computed = spec("id: {type: int, key: true}\nbig: {type: bool, value: '=id > 9'}");
  expect(await migrated(plain, '', computed)).toBe('');
});

test('a field that is gone is refused', async () => {
  await expect(
    migrated(spec('id: {type: int, key: true}\nsize: int'), '', spec('id: {type: int, key: true}')),
  ).rejects.toThrow('Thing.size is gone');
});
