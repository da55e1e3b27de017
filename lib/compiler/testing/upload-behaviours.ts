import { code } from '../text/code.ts';

/** What becomes of files that arrive, at a service that listens. */
export const UPLOADS = code`
  import assert from 'node:assert/strict';
  import { existsSync, readdirSync, readlinkSync } from 'node:fs';
  import { request } from 'node:http';
  import type { AddressInfo } from 'node:net';
  import { tmpdir } from 'node:os';
  import { after, describe, test } from 'node:test';
  import { buildApp } from '../src/app.ts';
  import { Metrics } from '../src/platform/metrics.ts';
  import { sealWith } from '../src/platform/seal.ts';
  import { db, send } from './fixture.ts';

  const PREFIX = 'claims-upload-';
  const DESCRIPTORS = '/proc/self/fd';

  function open(): number {
    if (!existsSync(DESCRIPTORS)) return 0;
    const paths = readdirSync(DESCRIPTORS).map((name) => {
      try {
        return readlinkSync(\`\${DESCRIPTORS}/\${name}\`);
      } catch {
        return '';
      }
    });
    return paths.filter((path) => path.includes(PREFIX)).length;
  }

  async function until(holds: () => boolean): Promise<void> {
    for (let left = 1000; left > 0 && !holds(); left -= 1) await new Promise((done) => setTimeout(done, 20));
    assert.ok(holds());
  }

  const said = { note: 'a', estimate: '1.00', place: { street: 'High', number: 1 } };
  const letter = (size: number) => new File(['%PDF-1.7\n', Buffer.alloc(size - 9, 'letters')], 'a.pdf');
  let number = 0;
  const report = (change: object) =>
    send('POST', '/claims', { body: { ...said, ...change }, headers: { 'Idempotency-Key': \`up-\${(number += 1)}\` } });

  test('a file of several pieces is given back to the byte, and steps read all of it', async () => {
    const file = letter(2_500_000);
    const { status, body } = await report({ letter: file });
    assert.deepEqual([status, body['held']], [200, 2_500_000]);
    // Each is encrypted by itself: key, nonce and tag take 32 bytes.
    const parts = await db.query('SELECT part, octet_length(bytes) AS size FROM platform.content_part ORDER BY part');
    assert.deepEqual(parts, [
      { part: 1, size: 1_048_608 },
      { part: 2, size: 2_500_000 - 2 * 1_048_576 + 32 },
    ]);
    const answer = await send('GET', \`/claims/\${body['id']}/letter\`);
    assert.deepEqual([answer.status, answer.headers['content-length']], [200, '2500000']);
    assert.ok(answer.text === (await file.text()));
  });

  test('whatever a request is answered, nothing is open after it', async () => {
    for (const [change, status] of [
      [{ letter: letter(100) }, 200],
      [{ letter: letter(3_500_000) }, 400],
      [{ letter: letter(100), estimate: '901.00' }, 422],
      [{ letter: letter(8_000_000) }, 413],
    ] as const) {
      assert.equal((await report(change)).status, status);
      assert.equal(open(), 0);
    }
  });

  describe('a service that listens', async () => {
    const authenticate = async () => ({ id: 'caller', roles: [], scopes: [] });
    const app = buildApp({ db, authenticate, metrics: new Metrics(), seal: sealWith([Buffer.alloc(32)]) });
    after(() => app.close());

    test('lets go of what came of a body whose sender is gone', async () => {
      await app.listen({ port: 0, host: '127.0.0.1' });
      const { port } = app.server.address() as AddressInfo;
      const headers = { 'content-type': 'multipart/form-data; boundary=x', 'idempotency-key': 'gone' };
      const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/claims', headers });
      const gone = new Promise((done) => sent.on('error', done));
      sent.write('--x\r\nContent-Disposition: form-data; name="letter"; filename="a.pdf"\r\n\r\n%PDF-1.7\n');
      sent.write(Buffer.alloc(200_000));
      if (existsSync(DESCRIPTORS)) await until(() => open() === 1);
      await until(() => !readdirSync(tmpdir()).some((name) => name.startsWith(PREFIX)));
      sent.destroy();
      await gone;
      await until(() => open() === 0);
      assert.deepEqual(await db.query('SELECT 1 FROM platform.content'), []);
    });
  });
`;

/** Files whose fields are encrypted. */
export const SECRETS = code`
  import assert from 'node:assert/strict';
  import { randomBytes } from 'node:crypto';
  import { test } from 'node:test';
  import { sealFieldsWith } from '../src/platform/fields.ts';
  import { forgetContents } from '../src/platform/files.ts';
  import { resealAll } from '../src/platform/reseal.ts';
  import { sealWith } from '../src/platform/seal.ts';
  import { db, seal, send } from './fixture.ts';

  const pdf = (text: string) => new File([\`%PDF-1.7\n\${text}\`], 'a.pdf');
  const keep = (deed: File, pages: File[] = []) => send('POST', '/secrets', { body: { name: 'n', deed, pages } });
  const read = (id: unknown) => send('GET', \`/secrets/\${id}/deed\`);
  const stored = () =>
    db.query<{ bytes: Uint8Array }>(
      'SELECT bytes FROM platform.content UNION ALL SELECT bytes FROM platform.content_part',
    );
  const age = () => db.query("UPDATE platform.content SET kept_at = now() - interval '2 days'");

  test('what is said of them and what they hold is encrypted, piece by piece, and comes back whole', async () => {
    const large = 'words '.repeat(400_000);
    const { status, body } = await keep(pdf(large), [pdf('page')]);
    assert.equal(status, 200);
    const { id } = body;
    const pieces = await stored();
    assert.equal(pieces.length, 4);
    for (const { bytes } of pieces) assert.equal(Buffer.from(bytes).includes('words') || Buffer.from(bytes).includes('%PDF'), false);
    const [row] = await db.query<{ deed: Uint8Array }>('SELECT deed FROM secret');
    assert.equal(Buffer.from(row?.deed ?? []).includes('a.pdf'), false);
    const answer = await read(id);
    assert.deepEqual([answer.status, answer.text.length, answer.text.endsWith('words ')], [200, large.length + 9, true]);
    const changed = await send('PUT', \`/secrets/\${id}/deed\`, { body: { deed: pdf('other') } });
    assert.deepEqual(changed.body, { size: 14, bytes: Buffer.from('%PDF-1.7\nother').toString('base64') });
  });

  test('a piece opens only in its own place', async () => {
    const { body } = await keep(pdf('one'));
    await keep(pdf('two'));
    await db.query('UPDATE platform.content SET bytes = (SELECT bytes FROM platform.content AS other WHERE other.sha256 <> content.sha256)');
    const answer = await read(body['id']);
    assert.equal(answer.status, 500);
    assert.equal(answer.text.includes('PDF'), false);
  });

  test('contents are forgotten with the last row that names them', async () => {
    const first = await keep(pdf('same'), [pdf('page')]);
    await keep(pdf('same'));
    await age();
    assert.equal(await forgetContents(db), 0);
    // Those that are named are looked at again in a day.
    assert.equal(await forgetContents(db), 0);
    await db.query('DELETE FROM secret WHERE id = $1', [first.body['id']]);
    await age();
    assert.equal(await forgetContents(db), 1);
    await db.query('DELETE FROM secret');
    await age();
    assert.equal(await forgetContents(db), 1);
    assert.deepEqual(await stored(), []);
  });

  test('nothing is forgotten while rows cannot be read', async (t) => {
    await keep(pdf('one'));
    await age();
    t.after(() => sealFieldsWith(seal));
    sealFieldsWith(sealWith([randomBytes(32)]));
    await assert.rejects(forgetContents(db));
    assert.equal((await stored()).length, 1);
  });

  test('a new key reaches every piece, and what was stored before files were encrypted', async (t) => {
    const [old, fresh] = [randomBytes(32), randomBytes(32)];
    t.after(() => sealFieldsWith(seal));
    sealFieldsWith(sealWith([old]));
    const { body } = await keep(pdf('x'.repeat(1_500_000)));
    const plain = await keep(pdf('plain'));
    const { sha256 } = Object(plain.body['deed']);
    await db.query("UPDATE platform.content SET sealed = false, bytes = '%PDF-1.7\nplain'::bytea WHERE sha256 = $1", [sha256]);
    assert.equal((await read(plain.body['id'])).text, '%PDF-1.7\nplain');
    const both = sealWith([fresh, old]);
    sealFieldsWith(both);
    // Two rows with two fields each, two pieces and a plain one.
    assert.equal(await resealAll(db, both), 7);
    assert.equal(await resealAll(db, both), 0);
    sealFieldsWith(sealWith([fresh]));
    assert.equal((await read(body['id'])).text.length, 1_500_009);
    assert.equal((await read(plain.body['id'])).text, '%PDF-1.7\nplain');
    assert.equal((await stored()).some(({ bytes }) => Buffer.from(bytes).includes('plain')), false);
  });
`;

/** Bodies that are files. */
export const COVERS = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { db, faultPaths, send } from './fixture.ts';

  const png = (size: number) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(size - 16, 7)]);
  const stored = () => db.query('SELECT sha256 FROM platform.content');

  test('a body that is a file is one, as it is', async () => {
    const [row] = await db.query<{ id: string }>("INSERT INTO claim (id, note, estimate, photos) VALUES (gen_random_uuid(), 'n', 1, '[]') RETURNING id");
    const path = \`/claims/\${row?.id}/cover\`;
    const put = (raw: Buffer | string, type = 'image/png') => send('PUT', path, { raw, headers: { 'content-type': type } });
    const { status, body } = await put(png(1500));
    assert.deepEqual([status, Object(body['cover']).media, Object(body['cover']).size], [200, 'image/png', 1500]);
    const read = await send('GET', path);
    assert.deepEqual([read.status, read.headers['content-length']], [200, '1500']);
    const kept = (await stored()).length;
    for (const wrong of [png(1023), png(4097), Buffer.from('%PDF-1.7'.padEnd(2000)), ''])
      assert.equal((await put(wrong)).status, 400);
    assert.deepEqual(faultPaths(await put(png(1023))), ['/body']);
    for (const type of ['image/jpeg', 'application/json', 'multipart/form-data; boundary=x'])
      assert.equal((await put(png(1500), type)).status, 415, type);
    assert.equal((await put(Buffer.alloc(2_000_000))).status, 413);
    assert.equal((await send('PUT', path, { raw: png(1500), headers: { 'content-type': 'image/png' }, as: null })).status, 401);
    assert.equal((await stored()).length, kept);
    assert.equal((await send('POST', '/damages', { raw: png(1500), headers: { 'content-type': 'image/png' } })).status, 415);
  });
`;
