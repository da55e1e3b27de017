import { code } from '../text/code.ts';

const HEAD = code`
  import assert from 'node:assert/strict';
  import { describe, test } from 'node:test';
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

  describe('media types', () => {
    test('are those of the contents', async () => {
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
  });

  const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
`;

/** Tests of services that are more than what a specification foretells, each by its service's name. */
export const CONTENTS_BEHAVIOURS: Readonly<Record<string, string>> = { scans: SCANS };
