import { code } from '../text/code.ts';
import { EXCHANGE, LEDGERS, TABLES } from './document-behaviours.ts';
import { BLOCKED, INBOX, REPORTS } from './folder-behaviours.ts';
import { ARCHIVE, DAMAGES, FETCHED, NOTES, REVIEWS, STAMPED } from './handed-behaviours.ts';
import { COVERS, SECRETS, UPLOADS } from './upload-behaviours.ts';

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

/** Tests of services that are more than what a specification foretells: each by its service's name, and by its own. */
export const CONTENTS_BEHAVIOURS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  library: {
    bytes: SCANS,
    tables: TABLES,
    ledgers: LEDGERS,
    exchange: EXCHANGE,
    html: POSTS,
    folders: INBOX,
    reports: REPORTS,
  },
  claims: { files: CLAIMS, uploads: UPLOADS, damages: DAMAGES, secrets: SECRETS, covers: COVERS },
  reviews: { tasks: REVIEWS, archive: ARCHIVE, fetched: FETCHED, stamped: STAMPED, notes: NOTES, blocked: BLOCKED },
};
