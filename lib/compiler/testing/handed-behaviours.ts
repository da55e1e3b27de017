import { code } from '../text/code.ts';

const HEAD = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
`;

/** Files that people are shown, and that they give. */
export const REVIEWS = code`
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
