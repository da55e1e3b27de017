import { code } from '../text/code.ts';

const HEAD = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
`;

/** Files that people are shown, and that they give. */
export const REVIEWS = code`
  ${HEAD}
  import { forgetContents } from '../src/platform/files.ts';
  import { forgetFinished } from '../src/platform/retention.ts';
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
    // The answer names them: they are there for as long as it is.
    await db.query("UPDATE platform.content SET kept_at = now() - interval '2 days'");
    assert.equal(await forgetContents(db), 0);
    const answered = \`\${sent.headers['location']}/files/\${content?.sha256}\`;
    assert.equal((await send('GET', answered)).text, '%PDF-1.7\nsecond');
    assert.equal((await send('GET', answered, { as: { sub: 'stranger' } })).status, 404);
    await db.query("UPDATE platform.request SET finished_at = now() - interval '31 days'");
    assert.equal((await send('GET', answered)).status, 404);
    assert.equal(await forgetFinished(db), 1);
    assert.equal(await forgetContents(db), 5);
    const [record] = (await auditLog()).filter(({ operation }) => operation === 'sendPaper/seal/complete');
    assert.equal(Object(record?.['input']).sealed, '[omitted]');
  });

  test('an answer that is a file is waited for like any other, and then read', async () => {
    const sent = await send('GET', '/copies/7');
    assert.deepEqual([sent.status, sent.body['state'], sent.body['operation']], [202, 'waiting', 'askCopy']);
    const location = String(sent.headers['location']);
    const [task] = Object((await send('GET', '/tasks', { as: reviewer })).body['tasks']);
    const body = { page: paper('copy') };
    assert.equal((await send('POST', \`/tasks/\${task.id}/complete\`, { body, as: reviewer })).status, 200);
    const { state, result } = (await send('GET', location)).body;
    const { sha256, ...told } = Object(result);
    assert.deepEqual([state, told], ['succeeded', { name: 'one.pdf', media: 'application/pdf', size: 13 }]);
    const read = await send('GET', \`\${location}/files/\${sha256}\`);
    assert.deepEqual([read.status, read.text], [200, '%PDF-1.7\ncopy']);
    assert.match(String(read.headers['content-disposition']), /^attachment; filename="one.pdf"/);
  });
`;

/** Files that other systems are sent. */
export const ARCHIVE = code`
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

/** Files that other systems give, and that they are sent within texts. */
export const FETCHED = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { forgetContents } from '../src/platform/files.ts';
  import { nameSaid } from '../src/platform/received-files.ts';
  import { db, send, simulators } from './fixture.ts';

  const png = (size: number) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(size - 16, 7)]);
  const fetched = () => send('POST', '/fetched', { body: { number: '7' } });
  const behave = (system: string, operation: string, answer: string | Buffer) =>
    simulators.get(system)?.behave(operation, { answer });
  const contents = () => db.query<{ sha256: string }>('SELECT sha256 FROM platform.content');

  test('files that other systems give are kept, stored, looked at and answered as those of callers', async () => {
    const large = png(1_500_000);
    behave('archive', 'fetch', large);
    const { status, body } = await fetched();
    assert.equal(status, 200, JSON.stringify(body));
    const { id, title, cover, drawn } = body;
    assert.deepEqual([title, cover, drawn], ['text', 'image/png', 1]);
    assert.deepEqual([Object(body['scan']).media, Object(body['scan']).size], ['image/png', large.length]);
    assert.deepEqual([Object(body['note']).name, Object(body['filed']).name], ['note', 'paper']);
    const read = await send('GET', \`/fetched/\${id}/scan\`);
    assert.deepEqual([read.status, read.headers['content-type'], read.headers['content-length']], [200, 'image/png', '1500000']);
    const [row] = await db.query<{ scan: { sha256: string }; pages: unknown[] }>('SELECT scan, pages FROM fetched');
    assert.deepEqual([row?.scan.sha256, row?.pages.length], [Object(body['scan']).sha256, 1]);
    const parts = await db.query('SELECT part FROM platform.content_part WHERE sha256 = $1', [row?.scan.sha256]);
    assert.equal(parts.length, 1);
  });

  test('base64 may be broken into lines; what is none, of another media type or too large is an unreadable answer', async () => {
    const opened = JSON.parse(String(simulators.get('archive')?.answerOf('open')));
    const answered = (content: unknown) => behave('archive', 'open', JSON.stringify({ ...opened, content }));
    answered('JVBERi0x\r\nLjcK\n');
    assert.equal((await fetched()).status, 200);
    const before = (await contents()).length;
    const wrong = ['not base64!', 'JVBERi0xLjc', png(100).toString('base64'), null, 7, {}, [opened.content]];
    const tooLarge = Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(65_536)]).toString('base64');
    for (const content of [...wrong, tooLarge]) {
      answered(content);
      assert.equal((await fetched()).status, 502, JSON.stringify(content).slice(0, 40));
    }
    assert.equal((await contents()).length, before);
    simulators.get('archive')?.reset();
    await db.query('DELETE FROM platform.snapshot');
    for (const scan of ['{}', '', '%PDF-1.7', png(2_100_000)]) {
      behave('archive', 'fetch', Buffer.from(scan));
      assert.equal((await fetched()).status, 502);
    }
  });

  test('a file of the last good answer is kept for as long as that may stand in', async () => {
    assert.equal((await fetched()).status, 200);
    await db.query('DELETE FROM fetched');
    simulators.get('archive')?.behave('fetch', { fails: 'unavailable' });
    const wait = (hours: number) => db.query(\`UPDATE platform.content SET kept_at = kept_at - interval '\${hours} hours'\`);
    await wait(47);
    assert.equal(await forgetContents(db), 0);
    const { status, body } = await fetched();
    assert.equal(status, 200);
    assert.equal((await send('GET', \`/fetched/\${body['id']}/scan\`)).status, 200);
    await db.query('DELETE FROM fetched');
    await wait(100);
    assert.equal(await forgetContents(db), 2);
  });

  test('a file is called as the other system says, and never leads anywhere', () => {
    assert.equal(nameSaid("attachment; filename=\"a \\\"b\\\".pdf\"; filename*=UTF-8''%C3%BC.pdf"), 'ü.pdf');
    assert.equal(nameSaid('attachment; filename="a \\"b\\".pdf"'), 'a "b".pdf');
    assert.equal(nameSaid('inline; filename=plain.pdf; x=y'), 'plain.pdf');
    for (const text of [undefined, '', 'inline', "attachment; filename*=UTF-8''%E0%A4%A"]) assert.equal(nameSaid(text), '');
  });

  test('files within texts are base64: in JSON, in variables, in topics, attached to mails and written to other machines', async () => {
    const paper = new File(['%PDF-1.7\nfirst'], 'ü.pdf');
    const pictures = [new File([png(100)], 'a.png'), new File([png(101)], 'b.png')];
    const { status, body } = await send('POST', '/shared', { body: { title: 'Title', paper, pictures } });
    assert.deepEqual([status, body['id']], [200, 'text']);
    const said = (name: string) => simulators.get(name)?.heard[0]?.body ?? '';
    const first = Buffer.from('%PDF-1.7\nfirst').toString('base64');
    const pages = [png(100), png(101)].map((bytes) => bytes.toString('base64'));
    assert.deepEqual(JSON.parse(said('archive')), { bundle: { title: 'Title', paper: first }, pages });
    assert.deepEqual(JSON.parse(said('board')).variables, { paper: first, pages });
    assert.deepEqual(JSON.parse(said('hook')), { title: 'Title', paper: first });
    assert.match(String(simulators.get('hook')?.heard[0]?.headers['webhook-signature']), /^v1,/);
    assert.deepEqual(JSON.parse(said('topic')), { title: 'Title', paper: first, pages });
    const mail = JSON.parse(said('post'));
    assert.deepEqual([mail.to, mail.text], ['a@example.test', 'title: Title']);
    const png64 = (content: string, filename: string) => ({ filename, contentType: 'image/png', content, encoding: 'base64' });
    assert.deepEqual(mail.attachments, [
      { filename: 'ü.pdf', contentType: 'application/pdf', content: first, encoding: 'base64' },
      png64(pages[0] ?? '', 'a.png'),
      png64(pages[1] ?? '', 'b.png'),
    ]);
    assert.equal(said('vault'), first);
  });
`;

/** Files that code of one's own gets and makes. */
export const STAMPED = code`
  import assert from 'node:assert/strict';
  import { writeFile } from 'node:fs/promises';
  import { test } from 'node:test';
  import { sealStep } from '../src/custom/seal.ts';
  import { stampStep } from '../src/custom/stamp.ts';
  import type { GivenFile } from '../src/platform/custom-files.ts';
  import { db, send } from './fixture.ts';

  const paper = (size = 8) => new File([Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(size - 8, 'x')])], 'a.pdf');
  const stamped = (body: object = {}) => send('POST', '/stamped', { body: { title: 'Title', paper: paper(), pictures: [], ...body } });
  const held = async () => {
    const rows = await db.query<{ text: string }>("SELECT convert_from(bytes, 'UTF8') AS text FROM platform.content");
    return rows.map(({ text }) => text).sort();
  };

  test('code gets files with what they hold and makes others, in this process and in one of its own, within their limits', async (t) => {
    const unwritten = await stamped();
    assert.deepEqual([unwritten.status, unwritten.body['type']], [501, 'urn:problem:not_written']);
    const [{ run }, { file }] = [stampStep, sealStep];
    t.after(() => [Object.assign(stampStep, { run }), Object.assign(sealStep, { file })]);
    const joined = (given: GivenFile, text: string) => Buffer.concat([given.bytes, Buffer.from(text)]);
    let made: (given: { title: string; paper: GivenFile; pictures: GivenFile[] }) => object = ({ title, paper, pictures }) => {
      paper.bytes.fill(0, 8);
      return {
        stamped: { name: '../up/stamped.pdf', bytes: joined(paper, title) },
        pages: [{ name: 'b', bytes: new Uint8Array(joined(paper, 'page')) }],
        sizes: pictures.map(({ size }) => size),
      };
    };
    Object.assign(stampStep, { run: (given: never) => made(given) });
    Object.assign(sealStep, { file: new URL('seal.ts', import.meta.url) });
    await writeFile(
      new URL('seal.ts', import.meta.url),
      \`export function seal({ paper, at }: any) {
        if (!(paper.bytes instanceof Uint8Array) || paper.media !== 'application/pdf') throw new Error('no file');
        const text = Buffer.from(paper.bytes).toString();
        if (text.includes('large')) return { sealed: { name: 'a', bytes: Buffer.concat([paper.bytes, Buffer.alloc(65_536, 'x')]) }, more: [] };
        if (text.includes('other')) return { sealed: { name: 'a', bytes: Buffer.from('{}') }, more: [] };
        if (text.includes('fake')) return { sealed: { name: 'a', media: 'application/pdf', size: 8, sha256: paper.sha256 }, more: [] };
        return { sealed: { name: 'sealed', bytes: Buffer.from(text + ' sealed ' + at.x) }, more: [] };
      }\`,
    );
    await db.query('DELETE FROM platform.content');
    const { status, body } = await stamped();
    assert.equal(status, 200, JSON.stringify(body));
    const { name, media, size } = Object(body['stamped']);
    assert.deepEqual([name, media, size, body['sizes']], ['stamped.pdf', 'application/pdf', 13, []]);
    assert.deepEqual([Object(body['sealed']).media, Object(body['sealed']).size], ['application/pdf', 22]);
    assert.deepEqual(await held(), ['%PDF-1.7', '%PDF-1.7Title', '%PDF-1.7Title sealed 1', '%PDF-1.7page']);
    // What does not fit goes no further, and nothing of it is kept.
    for (const title of ['large', 'other', 'fake']) assert.equal((await stamped({ title })).status, 500, title);
    const wrong: object[] = [
      { name: 'a', bytes: Buffer.from('{}') },
      { name: 'a', bytes: Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(65_536)]) },
      { name: 7, bytes: Buffer.from('%PDF-1.7') },
      { name: 'a', bytes: '?' },
      { name: 'a', media: 'application/pdf', size: 8, sha256: Object(body['stamped']).sha256 },
      Buffer.from('%PDF-1.7'),
    ];
    const before = await held();
    for (const one of wrong) {
      made = () => ({ stamped: one, pages: [], sizes: [] });
      assert.equal((await stamped({ title: 'wrong' })).status, 500);
    }
    assert.deepEqual(await held(), before);
  });
`;

/** Files that people give within other values. */
export const NOTES = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { forgetContents } from '../src/platform/files.ts';
  import { db, send } from './fixture.ts';

  test('a person gives a file within other values as base64; it is kept as long as the answer that names it', async () => {
    const as = { sub: 'reviewer-1', roles: ['reviewer'] };
    const sent = await send('POST', '/notes', { body: { title: 'One' } });
    const [task] = Array(((await send('GET', '/tasks', { as })).body['tasks'])).flat();
    const complete = (scan: unknown) =>
      send('POST', \`/tasks/\${Object(task).id}/complete\`, { as, body: { page: { text: 'x', scan } } });
    const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
    for (const wrong of ['%', 'JVBERi0xLjcK', { name: 'a', media: 'image/png', size: 1, sha256: 'a'.repeat(64) }, 7])
      assert.equal((await complete(wrong)).status, 400);
    assert.deepEqual(await db.query('SELECT 1 FROM platform.content'), []);
    assert.equal((await complete(png.toString('base64'))).status, 200);
    await db.query("UPDATE platform.content SET kept_at = now() - interval '2 days'");
    const done = await send('GET', String(sent.headers['location']));
    const { scan } = Object(done.body['result']);
    assert.deepEqual([scan.name, scan.media, scan.size], ['scan', 'image/png', 16]);
    assert.equal(await forgetContents(db), 0);
    const read = await send('GET', \`\${sent.headers['location']}/files/\${scan.sha256}\`);
    assert.deepEqual([read.status, read.headers['content-type'], read.headers['content-length']], [200, 'image/png', '16']);
  });
`;

/** Files that callers send within other values. */
export const DAMAGES = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { auditLog, db, faultPaths, send } from './fixture.ts';

  const png = (size: number) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(size - 16, 7)]);
  const photo = png(1024).toString('base64');
  const letter = Buffer.from('%PDF-1.7').toString('base64');
  const damage = { note: 'n', photo, letters: [letter] };
  const report = (body: object) => send('POST', '/damages', { body: { damages: [damage], more: {}, cover: {}, ...body } });
  const stored = () => db.query('SELECT sha256 FROM platform.content');

  test('files within other values arrive as base64, and are then files like any other', async () => {
    const { status, body } = await report({ more: { a: letter, b: letter }, cover: { photo: png(1025).toString('base64') } });
    assert.deepEqual([status, body['letters'], body['more'], body['size']], [200, [1], 2, 1024]);
    const first = Object(Array(body['photos']).flat()[0]);
    assert.deepEqual([first.name, first.media, first.size], ['photo', 'image/png', 1024]);
    assert.equal((await stored()).length, 3);
    const cover = await send('GET', \`/claims/\${body['id']}/cover\`);
    assert.deepEqual([cover.status, cover.headers['content-length']], [200, '1025']);
    const [record] = await auditLog();
    assert.equal(JSON.stringify(record).includes(photo.slice(0, 60)), false);
  });

  test('what is none, is none that is taken, or only says that it is one, is refused, and nothing is kept', async () => {
    const [known] = await db.query<{ sha256: string }>("INSERT INTO platform.content VALUES (repeat('a', 64), 'x', now()) RETURNING sha256");
    const wrong: unknown[] = [
      'not base64',
      png(1023).toString('base64'),
      png(4097).toString('base64'),
      letter,
      null,
      { name: 'a', media: 'image/png', size: 1024, sha256: known?.sha256 },
    ];
    for (const one of wrong) {
      const refused = await report({ damages: [damage, { ...damage, photo: one }] });
      assert.deepEqual([refused.status, faultPaths(refused)[0]], [400, '/damages/1/photo']);
    }
    assert.equal((await report({ more: { a: letter, b: letter, c: letter } })).status, 400);
    assert.equal((await stored()).length, 1);
  });

  test('in a form they are in the JSON of a part, beside files that are parts', async () => {
    const { status, body } = await send('POST', '/damage', { body: { letter: new File(['%PDF-1.7'], 'a.pdf'), damage } });
    assert.deepEqual([status, Object(body['letter']).name, Object(body['photo']).name], [200, 'a.pdf', 'photo']);
    assert.equal((await stored()).length, 2);
    const swapped = await send('POST', '/damage', { body: { letter: new File(['%PDF-1.7'], 'a.pdf'), damage: { ...damage, photo: 'x' } } });
    assert.equal(swapped.status, 400);
  });
`;
