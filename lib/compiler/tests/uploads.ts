import { type RareMedia, rareMedia } from '../media-signs.ts';
import { platformError } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';
import { mediaOfSamples } from './forms.ts';

/** test/uploads.test.ts: bodies in parts while they arrive, in whatever pieces; null where no operation takes one. */
export function uploadsTests(plan: Plan): string | null {
  const { files, model, waits } = plan;
  const { kept, parts } = files;
  if (!parts) return null;
  const { only } = rareMedia(model);
  const [invalid, large] = [platformError('invalid_input', model), platformError('too_large', model)];
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', ...(kept ? ['createHash', 'randomUUID'] : [])],
      ['node:fs', ...(kept ? ['existsSync', 'readdirSync', 'readlinkSync', 'writeFileSync'] : [])],
      ['node:os', ...(kept ? ['tmpdir'] : [])],
      ['node:path', ...(kept ? ['join'] : [])],
      ['node:test', 'describe', 'test'],
      ['../src/platform/files.ts', ...(kept ? ['keepContents'] : [])],
      ['../src/platform/json-syntax.ts', ...(kept && only === null ? ['JsonSyntax'] : [])],
      ['../src/platform/media.ts', ...(kept && only !== null ? ['chosen'] : []), ...(kept ? ['Recognition'] : [])],
      ['../src/platform/multipart.ts', 'partsOf'],
      ['../src/platform/problems.ts', 'Problem'],
      ['../src/platform/uploads.ts', ...(kept ? ['forgetSpools', 'Spool', 'Upload'] : [])],
      ['./fixture.ts', ...(kept ? ['db'] : [])],
      ['./forms.ts', ...(kept && only !== null ? ['sampleFile'] : [])],
    ])}

    async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }

    const HEAD = 'Content-Disposition: form-data; name=';
    const BODY = Buffer.from(
      \`--cut\r\n\${HEAD}"a"\r\n\r\none\r\n--cu\r\n\r\n--cut\r\n\${HEAD}"b"${when(kept, '; filename="b.txt"')}\r\n\r\n\r\n-\r\n--cu two\r\n--cut--\r\n\`,
    );
    const said = { contentType: 'multipart/form-data; boundary=cut', size: undefined, limit: 10_000 };

    describe('a body in parts', () => {
      const sizes = [1, 2, 3, 5, 7, 64, BODY.length];
      for (const size of sizes) {
        test(\`is the same in pieces of \${size} bytes\`, async () => {
          ${kept ? cutFiles(only === null) : CUT_TEXTS}
        });
      }

      const refused = (status: number) => (error: unknown) => error instanceof Problem && error.error.status === status;

      test('is read no further than it may be long', async () => {
        let pulled = 0;
        ${when(kept, 'const spool = new Spool();')}
        async function* endless(): AsyncGenerator<Buffer> {
          for (yield BODY.subarray(0, -11); ; pulled += 1) yield Buffer.alloc(1000);
        }
        await assert.rejects(partsOf({ ...said, body: endless()${when(kept, ', spool')} }), refused(${large.status}));
        ${when(kept, 'await spool.close();')}
        assert.ok(pulled <= 10, \`\${pulled}\`);
      });

      test('is not read at all where it says that it is longer', async () => {
        async function* unread(): AsyncGenerator<Buffer> {
          yield await Promise.reject(new Error('it was read'));
        }
        const sent = { ...said, size: 10_001, body: unread()${when(kept, ', spool: new Spool()')} };
        await assert.rejects(partsOf(sent), refused(${large.status}));
      });

      test('that breaks off is refused', async () => {
        async function* broken(): AsyncGenerator<Buffer> {
          yield BODY.subarray(0, -11);
          throw new Error('the connection is gone');
        }
        ${when(kept, 'const spool = new Spool();')}
        await assert.rejects(partsOf({ ...said, body: broken()${when(kept, ', spool')} }), refused(${invalid.status}));
        ${when(kept, 'await spool.close();')}
      });
    });

    ${when(kept, KEPT(plan, waits, only))}
  `;
}

const CUT_TEXTS = code`
  assert.deepEqual(await partsOf({ ...said, body: cut(BODY, size) }), [
    ['a', 'one\r\n--cu\r\n'],
    ['b', '\r\n-\r\n--cu two'],
  ]);
`;

function cutFiles(tellsAll: boolean): string {
  return code`
    const spool = new Spool();
    const [text, file] = await partsOf({ ...said, body: cut(BODY, size), spool });
    assert.deepEqual(text, ['a', 'one\r\n--cu\r\n']);
    const upload = file?.[1];
    assert.ok(upload instanceof Upload);
    const held: Buffer[] = [];
    for await (const piece of upload.pieces()) held.push(piece);
    const content = '\r\n-\r\n--cu two';
    const sha256 = createHash('sha256').update(content).digest('hex');
    assert.equal(String(Buffer.concat(held)), content);
    ${when(tellsAll, "assert.deepEqual(upload.as(), { name: 'b.txt', media: 'text/plain', size: content.length, sha256 });")}
    ${when(!tellsAll, "assert.deepEqual([upload.name, upload.size, upload.sha256], ['b.txt', content.length, sha256]);")}
    await spool.close();
  `;
}

function KEPT(plan: Plan, waits: boolean, only: RareMedia['only']): string {
  const { model } = plan;
  const { sealed } = plan.files;
  const prefix = `${model.service.name}-upload-`;
  return code`
    describe('files that arrive', () => {
      const received = (bytes: Buffer, spool: Spool, size = 100_000) => Upload.received('a', cut(bytes, size), spool);

      /** The temporary files that are open, where the system tells. */
      const open = (): string[] =>
        (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd') : []).filter((descriptor) => {
          return linked(join('/proc/self/fd', descriptor)).includes(${quote(prefix)});
        });

      test('leave nothing behind', async () => {
        const spool = new Spool();
        await received(Buffer.from('contents'), spool);
        assert.ok(open().length > 0 || !existsSync('/proc/self/fd'));
        await spool.close();
        await spool.close();
        assert.deepEqual(open(), []);
        const left = join(tmpdir(), \`${prefix}\${randomUUID()}\`);
        writeFileSync(left, '');
        await forgetSpools();
        assert.equal(existsSync(left), false);
      });

      test('lie one behind the other, and are read as they are asked for', async () => {
        const spool = new Spool();
        const all = ['', 'second', 'third'].map((text) => Buffer.from(text));
        const uploads: Upload[] = [];
        for (const bytes of all) uploads.push(await received(bytes, spool, 2));
        for (const [at, upload] of [...uploads.entries()].reverse()) {
          const pieces: Buffer[] = [];
          for await (const piece of upload.pieces()) pieces.push(piece);
          assert.deepEqual(Buffer.concat(pieces), all[at]);
        }
        await spool.close();
        await assert.rejects(async () => await uploads.at(-1)?.pieces().next());
      });

      test('are stored in pieces, each of them once', async () => {
        const spool = new Spool();
        const bytes = Buffer.alloc(1_048_577, 'mebibyte');
        const upload = await received(bytes, spool);
        const keep = () => db.transaction((tx) => keepContents(tx, [upload, upload]${when(waits, ', randomUUID()')}));
        await keep();
        await keep();
        const stored = await db.query${sealed ? '<{ digest: string; first: number }>' : ''}(\`
          SELECT encode(sha256(kept.bytes || part.bytes), 'hex') AS digest, octet_length(kept.bytes) AS first
          FROM platform.content AS kept JOIN platform.content_part AS part ON part.sha256 = kept.sha256\`);
        ${sealed ? STORED_SEALED : 'assert.deepEqual(stored, [{ digest: upload.sha256, first: 1_048_576 }]);'}
        await spool.close();
      });

      ${only === null ? TELLS_ALL : tellsOnly(mediaOfSamples(plan).filter((media) => only.some(([one]) => one === media)))}
    });

    function linked(path: string): string {
      try {
        return readlinkSync(path);
      } catch {
        return '';
      }
    }

    ${when(only === null, IS_READ)}
  `;
}

/** Each piece is encrypted by itself: a key, a nonce and a tag stand before what it holds. */
const STORED_SEALED = code`
  const sizes = stored.map(({ first }) => first);
  assert.deepEqual(sizes, [1_048_576 + 32]);
  assert.notEqual(stored[0]?.digest, upload.sha256);
`;

const TELLS_ALL = code`
  /** A text with a few of its letters changed, always the same. */
  function* changed(text: string): Generator<string> {
    const letters = ' {}[]:,"\\\\/bu0e1-+.\ttnxfalse';
    let seed = 11;
    const next = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    for (let run = 0; run < 3000; run += 1) {
      const at = next(text.length);
      yield text.slice(0, at) + (letters[next(letters.length)] ?? '') + text.slice(at + next(3));
    }
  }

  test('are JSON where a parser reads them as JSON', () => {
    const text = '{"a": [1, -0.5e+3, true, null], "b\\\\u00e9\\\\n": {"c": ""}, "d": [], "e": {}, "f": [{}, "x"]}';
    let number = 0;
    for (const one of ['', '1', '"a', '[', '{}', ' 12 ', '01', '1 2', '"a"b', ...changed(text)]) {
      const syntax = new JsonSyntax();
      for (let at = 0; at < one.length; at += 3) syntax.add(one.slice(at, at + 3));
      assert.equal(syntax.isWhole(), isRead(one), one);
      number += isRead(one) ? 1 : 0;
    }
    assert.ok(number > 100, \`\${number}\`);
  });

  test('are the same in whatever pieces they come', () => {
    const office = 'PK\x03\x04....word/document.xml';
    const texts = ['', '{"a":[1]}', '<?xml version="1.0"?><a/>', 'a,b', 'é\ufeff', 'a\0', office];
    for (const content of [...texts.map((text) => Buffer.from(text)), Buffer.from('é').subarray(0, 1)]) {
      const whole = new Recognition();
      whole.add(content);
      const parts = new Recognition();
      for (const byte of content) parts.add(Buffer.of(byte));
      assert.deepEqual(parts.kinds(), whole.kinds(), String(content));
    }
  });
`;

const IS_READ = code`
  function isRead(text: string): boolean {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  }
`;

function tellsOnly(media: readonly string[]): string {
  return code`
    for (const media of [${media.map(quote).join(', ')}]) {
      test(\`are \${media} in whatever pieces they come, and nothing else\`, async () => {
        const content = Buffer.from(await sampleFile(media, 1024).arrayBuffer());
        const [whole, parts, other] = [new Recognition(), new Recognition(), new Recognition()];
        whole.add(content);
        for (const byte of content) parts.add(Buffer.of(byte));
        other.add(Buffer.concat([Buffer.from(' '), content]));
        assert.deepEqual([whole.kinds(), parts.kinds(), other.kinds()], [[media], [media], []]);
        assert.deepEqual([chosen([media], ['none', media]), chosen([media], ['none'])], [media, null]);
      });
    }
  `;
}
