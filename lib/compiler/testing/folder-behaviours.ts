import { code } from '../text/code.ts';

/** What becomes of files that lie in a folder. */
export const INBOX = code`
  import assert from 'node:assert/strict';
  import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
  import { tmpdir } from 'node:os';
  import { join } from 'node:path';
  import { afterEach, describe, test } from 'node:test';
  import { useFolders } from '../src/platform/folders.ts';
  import { send } from './fixture.ts';

  const root = await mkdtemp(join(tmpdir(), 'inbox-'));
  describe('a folder', () => {
    afterEach(() => useFolders({}));

    const names = async (query = '') => (await send('GET', \`/files\${query}\`)).body;
    const read = (path: string) => send('GET', \`/file?path=\${encodeURIComponent(path)}\`);

    test('a folder that is not said, or not there, holds nothing', async () => {
      assert.deepEqual(await names(), { names: [], number: 0 });
      useFolders({ INBOX_DIR: join(root, 'nowhere') });
      assert.deepEqual(await names(), { names: [], number: 0 });
    });

    test('its rows are the files that lie there now', async () => {
      useFolders({ INBOX_DIR: root });
      await mkdir(join(root, 'a/b'), { recursive: true });
      await writeFile(join(root, 'letter.txt'), 'Hello ü');
      await writeFile(join(root, 'a/b/scan.png'), Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'));
      await writeFile(join(root, 'large.bin'), Buffer.alloc(1025));
      assert.deepEqual(await names(), { names: ['a/b/scan.png', 'letter.txt'], number: 2 });
      assert.deepEqual(await names('?folder=a/b'), { names: ['a/b/scan.png'], number: 2 });
      const file = { path: 'letter.txt', folder: '', name: 'letter.txt', size: '8', media: 'text/plain', text: 'Hello ü' };
      const bytes = Buffer.from('Hello ü').toString('base64');
      assert.deepEqual((await read('letter.txt')).body['file'], { ...file, bytes });
      await writeFile(join(root, 'letter.txt'), 'Hello!!!');
      await utimes(join(root, 'letter.txt'), new Date(), new Date(Date.now() + 5000));
      assert.equal(Object((await read('letter.txt')).body['file']).text, 'Hello!!!');
      assert.equal('text' in Object((await read('a/b/scan.png')).body['file']), false);
      await rm(join(root, 'a'), { recursive: true });
      assert.deepEqual(await names(), { names: ['letter.txt'], number: 1 });
    });

    test('conditions look into it as it is now', async () => {
      useFolders({ INBOX_DIR: root });
      const filed = async () => (await send('GET', '/posts/filed')).body['bodies'];
      for (const body of ['letter.txt', 'none.txt']) await send('POST', '/posts', { body: { body } });
      assert.deepEqual(await filed(), ['letter.txt']);
      await writeFile(join(root, 'none.txt'), 'now');
      assert.deepEqual(await filed(), ['letter.txt', 'none.txt']);
      await rm(join(root, 'none.txt'));
      assert.deepEqual(await filed(), ['letter.txt']);
    });

    test('nothing leads out of it', async () => {
      useFolders({ INBOX_DIR: root });
      await symlink('/etc/hostname', join(root, 'link.txt'));
      await symlink('/etc', join(root, 'linked'));
      assert.deepEqual(await names(), { names: ['letter.txt'], number: 1 });
      for (const path of ['../letter.txt', '/etc/hostname', 'link.txt', 'linked/hostname', './letter.txt', 'a/../letter.txt', '%00'])
        assert.ok([400, 404].includes((await read(path)).status), path);
    });

    test('can be taken away', async () => {
      useFolders({ INBOX_DIR: root });
      await rm(root, { recursive: true });
      assert.deepEqual(await names(), { names: [], number: 0 });
    });
  });
`;

/** What becomes of files that requests write to a folder. */
export const REPORTS = code`
  import assert from 'node:assert/strict';
  import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
  import { tmpdir } from 'node:os';
  import { join } from 'node:path';
  import { test } from 'node:test';
  import { writeFolders } from '../src/platform/folder-writes.ts';
  import { useFolders } from '../src/platform/folders.ts';
  import { db, faultPaths, send } from './fixture.ts';

  test('what requests write is a file once they succeeded, and whatever was refused never is', async () => {
    const root = await mkdtemp(join(tmpdir(), 'reports-'));
    useFolders({ REPORTS_DIR: root });
    const write = async (path: string, text: string, more = {}) =>
      (await send('POST', '/reports', { body: { path, text, ...more } })).status;
    assert.equal(await write('2026/a.txt', 'A'), 200);
    assert.equal(await write('2026/a.txt', 'again'), 409);
    assert.equal(await write('2026/b.txt', 'B', { refuse: true }), 422);
    for (const path of ['../a.txt', '/etc/passwd', 'a/../../b', '.hidden', '']) assert.equal(await write(path, 'x'), 400, path);
    const put = await send('PUT', '/reports', { body: { path: '2026/c.pdf', bytes: 'JVBERi0xLjc=' } });
    assert.deepEqual([put.status, put.body], [200, { media: 'application/pdf' }]);
    const large = await send('PUT', '/reports', { body: { path: 'c.bin', bytes: Buffer.alloc(65_537).toString('base64') } });
    assert.deepEqual([large.status, faultPaths(large)], [400, []]);
    assert.equal(await writeFolders(db), 2);
    assert.equal(await readFile(join(root, '2026/a.txt'), 'utf8'), 'A');
    const changed = await send('POST', '/reports/change', { body: { folder: '2026', text: 'Z' } });
    assert.deepEqual(changed.body, { paths: ['2026/a.txt', '2026/c.pdf'] });
    const drop = async (path: string) => (await send('DELETE', \`/reports?path=\${encodeURIComponent(path)}\`)).status;
    assert.deepEqual([await drop('2026/a.txt'), await drop('2026/a.txt'), await drop('../2026/c.pdf')], [200, 404, 404]);
    assert.equal(await writeFolders(db), 3);
    assert.deepEqual([await readdir(root), await readdir(join(root, '2026'))], [['2026'], ['c.pdf']]);
    assert.equal(await readFile(join(root, '2026/c.pdf'), 'utf8'), 'Z');
    useFolders({});
    await rm(root, { recursive: true });
  });
`;

/** How names are compared with files of a folder. */
export const BLOCKED = code`
  import assert from 'node:assert/strict';
  import { mkdtemp, rm, writeFile } from 'node:fs/promises';
  import { tmpdir } from 'node:os';
  import { join } from 'node:path';
  import { test } from 'node:test';
  import { useFolders } from '../src/platform/folders.ts';
  import { send } from './fixture.ts';

  test('a name is compared with the files that lie there now', async () => {
    const root = await mkdtemp(join(tmpdir(), 'blocked-'));
    useFolders({ BLOCKED_DIR: root });
    const best = async () => (await send('POST', '/screen', { body: { name: 'Martha Jones' } })).body['best'];
    assert.equal(await best(), '0.0000');
    await writeFile(join(root, 'Jones, Martha'), '');
    assert.equal(await best(), '1.0000');
    await rm(join(root, 'Jones, Martha'));
    assert.equal(await best(), '0.0000');
    useFolders({});
    await rm(root, { recursive: true });
  });
`;
