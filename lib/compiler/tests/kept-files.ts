import type { Plan } from '../plan.ts';
import { endingsOf } from '../platform/files.ts';
import { givesFiles } from '../service/awaited-files.ts';
import { code, when } from '../text/code.ts';
import { print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** test/files.test.ts: how files are named, kept once and given out; null where there are none. */
export function keptFilesTests(plan: Plan): string | null {
  const { files, waits } = plan;
  if (!files.kept) return null;
  const gives = givesFiles(plan);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', 'createHash', ...(waits ? ['randomUUID'] : [])],
      ['node:test', ...(gives ? ['after', 'describe'] : []), 'test'],
      ['fastify', ...(gives ? ['default fastify'] : [])],
      ['../src/platform/db.ts', 'type Db'],
      [
        '../src/platform/files.ts',
        'keepContents',
        ...(gives ? ['piecesOf', 'type StoredFile', 'sendFile'] : []),
        'safeName',
      ],
      ['../src/platform/problems.ts', ...(gives ? ['Problem'] : [])],
      ['../src/platform/uploads.ts', 'Spool', 'Upload'],
      ['./fixture.ts', 'db'],
    ])}

    ${NAMES}

    ${keptOnce(waits)}

    ${when(gives, given(plan))}
  `;
}

const NAMES = code`
  test('names are the last part of a path, without what is invisible, and nothing that a system reserves', () => {
    const names: [sent: string, kept: string][] = [
      ['a b.pdf', 'a b.pdf'],
      ['folder/inner\\a.pdf', 'a.pdf'],
      ['folder/', 'file'],
      ['', 'file'],
      [' .hidden. ', 'hidden'],
      ['a.b.', 'a.b'],
      ['a\u2028\u202e\u0000b', 'ab'],
      ['e\u0301', '\u00e9'],
      ['<a>:"b"|?*', '_a___b____'],
      ['CON', '_CON'],
      ['nul.txt', '_nul.txt'],
      ['com1', '_com1'],
      ['lpt9.a.b', '_lpt9.a.b'],
      ['console.txt', 'console.txt'],
      ['falcon', 'falcon'],
      ['com10', 'com10'],
    ];
    for (const [sent, kept] of names) assert.equal(safeName(sent), kept, sent);
    assert.equal(safeName(\`\${'\u{1f600}'.repeat(200)}.pdf\`), \`\${'\u{1f600}'.repeat(116)}.pdf\`);
  });
`;

function keptOnce(waits: boolean): string {
  return code`
    test('contents that are there already are kept for longer, and not stored again', async () => {
      const spool = new Spool();
      async function* contents(): AsyncGenerator<Buffer> {
        yield Buffer.from('contents');
      }
      const upload = await Upload.received('a', contents(), spool);
      const asked: string[] = [];
      const keep = () =>
        db.transaction((tx) => {
          const noted: Db = {
            query: (sql, values) => {
              asked.push(sql);
              return tx.query(sql, values);
            },
            script: (sql) => tx.script(sql),
          };
          return keepContents(noted, [upload]${when(waits, ', randomUUID()')});
        });
      await keep();
      await db.query("UPDATE platform.content SET kept_at = now() - interval '2 days'");
      asked.length = 0;
      await keep();
      assert.equal(asked.filter((sql) => sql.includes('INSERT INTO platform.content (')).length, 0);
      const kept = await db.query("SELECT sha256, kept_at > now() - interval '1 minute' AS fresh FROM platform.content");
      assert.deepEqual(kept, [{ sha256: createHash('sha256').update('contents').digest('hex'), fresh: true }]);
      ${when(waits, "assert.equal((await db.query('SELECT request FROM platform.content_request')).length, 2);")}
      await spool.close();
    });
  `;
}

function given(plan: Plan): string {
  const endings = endingsOf(plan).map(([media, all]) => `[${[media, ...all].map(quote).join(', ')}]`);
  return code`
    describe('files that are given out', () => {
      const BYTES = Buffer.from('contents');
      const file = (name: string, media: string, bytes = BYTES): StoredFile => {
        return { name, media, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
      };
      const store = ({ sha256 }: StoredFile, bytes: Buffer) =>
        db.query('INSERT INTO platform.content (sha256, bytes, kept_at) VALUES ($1, $2, now())', [sha256, bytes]);

      let asked: StoredFile | null = null;
      const app = fastify();
      app.get('/', (_, reply) => sendFile(reply, db, { status: 203, headers: { 'x-more': 'yes' }, body: asked }));
      app.setErrorHandler((error, _, reply) => {
        void reply.code(error instanceof Problem ? error.error.status : 500).send();
      });
      after(() => app.close());

      /** What a caller gets who is answered with a file. */
      const get = (body: StoredFile) => {
        asked = body;
        return app.inject('/');
      };

      const nameOf = (disposition: unknown) => /filename="([^"]*)"/.exec(String(disposition))?.[1];

      test('are saved with an ending of what they are, whatever they are called', async () => {
        ${print(['const endings = ', rows('[', endings, ']'), ' as const;'], 4)}
        await store(file('a', 'any'), BYTES);
        const saved = async (name: string, media: string) =>
          nameOf((await get(file(name, media))).headers['content-disposition']);
        for (const [media, usual, ...others] of endings) {
          assert.equal(await saved('a.exe', media), \`a.exe.\${usual}\`);
          assert.equal(await saved(usual, media), \`\${usual}.\${usual}\`);
          assert.equal(await saved(\`a.b.\${usual}\`, media), \`a.b.\${usual}\`);
          assert.equal(await saved(\`a.\${usual}.b\`, media), \`a.\${usual}.b.\${usual}\`);
          for (const ending of [usual, ...others]) assert.equal(await saved(\`a.\${ending}\`, media), \`a.\${ending}\`);
          assert.equal(await saved(\`a.\${usual.toUpperCase()}\`, media), \`a.\${usual.toUpperCase()}\`);
        }
        assert.equal(await saved('a', 'application/x-not-known'), 'a.bin');
      });

      test('are called what they are, in letters that every client knows and in their own', async () => {
        const called = file("\u00c4 (b)'*.bin", 'application/x-not-known');
        await store(called, BYTES);
        const { statusCode, headers, rawPayload } = await get(called);
        assert.deepEqual([statusCode, rawPayload], [203, BYTES]);
        assert.equal(
          headers['content-disposition'],
          'attachment; filename="___b___.bin"; filename*=UTF-8\'\'%C3%84%20%28b%29%27%2a.bin',
        );
        assert.deepEqual([headers['content-type'], headers['content-length']], [called.media, '8']);
        assert.deepEqual([headers['content-security-policy'], headers['x-more']], ["sandbox; default-src 'none'", 'yes']);
      });

      test('are whole, however many pieces they are kept in', async () => {
        const whole = Buffer.from('first second third');
        const large = file('a.txt', 'application/x-not-known', whole);
        await store(large, whole.subarray(0, 6));
        const part = 'INSERT INTO platform.content_part VALUES ($1, $2, $3)';
        await db.query(part, [large.sha256, 1, whole.subarray(6, 13)]);
        const read = async () => {
          const pieces: Buffer[] = [];
          for await (const piece of piecesOf(db, large)) pieces.push(piece);
          return Buffer.concat(pieces);
        };
        await assert.rejects(read, new RegExp(\`\${large.sha256} are not whole\`));
        await db.query(part, [large.sha256, 2, whole.subarray(13)]);
        assert.deepEqual(await read(), whole);
        const { rawPayload, headers } = await get(large);
        assert.deepEqual([rawPayload, headers['content-length']], [whole, '18']);
      });

      test('are not found where their contents are gone', async () => {
        assert.equal((await get(file('a.txt', 'application/x-not-known'))).statusCode, 404);
      });
    });
  `;
}
