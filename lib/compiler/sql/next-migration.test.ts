import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../server/testing/test-database.ts';
import { compile } from '../index.ts';
import { modelOf } from '../testing/read-golden.ts';
import { isMigration } from './history.ts';
import { ALONE } from './next-migration.ts';

/** What both databases do: run SQL of any number of statements, and read rows. */
interface Tried {
  exec(sql: string): Promise<unknown>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

const lite = new PGlite();
let server: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  server = await openTestDatabase();
  client = new pg.Client({ connectionString: server.url });
  await client.connect();
});
afterAll(async () => {
  await lite.close();
  await client.end();
  await server.close();
});

const DATABASES: Readonly<Record<string, () => Tried>> = {
  PGlite: () => ({
    exec: (sql) => lite.exec(sql),
    rows: async (sql) => (await lite.query<object>(sql)).rows.map(plain),
  }),
  PostgreSQL: () => ({
    exec: (sql) => client.query(sql),
    rows: async (sql) => (await client.query<object>(sql)).rows.map(plain),
  }),
};

/** What is read, as JSON says it: the two drivers give other objects for the same values. */
function plain(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]));
}

function entity(name: string, fields: string, more = ''): string {
  return `  ${name}:\n    fields:\n${fields.replaceAll(/^/gm, '      ')}\n${more === '' ? '' : `    ${more}\n`}`;
}

function specOf(entities: string, service = ''): string {
  const first = /^ {2}(\w+):/.exec(entities)?.[1] ?? '';
  return `specVersion: "1.0"\nservice: things\nversion: 1.0.0\n${service}entities:\n${entities}endpoints:
  - path: /things
    method: GET
    operation: countThings
    access: authenticated
    processing: [{number: {count: ${first}}}]
    output: [{number: {type: int, value: =number}}]
`;
}

const thing = (fields: string, more = '', others = ''): string =>
  specOf(entity('Thing', `id: {type: int, key: true}\n${fields}`, more) + others);

interface File {
  path: string;
  text: string;
}

/** The migrations of releases that follow on each other; the last one is that of the last text. */
function releases(texts: readonly string[]): File[] {
  let migrations: File[] = [];
  for (const [at, text] of texts.entries()) {
    const before = texts[at - 1];
    const previous = before === undefined ? {} : { previous: { model: modelOf(before), migrations } };
    migrations = compile(modelOf(text), previous)
      .files.filter(({ path }) => path.startsWith('migrations/'))
      .map(({ path, text: sql }) => ({ path, text: sql }));
  }
  return migrations;
}

const isBack = ({ path }: File): boolean => path.endsWith('.down.sql');
const isUp = ({ path }: File): boolean => isMigration(path);

async function run(database: Tried, { text }: File): Promise<void> {
  if (!text.startsWith(ALONE))
    return void (await database.exec(`BEGIN;\n${text}\nCOMMIT;`).catch(async (error) => {
      await database.exec('ROLLBACK');
      throw error;
    }));
  for (const statement of text.split('\n\n')) await database.exec(statement);
}

/** Goes from the first text to the last, with rows stored under the first one, and gives what was run since. */
async function forward(database: Tried, texts: readonly string[], rows: string): Promise<File[]> {
  const files = releases(texts);
  const ups = files.filter(isUp);
  const [init, ...later] = ups;
  if (init !== undefined) await run(database, init);
  await database.exec(rows);
  for (const file of later) await run(database, file);
  return files.filter((file) => file !== init);
}

async function back(database: Tried, files: readonly File[]): Promise<void> {
  for (const file of files.filter(isBack).reverse()) await run(database, file);
}

interface Story {
  texts: readonly string[];
  /** Stored under the first text. */
  rows: string;
  /** What is asked afterwards, and read. */
  asks: string;
  reads: Record<string, string | null>[];
  /** What the release before does beside the new one. */
  beside?: string;
  /** Rows are filled, and stay so on the way back. */
  fills?: true;
}

const STORIES: Readonly<Record<string, Story>> = {
  'a renamed field: both releases read what either of them stores': {
    texts: [
      thing('size: {type: int(1..9), unique: true}', 'index: [[size, id]]'),
      thing('length: {type: int(1..9), unique: true, renamedFrom: size}', 'index: [[length, id]]'),
    ],
    rows: 'INSERT INTO thing VALUES (1, 5)',
    beside:
      'INSERT INTO thing (id, size) VALUES (2, 6); INSERT INTO thing (id, length) VALUES (3, 7); UPDATE thing SET size = 8 WHERE id = 3',
    asks: 'SELECT id, size, length FROM thing ORDER BY id',
    reads: [
      { id: '1', size: '5', length: '5' },
      { id: '2', size: '6', length: '6' },
      { id: '3', size: '8', length: '8' },
    ],
  },
  'a renamed field: the next change of the schema ends the old name, the conditions stay': {
    texts: [
      thing('size: {type: int(1..9), unique: true}', 'index: [[size, id]]'),
      thing('length: {type: int(1..9), unique: true, renamedFrom: size}', 'index: [[length, id]]'),
      thing('length: {type: int(1..9), unique: true, renamedFrom: size}\nnote: string?', 'index: [[length, id]]'),
    ],
    rows: 'INSERT INTO thing VALUES (1, 5)',
    asks: 'SELECT * FROM thing',
    reads: [{ id: '1', length: '5', note: null }],
  },
  'a renamed key that the database numbers': {
    texts: [
      specOf(entity('Thing', 'id: {type: int, key: true, default: =sequence()}\nnote: string', 'unique: [[id, note]]')),
      specOf(
        entity(
          'Thing',
          'number: {type: int, key: true, default: =sequence(), renamedFrom: id}\nnote: string',
          'unique: [[number, note]]',
        ),
      ),
    ],
    rows: "INSERT INTO thing VALUES (nextval('thing_id_seq'), 'a')",
    beside: "INSERT INTO thing VALUES (nextval('thing_number_seq'), 'b')",
    asks: 'SELECT * FROM thing ORDER BY 1',
    reads: [
      { number: '1', note: 'a' },
      { number: '2', note: 'b' },
    ],
  },
  'a renamed entity: a view has the old name for the release before': {
    texts: [
      thing(
        'size: {type: int(1..9), unique: true}',
        'index: [[size, id]]',
        entity('Part', 'id: {type: int, key: true}\nof: ref<Thing>'),
      ),
      specOf(
        entity(
          'Item',
          'id: {type: int, key: true}\nsize: {type: int(1..9), unique: true}',
          'index: [[size, id]]\n    renamedFrom: Thing',
        ) + entity('Part', 'id: {type: int, key: true}\nof: ref<Item>'),
      ),
    ],
    rows: 'INSERT INTO thing VALUES (1, 5); INSERT INTO part VALUES (1, 1)',
    beside:
      'INSERT INTO thing (id, size) VALUES (2, 6) ON CONFLICT (id) DO UPDATE SET size = 1; UPDATE thing SET size = 7 WHERE id = 1; SELECT * FROM thing FOR UPDATE',
    asks: 'SELECT * FROM item ORDER BY id',
    reads: [
      { id: '1', size: '7' },
      { id: '2', size: '6' },
    ],
  },
  'a renamed entity: the view ends with the next change': {
    texts: [
      thing('size: int'),
      specOf(entity('Item', 'id: {type: int, key: true}\nsize: int', 'renamedFrom: Thing')),
      specOf(entity('Item', 'id: {type: int, key: true}\nsize: int\nnote: string?', 'renamedFrom: Thing')),
    ],
    rows: 'INSERT INTO thing VALUES (1, 5)',
    asks: "SELECT id, size, note, to_regclass('thing') AS thing FROM item",
    reads: [{ id: '1', size: '5', note: null, thing: null }],
  },
  'a field that is gone: nothing has to store it, its values stay': {
    texts: [thing('size: int(1..9)\nstate: {type: [a, b], default: a}'), thing('note: string?')],
    rows: "INSERT INTO thing VALUES (1, 5, 'b')",
    beside: "INSERT INTO thing (id, note) VALUES (2, 'x')",
    asks: 'SELECT id, size, state, note FROM thing ORDER BY id',
    reads: [
      { id: '1', size: '5', state: 'b', note: null },
      { id: '2', size: null, state: 'a', note: 'x' },
    ],
  },
  'a field that is gone is kept under another name, also when one of its name comes again': {
    texts: [thing('size: int(1..9)'), thing('note: string?'), thing('note: string?\nsize: string?')],
    rows: 'INSERT INTO thing VALUES (1, 5)',
    asks: 'SELECT id, note, size, size_kept_0003 FROM thing',
    reads: [{ id: '1', note: null, size: null, size_kept_0003: '5' }],
  },
  'an entity that is gone: its rows are kept, and what they refer to can be deleted': {
    texts: [
      thing('size: int', '', entity('Part', 'id: {type: int, key: true, default: =sequence()}\nof: ref<Thing>')),
      thing('size: int'),
      thing(
        'size: int\nnote: string?',
        '',
        entity('Part', 'id: {type: int, key: true, default: =sequence()}\nname: string'),
      ),
    ],
    rows: "INSERT INTO thing VALUES (1, 5); INSERT INTO part VALUES (nextval('part_id_seq'), 1)",
    beside: "DELETE FROM thing; INSERT INTO part VALUES (nextval('part_id_seq'), 'new')",
    asks: 'SELECT part.id, name, kept.of FROM part, kept.part_0003 AS kept',
    reads: [{ id: '1', name: 'new', of: '1' }],
  },
  'a new required field: rows get its default, also those that the release before stores': {
    texts: [
      thing('size: int'),
      thing('size: int\nstate: {type: [a, b], default: b}\ncode: {type: uuid, unique: true, default: =uuid()}'),
    ],
    rows: 'INSERT INTO thing VALUES (1, 5), (2, 6)',
    beside: 'INSERT INTO thing (id, size) VALUES (3, 7)',
    asks: 'SELECT state, count(*) AS rows, count(DISTINCT code) AS codes FROM thing GROUP BY state',
    reads: [{ state: 'b', rows: '3', codes: '3' }],
  },
  'a field that becomes required: rows without a value get its default, whoever stores them': {
    texts: [thing('state: string?'), thing('state: {type: string, default: b}')],
    rows: "INSERT INTO thing VALUES (1, NULL), (2, 'a')",
    beside: 'INSERT INTO thing (id, state) VALUES (3, NULL)',
    fills: true,
    asks: 'SELECT id, state FROM thing ORDER BY id',
    reads: [
      { id: '1', state: 'b' },
      { id: '2', state: 'a' },
      { id: '3', state: 'b' },
    ],
  },
  'other types: values are converted': {
    texts: [
      thing('a: int\nb: decimal(0..100, scale 2)\nc: string\nd: date\ne: uuid\nf: decimal(0..9, scale 2)'),
      thing('a: decimal(0..1000, scale 2)\nb: int\nc: int\nd: timestamp\ne: string\nf: decimal(0..99, scale 3)'),
    ],
    rows: "INSERT INTO thing VALUES (1, 5, 6.00, '7', '2026-01-31', '00000000-0000-4000-8000-000000000001', 1.25)",
    asks: `SELECT a, b, c, to_char(d AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS d, e, f FROM thing`,
    reads: [
      { a: '5.00', b: '6', c: '7', d: '2026-01-31 00:00', e: '00000000-0000-4000-8000-000000000001', f: '1.250' },
    ],
  },
  'what happens to rows whose target is deleted': {
    texts: [
      thing('size: int', '', entity('Part', 'id: {type: int, key: true}\nof: ref<Thing>?')),
      thing('size: int', '', entity('Part', 'id: {type: int, key: true}\nof: {type: ref<Thing>?, onDelete: null}')),
    ],
    rows: 'INSERT INTO thing VALUES (1, 5); INSERT INTO part VALUES (1, 1)',
    beside: 'DELETE FROM thing',
    asks: 'SELECT * FROM part',
    reads: [{ id: '1', of: null }],
  },
  'sets that are unique, and indexes, come and go': {
    texts: [
      thing('a: int\nb: int', 'unique: [[a, b]]\n    index: [a]'),
      thing('a: int\nb: int', 'index: [b]'),
      thing('a: int\nb: int', 'unique: [[b, a]]\n    index: [b]'),
    ],
    rows: 'INSERT INTO thing VALUES (1, 1, 1)',
    asks: "SELECT indexname FROM pg_indexes WHERE tablename = 'thing' ORDER BY 1",
    reads: [{ indexname: 'thing_b' }, { indexname: 'thing_b_a_key' }, { indexname: 'thing_pkey' }],
  },
  'new entities that refer to each other': {
    texts: [
      thing('size: int'),
      thing(
        'size: int',
        '',
        entity('Left', 'id: {type: int, key: true}\nright: ref<Right>?\nself: ref<Left>?') +
          entity('Right', 'id: {type: int, key: true}\nleft: ref<Left>'),
      ),
    ],
    rows: 'INSERT INTO thing VALUES (1, 5)',
    beside: 'INSERT INTO "left" VALUES (1, NULL, 1); INSERT INTO "right" VALUES (2, 1); UPDATE "left" SET "right" = 2',
    asks: "SELECT conname FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1",
    reads: [{ conname: 'left_right_fkey' }, { conname: 'left_self_fkey' }, { conname: 'right_left_fkey' }],
  },
  'a field that becomes numbered goes on after the largest number': {
    texts: [
      specOf(entity('Thing', 'id: {type: int, key: true}')),
      specOf(entity('Thing', 'id: {type: int, key: true, default: =sequence()}')),
    ],
    rows: 'INSERT INTO thing VALUES (4), (17)',
    asks: "SELECT nextval('thing_id_seq')::int AS next",
    reads: [{ next: '18' }],
  },
};

const SCHEMA = `
  SELECT table_name, column_name, data_type, is_nullable, NULL AS definition FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT conrelid::regclass::text, conname, contype::text, '', pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
  UNION ALL SELECT tablename, indexname, '', '', indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT tgrelid::regclass::text, tgname, '', '', '' FROM pg_trigger WHERE NOT tgisinternal AND tgname NOT LIKE 'audit%'
  ORDER BY 1, 2, 3
`;

describe.each(Object.keys(DATABASES))('on %s', (name) => {
  let database: Tried;
  beforeEach(async () => {
    database = DATABASES[name]?.() ?? database;
    await database.exec(
      'DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS kept CASCADE; DROP SCHEMA IF EXISTS platform CASCADE; CREATE SCHEMA platform',
    );
  });

  test.each(Object.entries(STORIES))('%s', async (_, { texts, rows, beside, asks, reads }) => {
    await forward(database, texts, rows);
    if (beside !== undefined) await database.exec(beside);
    expect(await database.rows(asks)).toEqual(reads);
  });

  test.each(Object.entries(STORIES))(
    '%s: and back to the schema and the rows of before',
    async (_, { texts, rows, fills }) => {
      const [init] = releases(texts.slice(0, 1));
      if (init !== undefined) await run(database, init);
      await database.exec(rows);
      const [schema, stored] = [await database.rows(SCHEMA), await storedIn(database)];
      const later = releases(texts).filter(({ path }) => path !== init?.path);
      for (const file of later.filter(isUp)) await run(database, file);
      await back(database, later);
      expect(await database.rows(SCHEMA)).toEqual(schema);
      if (fills !== true) expect(await storedIn(database)).toEqual(stored);
      // Twice, because who went back goes forward again.
      for (const file of later.filter(isUp)) await run(database, file);
    },
  );

  test.each([
    ['a condition that stored rows break', thing('size: int(1..9)'), thing('size: int(1..4)'), 'thing_size_check'],
    [
      'a value that would lose digits',
      thing('size: decimal(0..9, scale 2)'),
      thing('size: int'),
      'Thing.size has values that do not fit bigint',
    ],
    ['a missing value', thing('size: decimal(0..9, scale 2)?'), thing('size: decimal(0..9, scale 2)'), 'null values'],
  ])('%s makes the migration fail as a whole', async (_, before, after, message) => {
    const rows = 'INSERT INTO thing VALUES (1, 5), (2, 5.5), (3, NULL)'.replace(
      before.includes('?') ? '5.5' : before.includes('decimal') ? ', (3, NULL)' : /\(2.*/,
      before.includes('?') ? '5' : before.includes('decimal') ? '' : '(2, 8)',
    );
    await expect(forward(database, [before, after], rows)).rejects.toThrow(message);
    expect((await database.rows('SELECT count(*) AS rows FROM thing'))[0]?.['rows']).toMatch(/[23]/);
  });
});

/** All rows, by table. */
async function storedIn(database: Tried): Promise<unknown> {
  const tables = await database.rows(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
  );
  return Promise.all(
    tables.map(async ({ name }) => {
      const found = await database.rows(`SELECT * FROM "${String(name)}" ORDER BY 1`);
      return [name, found.map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))];
    }),
  );
}

describe('what has no safe way is refused, with what to write instead', () => {
  test.each([
    [
      thing('size: int'),
      specOf(entity('Thing', 'size: {type: int, key: true}')),
      /Thing\.size becomes the key\. Keep the key/,
    ],
    [
      thing('size: int'),
      thing('size: int\nname: string'),
      /has no value for rows that are stored already\. Make it optional, or give it a plain default/,
    ],
    [
      thing('size: int'),
      thing('size: int\nname: {type: int, unique: true, default: 1}'),
      /all rows that are stored already would have the same value/,
    ],
    [
      thing('size: json'),
      thing('size: int'),
      /was stored as jsonb and would be bigint\. Add a field with another name/,
    ],
    [
      thing('size: int'),
      thing('length: {type: string, renamedFrom: size}'),
      /Give it the new name in one version and the new type in the next/,
    ],
    [
      thing('pan: string'),
      thing('pan: {type: string, encrypt: field}'),
      /becomes encrypted, and the database has no key\. Add a field/,
    ],
    [
      thing('pan: {type: string, encrypt: field}'),
      thing('code: {type: string, encrypt: field, renamedFrom: pan}'),
      /an encrypted value belongs to the name of its field\. Keep the name/,
    ],
  ])('%#', (before, after, message) => {
    expect(() => releases([before, after])).toThrow(message);
  });
});

test('a computed field is no column: it comes and goes without a migration', () => {
  const computed = thing("size: int\nbig: {type: bool, value: '=id > 9'}");
  expect(releases([thing('size: int'), computed]).map(({ path }) => path)).toEqual(['migrations/0001_init.sql']);
});

test('entities that refer to each other are made in the first migration', async () => {
  const circle = specOf(
    entity('Left', 'id: {type: int, key: true}\nright: ref<Right>?') +
      entity('Right', 'id: {type: int, key: true}\nleft: ref<Left>'),
  );
  await lite.exec(
    'DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS platform CASCADE; CREATE SCHEMA platform',
  );
  await lite.exec(releases([circle])[0]?.text ?? '');
  await expect(lite.exec('INSERT INTO "right" VALUES (1, 1)')).rejects.toThrow('right_left_fkey');
});

test('the same text again changes nothing, also after a migration that left something behind', () => {
  const texts = [thing('size: int'), thing('note: string?')];
  expect(releases([...texts, texts[1] ?? ''])).toEqual(releases(texts));
});

test('a table of the platform that a release in between did not need is not made twice', () => {
  const waits = (waiting: boolean): string =>
    thing(waiting ? 'size: int' : 'size: int\nnote: string?').replace(
      'processing: [',
      waiting ? 'processing: [{later: {wait: 1h}}, ' : 'processing: [',
    );
  const texts = [thing('size: int'), waits(true), waits(false), waits(true)].map((text) =>
    text.replace('method: GET', 'method: POST'),
  );
  const made = releases(texts).filter(({ text }) => text.includes('platform.request ('));
  expect(made.map(({ path }) => path)).toEqual(['migrations/0002_change.sql']);
});
