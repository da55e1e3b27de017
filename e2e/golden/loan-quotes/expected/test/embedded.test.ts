import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { emptyDatabase } from '../src/platform/embedded.ts';
import { db } from './fixture.ts';

/** What a database that was made has at least. */
const make = (folder: string) => writeFile(join(folder, 'PG_VERSION'), '');

test('an empty database is made once and kept, with nothing left of how it was made', async (t) => {
  const folder = await newFolder(t);
  const kept = join(folder, 'not/there/yet/1.0');
  const made: string[] = [];
  const noting = (draft: string) => make(draft).then(() => void made.push(draft));
  assert.equal(await emptyDatabase(kept, noting), kept);
  assert.equal(await emptyDatabase(kept, noting), kept);
  assert.deepEqual(made.map(dirname), [dirname(kept)]);
  assert.deepEqual(await readdir(join(folder, 'not/there/yet')), ['1.0']);
});

test('who makes an empty database at the same time as another uses that of the first', async (t) => {
  const folder = await newFolder(t);
  const kept = join(folder, '1.0');
  assert.deepEqual(await Promise.all([emptyDatabase(kept, make), emptyDatabase(kept, make)]), [kept, kept]);
  assert.deepEqual(await readdir(folder), ['1.0']);
});

test('there is no empty database where none can be made or kept, or what is kept is none', async (t) => {
  const folder = await newFolder(t);
  const kept = join(folder, '1.0');
  const failing = async (draft: string): Promise<void> => {
    await writeFile(join(draft, 'half of it'), '');
    throw new Error('on purpose');
  };
  assert.equal(await emptyDatabase(kept, failing), null);
  assert.equal(await emptyDatabase(kept, async () => undefined), null);
  await writeFile(join(folder, 'file'), '');
  assert.equal(await emptyDatabase(join(folder, 'file/1.0'), make), null);
  assert.equal(await emptyDatabase(null, make), null);
  assert.deepEqual((await readdir(folder)).toSorted(), ['1.0', 'file']);
});

/** To make one takes seconds: with an embedded database, the tests themselves began with what was made. */
const alone = { skip: process.env['DATABASE_URL'] === undefined && 'says more with a PostgreSQL server' };

test('the empty database is made by a process of its own, and small', alone, async (t) => {
  const kept = join(await newFolder(t), '1.0');
  assert.equal(await emptyDatabase(kept), kept);
  const [first = ''] = (await readdir(join(kept, 'pg_wal'))).toSorted();
  assert.equal((await stat(join(kept, 'pg_wal', first))).size, 2 ** 20);
});

const embedded = { skip: process.env['DATABASE_URL'] !== undefined && 'is of the embedded database' };

test('a database in memory begins as a copy of the empty one, with a small cache', embedded, async () => {
  const kept = await emptyDatabase();
  assert.match(kept ?? '', /^$|[/\\]node_modules[/\\]\.cache[/\\]embedded-database[/\\]\d+\.\d+\.\d+/);
  const settings = "SELECT current_setting('shared_buffers') AS cache, current_setting('wal_segment_size') AS log";
  assert.deepEqual(await db.query(settings), [{ cache: '4MB', log: kept === null ? '16MB' : '1MB' }]);
});

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'empty-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}
