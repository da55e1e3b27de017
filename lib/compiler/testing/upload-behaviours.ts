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
    const parts = await db.query('SELECT part, octet_length(bytes) AS size FROM platform.content_part ORDER BY part');
    assert.deepEqual(parts, [
      { part: 1, size: 1_048_576 },
      { part: 2, size: 2_500_000 - 2 * 1_048_576 },
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
