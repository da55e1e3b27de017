import { code } from '../text/code.ts';
import { UPLOADS } from './upload-behaviours.ts';

const HEAD = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
`;

const SCANS = code`
  ${HEAD}
  import { auditLog, db, faultPaths, send } from './fixture.ts';

  const base64 = (begins: string, size: number): string =>
    Buffer.concat([Buffer.from(begins, 'latin1'), Buffer.alloc(Math.max(0, size - begins.length))]).toString('base64');
  const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR';
  const JPEG = '\xff\xd8\xff\xe0';
  const PDF = '%PDF-1.7\n';
  const sent = { scan: base64(PNG, 1024), letter: base64(PDF, 10), raw: 'AAEC', pages: ['/w==', 'AQI='] };
  const keep = (change: object) => send('POST', '/scans', { body: { ...sent, ...change } });

  test('bytes are stored as bytes and read as they were sent', async () => {
    const { status, body } = await keep({});
    assert.deepEqual([status, body['size'], body['scan_size']], [200, 10, 1024]);
    const [row] = await db.query<{ letter: Uint8Array; raw: Uint8Array }>('SELECT letter, raw FROM kept');
    assert.equal(Buffer.from(row?.letter ?? []).toString('base64'), sent.letter);
    assert.deepEqual([...(row?.raw ?? [])], [0, 1, 2]);
    const read = await send('GET', \`/scans/\${body['id']}\`);
    assert.deepEqual(read.body, {
      letter: sent.letter,
      raw: sent.raw,
      pages: sent.pages,
      row: { id: body['id'], scan: sent.scan, letter: sent.letter, raw: sent.raw, pages: sent.pages },
    });
    const letter = base64(PDF, 100);
    const changed = await send('PATCH', \`/scans/\${body['id']}\`, { body: { letter } });
    assert.deepEqual([changed.status, changed.body], [200, { letter }]);
    assert.equal((await send('GET', \`/scans/\${body['id']}\`)).body['raw'] ?? null, null);
  });

  test('what bytes are is looked at in the bytes, to the byte', async () => {
    for (const change of [
      { scan: base64(JPEG, 1025) },
      { scan: base64(PNG, 2048) },
      { letter: base64(PDF, 100) },
      { raw: null },
      { pages: [] },
    ]) {
      assert.equal((await keep(change)).status, 200, JSON.stringify(change).slice(0, 60));
    }
    const wrong: [change: object, path: string][] = [
      [{ scan: base64('GIF89a', 1024) }, '/scan'],
      [{ scan: base64('\xff\xd8\xfe', 1024) }, '/scan'],
      [{ scan: base64('<script>alert(1)</script>' + PNG, 1024) }, '/scan'],
      [{ scan: base64(PNG, 1023) }, '/scan'],
      [{ scan: base64(PNG, 2049) }, '/scan'],
      [{ scan: base64(PNG, 1024).slice(0, -4) }, '/scan'],
      [{ letter: base64(' ' + PDF, 20) }, '/letter'],
      [{ letter: base64(PDF, 101) }, '/letter'],
      [{ letter: 'JVBERi0xLjc=\n' }, '/letter'],
      [{ letter: base64(PDF, 10).replace('=', '-') }, '/letter'],
      [{ raw: '' }, '/raw'],
      [{ pages: ['AAAAAAAAAAAA'] }, '/pages/0'],
    ];
    for (const [change, path] of wrong) {
      const answer = await keep(change);
      assert.equal(answer.status, 400, JSON.stringify(change).slice(0, 60));
      assert.equal(faultPaths(answer)[0], path);
    }
  });

  test('contents are not in the audit log', async () => {
    await keep({});
    const [record] = await auditLog();
    const input = record?.['input'];
    assert.deepEqual(input, {
      scan: '[omitted]',
      letter: '[16 characters omitted]',
      raw: '[4 characters omitted]',
      pages: ['[4 characters omitted]', '[4 characters omitted]'],
    });
  });

  test('the media type is that of the contents', async () => {
    const { mediaOf } = await import('../src/platform/media.ts');
    const of = (text: string, wanted?: string[]) => mediaOf(Buffer.from(text, 'latin1'), wanted);
    assert.equal(of(PDF), 'application/pdf');
    assert.equal(of('\xef\xbb\xbftext'), 'text/plain');
    assert.equal(of('a,b\r\n1,2', ['text/csv']), 'text/csv');
    assert.equal(of('{"a":1}', ['application/json']), 'application/json');
    assert.equal(of('{"a":1', ['application/json']), null);
    assert.equal(of('<?xml version="1.0"?><a/>', ['application/xml']), 'application/xml');
    assert.equal(of('<!DOCTYPE html><html>', ['application/xml']), null);
    assert.equal(of('PK\x03\x04....word/document.xml'), DOCX);
    assert.equal(of('PK\x03\x04....word/document.xml', ['application/zip']), 'application/zip');
    assert.equal(of('\0\x01\x02'), 'application/octet-stream');
    assert.equal(of('\0\x01\x02', ['text/plain']), null);
    assert.equal(of('\xff\xfe', ['text/plain']), null);
    assert.equal(of('%PDF-1.7 all of it is plain text', ['text/plain']), null);
    assert.equal(of('', ['text/plain']), 'text/plain');
  });

  const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
`;

const CLAIMS = code`
  ${HEAD}
  import { auditLog, db, faultPaths, send } from './fixture.ts';

  const bytes = (begins: string, size: number, fill = 0): Buffer =>
    Buffer.concat([Buffer.from(begins, 'latin1'), Buffer.alloc(size - begins.length, fill)]);
  const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR';
  const png = (name = 'glass.png', size = 1024) => new File([bytes(PNG, size)], name, { type: 'image/png' });
  const pdf = (name: string) => new File([bytes('%PDF-1.7\n', 2000)], name, { type: 'text/html' });
  let number = 0;
  const key = () => ({ 'Idempotency-Key': \`key-\${(number += 1)}\` });
  const said = { note: 'Broken ünïcode 🪟', estimate: '10.5', place: { street: 'High', number: 1 } };
  const report = (change: object, headers = key()) => send('POST', '/claims', { body: { ...said, ...change }, headers });

  test('a form with files is stored: texts as they are meant, contents once and apart from the rows', async () => {
    const { status, body } = await report({
      count: 3,
      urgent: 'TRUE',
      tags: ['a', 'b'],
      photos: [png(), png('again.png')],
      letter: pdf('C:\\\\letters\\\\one.pdf'),
    });
    const { id, letter, ...rest } = body;
    assert.deepEqual(
      [status, rest],
      [
        200,
        {
          photos: 2,
          names: ['glass.png', 'again.png'],
          media: ['image/png', 'image/png'],
          tags: ['a', 'b'],
          count: 3,
          urgent: true,
          street: 'High',
          seen: 'one.pdf',
          held: 2000,
        },
      ],
    );
    const sha256 = Object(letter).sha256;
    assert.deepEqual(letter, { name: 'one.pdf', media: 'application/pdf', size: 2000, sha256 });
    const [row] = await db.query<Record<string, unknown>>('SELECT note, estimate, letter, cover FROM claim WHERE id = $1', [id]);
    assert.deepEqual([row?.['note'], row?.['estimate'], row?.['letter']], [said.note, '10.50', letter]);
    assert.equal(Object(row?.['cover']).name, 'glass.png');
    // Both photographs are the same bytes.
    assert.equal((await db.query('SELECT 1 FROM platform.content')).length, 2);
    const [record] = await auditLog();
    const input = Object(record?.['input']);
    assert.deepEqual([input.photos, input.letter], [['[omitted]', '[omitted]'], letter]);
  });

  test('a file is given back as it was sent, to be saved and not to be run', async () => {
    const { body } = await report({ letter: pdf('Brief "ä"\u202e.exe') });
    const answer = await send('GET', \`/claims/\${body['id']}/letter\`);
    assert.equal(answer.status, 200);
    assert.equal(answer.text.slice(0, 8), '%PDF-1.7');
    assert.equal(answer.text.length, 2000);
    const { headers } = answer;
    assert.equal(headers['content-type'], 'application/pdf');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(
      headers['content-disposition'],
      \`attachment; filename="Brief___.exe.pdf"; filename*=UTF-8''Brief%20_%C3%A4_.exe.pdf\`.replace('___', '____'),
    );
    assert.equal((await send('GET', \`/claims/\${body['id']}/letter\`, { as: null })).status, 401);
  });

  test('what is wrong with a file is said of its field, and nothing is kept', async () => {
    const wrong: [change: object, path: string][] = [
      [{ photos: [png('a.png', 1023)] }, '/photos/0'],
      [{ photos: [png(), png('a.png', 4097)] }, '/photos/1'],
      [{ photos: [png(), png(), png()] }, '/photos'],
      [{ photos: [pdf('a.png')] }, '/photos/0'],
      [{ letter: png() }, '/letter'],
      [{ letter: new File(['\0'], 'a.txt', { type: 'text/plain' }) }, '/letter'],
      [{ letter: [pdf('a.pdf'), pdf('b.pdf')] }, '/letter'],
      [{ note: new File(['text'], 'note.txt') }, '/note'],
      [{ place: 'not json' }, '/place'],
      [{ place: { street: 'High', number: 1, more: 1 } }, '/place/more'],
      [{ count: '0x1' }, '/count'],
      [{ urgent: '1' }, '/urgent'],
      [{ estimate: ['1.00', '2.00'] }, '/estimate'],
    ];
    for (const [change, path] of wrong) {
      const answer = await report(change);
      assert.equal(answer.status, 400, path);
      assert.equal(faultPaths(answer)[0], path);
    }
    assert.equal((await report({ estimate: '901.00', letter: pdf('a.pdf') })).status, 422);
    assert.deepEqual(await db.query('SELECT 1 FROM platform.content UNION ALL SELECT 1 FROM claim'), []);
  });

  test('a file is what its contents are, also of rare types, of families, and of types that nothing shows', async () => {
    const ole = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
    const word = \`\${ole}\${'x'.repeat(40_000)}W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\`;
    const cases: [begins: string, media: string | null][] = [
      ['GIF89a', 'image/gif'],
      [PNG, 'image/png'],
      ['Rar!\x1a\x07\x00', 'application/vnd.rar'],
      [word, 'application/msword'],
      ['\0 of our own', 'application/vnd.own'],
      ['plain text', 'application/vnd.own'],
      [ole, 'application/vnd.own'],
      ['%PDF-1.7', null],
      ['PK\x03\x04', null],
    ];
    for (const [begins, media] of cases) {
      const { status, body } = await report({ any: new File([Buffer.from(begins, 'latin1')], 'a.bin') });
      assert.deepEqual([status, body['any']], media === null ? [400, undefined] : [200, media], begins.slice(0, 10));
    }
  });

  test('the same files with the same key are the same request, other files are not', async () => {
    const headers = key();
    const first = await report({ letter: pdf('a.pdf') }, headers);
    assert.deepEqual((await report({ letter: pdf('a.pdf') }, headers)).body, first.body);
    assert.equal((await report({ letter: pdf('b.pdf') }, headers)).status, 422);
  });

  test('a body that is larger than all that may be in it is refused', async () => {
    const raw = Buffer.alloc(5_000_000);
    const type = 'multipart/form-data; boundary=x';
    assert.equal((await send('POST', '/claims', { raw, headers: { ...key(), 'content-type': type } })).status, 413);
  });

  test('an answer that may be no file is a file, or is not found', async () => {
    const { body } = await report({ photos: [png()] });
    const cover = await send('GET', \`/claims/\${body['id']}/cover\`);
    assert.deepEqual([cover.status, cover.headers['content-type'], cover.headers['content-length']], [200, 'image/png', '1024']);
    const none = await report({});
    for (const id of [none.body['id'], '00000000-0000-4000-8000-000000000000']) {
      const missing = await send('GET', \`/claims/\${id}/cover\`);
      assert.deepEqual([missing.status, missing.body['type']], [404, 'urn:problem:not_found']);
    }
    const [record] = (await auditLog()).slice(-1);
    assert.deepEqual([record?.['operation'], record?.['status']], ['readCover', 404]);
  });

  test('a file that a row no longer names is forgotten with the row, in a day', async () => {
    const { forgetContents } = await import('../src/platform/files.ts');
    const { body } = await report({ photos: [png()], letter: pdf('a.pdf') });
    const age = () => db.query("UPDATE platform.content SET kept_at = now() - interval '2 days'");
    await age();
    assert.equal(await forgetContents(db), 0);
    const path = \`/claims/\${body['id']}/letter\`;
    assert.deepEqual((await send('PUT', path, { body: {} })).body, {});
    assert.equal(await forgetContents(db), 1);
    assert.equal((await send('DELETE', \`/claims/\${body['id']}\`)).status, 200);
    assert.equal(await forgetContents(db), 1);
  });
`;

const POSTS = code`
  ${HEAD}
  import { reducedHtml } from '../src/platform/html.ts';
  import { db, faultPaths, send } from './fixture.ts';

  const LINK = '<a href="https://example.org/?a=1&amp;b=2" rel="nofollow noopener noreferrer">x</a>';

  test('of HTML only what people read is left', async () => {
    const { status, body } = await send('POST', '/posts', {
      body: { body: '<p onclick=a()>A <b>b<script>alert(1)</script></p><img src=x onerror=alert(1)>', note: '1 < 2' },
    });
    assert.deepEqual([status, body], [200, { body: '<p>A <b>b</b></p>', 'x-note': '1 &lt; 2' }]);
    assert.deepEqual(await db.query('SELECT body, note FROM post'), [{ body: '<p>A <b>b</b></p>', note: '1 &lt; 2' }]);
    const empty = await send('POST', '/posts', { body: { body: '<script>alert(1)</script>' } });
    assert.deepEqual([empty.status, faultPaths(empty)], [400, ['/body']]);
    // What is left may be longer than what was sent.
    assert.equal((await send('POST', '/posts', { body: { body: '<'.repeat(300) } })).status, 400);
  });

  test('HTML is shown as HTML, and nothing else is', async () => {
    await send('POST', '/posts', { body: { body: '<p>A <b>b</b><script>alert(1)</script> {{title}}', note: '<i>n</i>' } });
    const [row] = await db.query<{ id: string }>('SELECT id FROM post');
    await db.query("INSERT INTO post (id, body, note) VALUES ('ffffffff-0000-4000-8000-000000000000', 'b', NULL)");
    // Whoever writes to the database past the service is no browser's master either.
    await db.query("UPDATE post SET note = note || '<img src=x onerror=alert(1)><b onclick=x>b'");
    const made = '"><script>alert(1)</script>';
    const { status, text } = await send('GET', \`/posts/\${row?.id}/page?made=\${encodeURIComponent(made)}\`);
    const shown = '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;';
    assert.deepEqual(
      [status, text],
      [
        200,
        \`<!doctype html>\n<title>\${shown}</title>\n<article title="\${shown}"><p>A <b>b</b> {{title}}</p></article>\n\` +
          \`<p><i>n</i><b>b</b></p>\n<p>\${shown}</p>\n\`,
      ],
    );
  });

  test('what always holds of an answer is looked at under the names that callers read', async () => {
    assert.equal((await send('POST', '/posts', { body: { body: 'a', note: 'public' } })).status, 200);
    assert.equal((await send('POST', '/posts', { body: { body: 'a', note: 'secret' } })).status, 500);
    assert.deepEqual(await db.query('SELECT note FROM post'), [{ note: 'public' }]);
  });

  const cases: [sent: string, left: string][] = [
    ['plain & simple', 'plain &amp; simple'],
    ['&lt;b&gt; &#x41; &nope', '&lt;b&gt; &#x41; &amp;nope'],
    ['<B CLASS="x">a</b >', '<b>a</b>'],
    ['<a href="https://example.org/?a=1&amp;b=2">x</a>', LINK],
    ["<a title='>' HREF='https://example.org/?a=1&b=2'>x</a>", LINK],
    ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
    ['<a href="java&#115;cript:alert(1)">x</a>', '<a>x</a>'],
    ['<a href=" \x01javascript&colon;alert(1)">x</a>', '<a>x</a>'],
    ['<a href="//example.org">x</a>', '<a>x</a>'],
    ['<a href="data:text/html,x">x</a>', '<a>x</a>'],
    ['<scr<script>x</script>ipt>alert(1)</script>', '&lt;script&gt;alert(1)'],
    ['<SCRIPT>a</ScRiPt >b', 'b'],
    ['<script>never closed', ''],
    ['<!-- <b>x</b> --><b>y', '<b>y</b>'],
    ['<!--><img src=x onerror=alert(1)>-->z', 'z'],
    ['<svg><p><style><g title="</style><img src onerror=alert(1)>"></g></style></p></svg>t', 't'],
    ['<math><mi//xlink:href="data:x,<script>alert(4)</script>">', ''],
    ['</p></div>a', 'a'],
    ['<p><i>a</p>b', '<p><i>a</i></p>b'],
    ['<p "x">a', '&lt;p &quot;x&quot;&gt;a'],
    ['<p a="<b>">x', '<p>x</p>'],
    ['<br/><hr /><br>', '<br><hr><br>'],
    ['<unknown>x</unknown>', 'x'],
    ["it's", 'it&#39;s'],
  ];
  for (const [sent, left] of cases) {
    test(\`\${JSON.stringify(sent).slice(0, 60)} becomes what may be shown\`, () => {
      assert.equal(reducedHtml(sent), left);
      assert.equal(reducedHtml(left), left);
    });
  }

  test('whatever is sent, nothing is left that runs, reducing again changes nothing, and it takes no time', () => {
    const pieces = ['<', '>', '/', '"', "'", '=', ' ', 'a', 'b', 'script', 'href', 'style', '!--', '-->', '&', ';', '<p', '</p>', '<a href="https://x.y">', 'onerror=', 'svg', '\n'];
    let seed = 7;
    const next = (): number => (seed = (seed * 1103515245 + 12345) % 2147483648);
    const allowed = /^(?:[^<>"']|<\/?[a-z][a-z0-9]*>|<a href="(?:https?:\/\/|mailto:)[^"<>'\s]*" rel="nofollow noopener noreferrer">)*$/;
    for (let run = 0; run < 3000; run += 1) {
      const text = Array.from({ length: (next() % 12) + 1 }, () => pieces[next() % pieces.length]).join('');
      const left = reducedHtml(text);
      assert.match(left, allowed, text);
      assert.equal(reducedHtml(left), left, text);
    }
    const began = performance.now();
    for (const text of ['<', '<p ', '<!--', '</', '<a href="', '<script>', '&', '<p a=', '<b>']) reducedHtml(text.repeat(20_000));
    assert.ok(performance.now() - began < 5000);
  });

  test('patterns that callers send are read like all patterns, in linear time', async () => {
    const find = async (pattern: string, ...texts: string[]) =>
      (await send('POST', '/matches', { body: { pattern, texts } })).body['found'];
    assert.deepEqual(await find('^a+b$', 'aaab', 'aac'), [true, false]);
    assert.deepEqual(await find('(a+)+$', \`\${'a'.repeat(50_000)}!\`), [false]);
    for (const pattern of ['(', '(?=a)', '\\1', '[z-a]', 'x'.repeat(101)]) {
      const answer = await send('POST', '/matches', { body: { pattern, texts: [] } });
      assert.deepEqual([answer.status, faultPaths(answer)], [400, ['/pattern']], pattern);
    }
  });
`;

const INBOX = code`
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

const REPORTS = code`
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

const REVIEWS = code`
  ${HEAD}
  import { forgetContents } from '../src/platform/files.ts';
  import { auditLog, db, faultPaths, send } from './fixture.ts';

  const reviewer = { sub: 'reviewer-1', roles: ['reviewer'] };
  const paper = (text: string) => new File([\`%PDF-1.7\n\${text}\`], 'one.pdf');

  test('whoever has claimed a task reads the files that it shows, and nobody else', async () => {
    const sent = await send('POST', '/papers', { body: { title: 'One', papers: [paper('first'), paper('second')] } });
    assert.equal(sent.status, 202);
    // The request has no row of its own: its files are kept because it waits.
    await db.query("UPDATE platform.content SET kept_at = now() - interval '2 days'");
    assert.equal(await forgetContents(db), 0);
    const { tasks } = (await send('GET', '/tasks', { as: reviewer })).body;
    const [task] = Array.isArray(tasks) ? tasks : [];
    const path = \`/tasks/\${Object(task).id}\`;
    const [content] = await db.query<{ sha256: string }>(
      "SELECT sha256 FROM platform.content WHERE convert_from(bytes, 'UTF8') LIKE '%second'",
    );
    const file = \`\${path}/files/\${content?.sha256}\`;
    assert.equal((await send('GET', file, { as: reviewer })).status, 404);
    const claimed = await send('POST', \`\${path}/claim\`, { as: reviewer });
    const shown = Object.values(Object(claimed.body['input'])).flat();
    assert.ok(shown.some((one) => Object(one).sha256 === content?.sha256));
    const read = await send('GET', file, { as: reviewer });
    assert.deepEqual([read.status, read.text], [200, '%PDF-1.7\nsecond']);
    assert.equal(read.headers['content-type'], 'application/pdf');
    assert.match(String(read.headers['content-disposition']), /^attachment; filename="one.pdf"/);
    const others = [{ sub: 'reviewer-2', roles: ['reviewer'] }, { sub: 'stranger' }];
    for (const as of others) assert.ok([403, 404].includes((await send('GET', file, { as })).status));
    assert.equal((await send('GET', \`\${path}/files/\${'0'.repeat(64)}\`, { as: reviewer })).status, 404);
    assert.equal((await send('GET', \`\${path}/files/..%2f..%2fetc\`, { as: reviewer })).status, 404);
    const complete = (body: object, to = path) => send('POST', \`\${to}/complete\`, { body, as: reviewer });
    // What a person sends is looked at as what callers send.
    const png = new File([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')], 'p.png');
    const wrong: [body: object, at: string][] = [
      [{ good: true, note: 'n', pictures: [], report: png }, '/report'],
      [{ good: true, note: 'n', pictures: [png, png, png] }, '/pictures'],
      [{ good: true, note: 'n', pictures: [], report: paper('x'), more: paper('y') }, '/more'],
      [{ good: true, note: '', pictures: [png] }, '/note'],
      [{ good: true, note: 'n', pictures: [], report: { name: 'a', media: 'application/pdf', size: 1, sha256: content?.sha256 } }, '/report'],
    ];
    for (const [body, at] of wrong) {
      const refused = await complete(body);
      assert.deepEqual([refused.status, faultPaths(refused)[0]], [400, at]);
    }
    const unsent = await send('POST', \`\${path}/complete\`, { body: { sealed: paper('x') }, as: null });
    assert.equal(unsent.status, 401);
    assert.equal((await complete({ good: true, note: '7', pictures: [png, png], report: paper('report') })).status, 200);
    const left = (await send('GET', '/tasks', { as: reviewer })).body['tasks'];
    const next = \`/tasks/\${Object(Array.isArray(left) ? left[0] : null).id}\`;
    const seen = Object((await send('POST', \`\${next}/claim\`, { as: reviewer })).body['input'])['verdict report'];
    assert.deepEqual([seen.name, seen.media, seen.size], ['one.pdf', 'application/pdf', 15]);
    const read2 = await send('GET', \`\${next}/files/\${seen.sha256}\`, { as: reviewer });
    assert.deepEqual([read2.status, read2.text], [200, '%PDF-1.7\nreport']);
    assert.equal((await complete({}, next)).status, 400);
    assert.equal((await complete({ sealed: paper('sealed') }, next)).status, 200);
    const done = await send('GET', String(sent.headers['location']));
    const { good, note: _, report, pictures, sealed, papers } = Object(done.body['result']);
    assert.deepEqual([good, report, pictures, sealed.size], [true, seen, 2, 15]);
    assert.equal(papers[1].sha256, content?.sha256);
    // Once it does not wait any more, nothing names them.
    await db.query("UPDATE platform.content SET kept_at = now() - interval '2 days'");
    assert.equal(await forgetContents(db), 5);
    const [record] = (await auditLog()).filter(({ operation }) => operation === 'sendPaper/seal/complete');
    assert.equal(Object(record?.['input']).sealed, '[omitted]');
  });
`;

const BLOCKED = code`
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

const ARCHIVE = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { partsOf } from '../src/platform/multipart.ts';
  import { Spool, Upload } from '../src/platform/uploads.ts';
  import { db, send, simulators } from './fixture.ts';

  test('other systems are sent files: as they are, or as parts with what else is said', async () => {
    const large = new File([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'p'.repeat(1_500_000)], 'large "1".png');
    const paper = new File(['%PDF-1.7\nfirst'], 'ü.pdf');
    const { status, body } = await send('POST', '/archive', { body: { title: 'Ä "title"', paper, pictures: [large, large] } });
    assert.deepEqual([status, typeof body['id']], [200, 'string']);
    const [filed] = simulators.get('registry')?.heard ?? [];
    assert.match(filed?.body ?? '', /<paper>JVBERi0xLjcKZmlyc3Q=<\/paper>/);
    const pictures = filed?.body.split('<pictures>').slice(1).map((text) => text.split('<')[0] ?? '') ?? [];
    const sent64 = Buffer.from(await large.arrayBuffer()).toString('base64');
    assert.ok(pictures.length === 2 && pictures.every((text) => text === sent64));
    const [scan, store, ...more] = simulators.get('archive')?.heard ?? [];
    assert.deepEqual(more, []);
    const { 'content-type': type, 'content-length': size, 'transfer-encoding': encoding } = scan?.headers ?? {};
    assert.deepEqual([scan?.body, type, size, encoding], ['%PDF-1.7\nfirst', 'application/pdf', '14', undefined]);
    assert.equal(store?.path, '/folders/a%20b/documents');
    // The stand-in reads texts: what is no text in it is not as it was sent, but the parts are.
    const spool = new Spool();
    async function* sent(): AsyncGenerator<Buffer> {
      yield Buffer.from(store?.body ?? '');
    }
    const parts = await partsOf({
      body: sent(),
      contentType: store?.headers['content-type'] ?? '',
      size: undefined,
      limit: 10_000_000,
      spool,
    });
    const told = parts.map(([name, value]) => [name, value instanceof Upload ? \`\${value.name} \${value.as()?.media}\` : value]);
    assert.deepEqual(told.slice(0, 3), [
      ['title', 'Ä "title"'],
      ['tags', '["x","y"]'],
      ['paper', 'ü.pdf application/pdf'],
    ]);
    assert.deepEqual(told.slice(3).map(([name, value]) => [name, value?.split(' ')[0]]), [
      ['pictures', 'large'],
      ['pictures', 'large'],
    ]);
    await spool.close();
    const calls = Object((await db.query('SELECT calls FROM platform.audit_log ORDER BY seq DESC LIMIT 1'))[0]).calls;
    assert.equal(JSON.stringify(calls ?? []).includes('first'), false);
  });
`;

/** Tests of services that are more than what a specification foretells: each by its service's name, and by its own. */
export const CONTENTS_BEHAVIOURS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  library: { bytes: SCANS, html: POSTS, folders: INBOX, reports: REPORTS },
  claims: { files: CLAIMS, uploads: UPLOADS },
  reviews: { tasks: REVIEWS, archive: ARCHIVE, blocked: BLOCKED },
};
