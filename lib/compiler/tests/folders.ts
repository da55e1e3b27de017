import type { Plan } from '../plan.ts';
import { folderOf } from '../service/folder.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/folders.test.ts: what becomes of files that steps write; null where no folder is written to. */
export function foldersTests({ entities }: Plan): string | null {
  const planned = entities.find(({ entity }) => entity.files?.access === 'write');
  if (planned === undefined) return null;
  const { type, file } = planned;
  const [table, setting] = [folderOf(planned), planned.entity.files?.root ?? ''];
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:fs/promises', 'mkdir', 'mkdtemp', 'readdir', 'readFile', 'rm', 'symlink', 'writeFile'],
      ['node:os', 'tmpdir'],
      ['node:path', 'join'],
      ['node:test', 'afterEach', 'beforeEach', 'describe', 'test'],
      [`../src/data/${file}.ts`, `mirror${type}`, table, `type ${type}`],
      ['../src/platform/db.ts', 'type Db'],
      [
        '../src/platform/folder-writes.ts',
        'changeFiles',
        'dropFiles',
        'type NewFile',
        'putFile',
        'safePath',
        'writeFolders',
      ],
      ['../src/platform/folders.ts', 'useFolders'],
      ['./fixture.ts', 'db'],
    ])}

    describe('files that are written', () => {
      let root = '';
      beforeEach(async () => {
        root = await mkdtemp(join(tmpdir(), 'folder-'));
        useFolders({ ${setting}: root });
      });
      afterEach(async () => {
        useFolders({});
        await rm(root, { recursive: true });
      });

      const put = (file: NewFile, replaces = false) =>
        db.transaction((tx) => putFile<${type}>(tx, ${table}, file, replaces));
      const rows = (tx: Db = db) =>
        tx.query<${type}>(\`SELECT \${${table}.columns} FROM \${${table}.table} ORDER BY path\`);
      const seen = async (): Promise<string[]> => {
        await db.transaction(mirror${type});
        return (await rows()).map(({ path, text }) => \`\${path}: \${text}\`);
      };
      const said = (path: string) => readFile(join(root, path), 'utf8');

      test('are rows at once, and files once it is decided', async () => {
        const file = await put({ path: 'a/b/c.txt', text: 'Grüße' });
        const { bytes, size, ...told } = file;
        const named = { path: 'a/b/c.txt', folder: 'a/b', name: 'c.txt' };
        assert.deepEqual(told, { ...named, media: 'text/plain', text: 'Grüße' });
        assert.deepEqual([\`\${size}\`, Buffer.from(bytes, 'base64').toString()], ['7', 'Grüße']);
        assert.deepEqual(await readdir(root), []);
        assert.deepEqual(await seen(), ['a/b/c.txt: Grüße']);
        assert.equal(await writeFolders(db), 1);
        assert.equal(await said('a/b/c.txt'), 'Grüße');
        assert.deepEqual(await readdir(join(root, 'a/b')), ['c.txt']);
        assert.deepEqual(await seen(), ['a/b/c.txt: Grüße']);
        assert.equal(await writeFolders(db), 0);
      });

      test('are not there if the transaction is not kept', async () => {
        const failing = db.transaction(async (tx) => {
          await putFile<${type}>(tx, ${table}, { path: 'a.txt', text: 'A' }, false);
          assert.equal((await rows(tx)).length, 1);
          throw new Error('not kept');
        });
        await assert.rejects(failing, /not kept/);
        assert.equal(await writeFolders(db), 0);
        assert.deepEqual([await readdir(root), await seen()], [[], []]);
      });

      test('change and go in the order of the transactions', async () => {
        await put({ path: 'a.txt', text: 'A' });
        await put({ path: 'b.bin', bytes: 'AAE=' });
        await assert.rejects(put({ path: 'a.txt', text: 'again' }));
        await put({ path: 'a.txt', text: 'B' }, true);
        await db.transaction(async (tx) => {
          const changed = await changeFiles(tx, ${table}, rows(tx), { text: 'C' });
          const told = changed.map(({ path, text }) => \`\${path}: \${text}\`);
          assert.deepEqual(told, ['a.txt: C', 'b.bin: C']);
          assert.equal((await changeFiles(tx, ${table}, rows(tx), {})).length, 2);
        });
        await db.transaction((tx) => dropFiles(tx, ${table}, rows(tx)));
        await put({ path: 'b.bin', bytes: 'AAE=' });
        assert.deepEqual(await seen(), ['b.bin: null']);
        assert.equal(await writeFolders(db), 8);
        assert.deepEqual(await readFile(join(root, 'b.bin')), Buffer.of(0, 1));
        assert.deepEqual([await readdir(root), await seen()], [['b.bin'], ['b.bin: null']]);
      });

      test('are finished after the process ended in the middle, and never seen by half', async () => {
        await put({ path: 'a.txt', text: 'new' });
        const [noted] = await db.query<{ seq: number }>('SELECT seq FROM platform.folder_write');
        await writeFile(join(root, 'a.txt'), 'old');
        await writeFile(join(root, \`.writing-\${noted?.seq}\`), 'ne');
        assert.deepEqual(await seen(), ['a.txt: new']);
        assert.equal(await writeFolders(db), 1);
        assert.deepEqual([await readdir(root), await said('a.txt')], [['a.txt'], 'new']);
      });

      test('are written through no link', async () => {
        const outside = await mkdtemp(join(tmpdir(), 'outside-'));
        await writeFile(join(outside, 'kept.txt'), 'kept');
        await symlink(outside, join(root, 'linked'));
        await symlink(join(outside, 'kept.txt'), join(root, 'link.txt'));
        await put({ path: 'linked/a.txt', text: 'A' });
        await put({ path: 'link.txt', text: 'B' });
        await put({ path: 'c.txt', text: 'C' });
        await assert.rejects(writeFolders(db), /^Error: 1 files .* such as ${setting}\/linked\/a.txt$/);
        assert.deepEqual(await readdir(outside), ['kept.txt']);
        assert.equal(await readFile(join(outside, 'kept.txt'), 'utf8'), 'kept');
        assert.deepEqual([await said('link.txt'), await said('c.txt')], ['B', 'C']);
        await rm(join(root, 'linked'));
        assert.equal(await writeFolders(db), 1);
        assert.equal(await said('linked/a.txt'), 'A');
        await rm(outside, { recursive: true });
      });

      test('that fail keep what comes after them waiting, and nothing else', async () => {
        await mkdir(join(root, 'a.txt'));
        await put({ path: 'a.txt', text: '1' });
        await put({ path: 'a.txt', text: '2' }, true);
        await put({ path: 'b.txt', text: 'B' });
        await assert.rejects(writeFolders(db), /could not be written/);
        assert.equal(await said('b.txt'), 'B');
        await rm(join(root, 'a.txt'), { recursive: true });
        assert.equal(await writeFolders(db), 2);
        assert.equal(await said('a.txt'), '2');
        await put({ path: 'a.txt', text: '3' }, true);
        useFolders({});
        await assert.rejects(writeFolders(db), /could not be written/);
      });

      test('are as large as they may be, and stand where nothing else does', async () => {
        const largest = 'x'.repeat(${table}.largest > 100_000 ? 100_000 : ${table}.largest);
        assert.equal((await put({ path: 'large.txt', text: largest })).text?.length, largest.length);
        const small = { ...${table}, largest: 3 };
        const large = db.transaction((tx) => putFile(tx, small, { path: 'x.txt', text: 'éé' }, false));
        await assert.rejects(large, /larger than/);
        await put({ path: 'a/b.txt', text: 'B' });
        for (const path of ['a', 'a/b.txt/c.txt', 'large.txt/d/e']) {
          await assert.rejects(put({ path, text: '' }, true), /same path/);
        }
      });

      const upwards = ['../a', 'a/../b', '/a', 'a//b', 'a/', '', '.', '.a', 'a/.b', 'a\\b'];
      const strange = ['a:b', 'a\0b', 'a\nb', 'a.', 'a /b', ' a', 'nul', 'com1.txt', 'a/con/b', '\u202ea', 'a?', '\ud800'];
      const long = ['x'.repeat(201), \`\${'ab/'.repeat(16)}c\`, 'é'.repeat(101)];
      for (const path of [...upwards, ...strange, ...long]) {
        test(\`are not written to \${JSON.stringify(path).slice(0, 30)}\`, async () => {
          assert.throws(() => safePath(path), /not one that can be written/);
          await assert.rejects(put({ path, text: 'x' }), /not one that can be written/);
        });
      }

      test('are written under one name, however it is composed', async () => {
        assert.equal((await put({ path: 'e\u0301/o\u0308.txt', text: 'x' })).path, '\u00e9/\u00f6.txt');
        assert.equal(safePath(\`\${'d/'.repeat(15)}\${'x'.repeat(200)}\`).length, 230);
      });
    });
  `;
}
