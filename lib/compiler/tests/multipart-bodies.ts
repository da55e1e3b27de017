import { platformError } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/multipart.test.ts: what bodies in parts may look like, and what is refused with which words; null without such. */
export function multipartBodiesTests(plan: Plan): string | null {
  const { files, model } = plan;
  const { parts, kept } = files;
  if (!parts) return null;
  const [invalid, large] = [platformError('invalid_input', model), platformError('too_large', model)];
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/multipart.ts', 'type Part', 'partsOf'],
      ['../src/platform/problems.ts', 'Problem'],
      ['../src/platform/uploads.ts', ...(kept ? ['Spool', 'Upload'] : [])],
    ])}

    const TYPE = 'multipart/form-data; boundary=cut';
    const NAMED = 'Content-Disposition: form-data; name="a"';

    /** A body of parts as they stand between the boundaries. */
    function bodyOf(...parts: string[]): string {
      return \`\${parts.map((part) => \`--cut\r\n\${part}\r\n\`).join('')}--cut--\r\n\`;
    }

    interface Said {
      contentType?: string;
      size?: number;
      limit?: number;
    }

    /** The parts of a body that arrives as a whole, its letters as bytes. */
    async function read(body: string, { contentType = TYPE, size, limit = 100_000 }: Said = {}): Promise<Part[]> {
      async function* arriving(): AsyncGenerator<Buffer> {
        yield Buffer.from(body, 'latin1');
      }
      ${when(kept, 'const spool = new Spool();')}
      const said = { contentType, size, limit, body: arriving()${when(kept, ', spool')} };
      return await partsOf(said)${when(kept, '.finally(() => spool.close())')};
    }

    const refused = (status: number, message?: RegExp) => (error: unknown) =>
      error instanceof Problem && error.error.status === status && message?.test(error.message) !== false;

    test('the boundary stands in the media type, in quotes or without, among other parameters', async () => {
      const types = [
        [TYPE, 'cut'],
        ['multipart/form-data;charset=utf-8; Boundary="c u:t"', 'c u:t'],
        ['multipart/form-data;  boundary=cut ; charset=utf-8', 'cut'],
        ['multipart/form-data; boundary="cut"  ', 'cut'],
        [\`multipart/form-data; boundary=\${'x'.repeat(70)}\`, 'x'.repeat(70)],
        [\`multipart/form-data; boundary="\${'x'.repeat(70)}"\`, 'x'.repeat(70)],
      ] as const;
      for (const [contentType, boundary] of types) {
        const body = bodyOf(\`\${NAMED}\r\n\r\n1\`).replaceAll('--cut', \`--\${boundary}\`);
        assert.deepEqual(await read(body, { contentType }), [['a', '1']], contentType);
      }
      const long = \`; boundary=\${'x'.repeat(71)}\`;
      for (const rest of ['', '; boundary=', '; boundary=""', long, '; boundary=a"b', '; boundary=cut x'])
        await assert.rejects(
          read(bodyOf(\`\${NAMED}\r\n\r\n1\`), { contentType: \`multipart/form-data\${rest}\` }),
          refused(${invalid.status}, /has no boundary/),
        );
    });

    test('a body may be as large as it may be, and say so, and no larger', async () => {
      const body = bodyOf(\`\${NAMED}\r\n\r\n1\`);
      const exact = { limit: body.length, size: body.length };
      assert.deepEqual(await read(body, exact), [['a', '1']]);
      await assert.rejects(read(body, { ...exact, size: body.length + 1 }), refused(${large.status}));
      await assert.rejects(read(body, { limit: body.length - 1 }), refused(${large.status}));
    });

    test('texts are held in memory, so that they are not too large together', async () => {
      const half = \`\${NAMED}\r\n\r\n\${'x'.repeat(8_388_608)}\`;
      const limit = 30_000_000;
      assert.equal((await read(bodyOf(half, half), { limit })).length, 2);
      await assert.rejects(read(bodyOf(half, \`\${half}x\`), { limit }), refused(${large.status}));
      await assert.rejects(read(bodyOf(\`\${half}\${half}\`), { limit }), refused(${large.status}));
    });

    test('headers are known in any case and with any blanks, and encodings that change nothing are taken', async () => {
      const heads = [
        'content-disposition:form-data;name="a"',
        'CONTENT-DISPOSITION: \t FORM-DATA;\tname=a',
        \`\${NAMED} \`,
        \`\${NAMED}\r\nContent-Transfer-Encoding: 7bit\`,
        \`\${NAMED}\r\nContent-Transfer-Encoding: 8BIT\`,
        \`\${NAMED}\r\nContent-Transfer-Encoding: binary\r\nX-More: \`,
      ];
      for (const head of heads) assert.deepEqual(await read(bodyOf(\`\${head}\r\n\r\n1\`)), [['a', '1']], head);
    });

    test('names hold what would end them in another form, and nothing else is changed in them', async () => {
      const named = async (name: string) =>
        (await read(bodyOf(\`Content-Disposition: form-data; name="\${name}"\r\n\r\n1\`)))[0]?.[0];
      assert.equal(await named('a%22b%0d%0A%41'), 'a"b\r\n%41');
      assert.equal(await named(''), '');
      assert.equal(await named('a; b=c'), 'a; b=c');
    });

    test('texts are what was sent: all of it, and with its mark', async () => {
      const content = '\u00ef\u00bb\u00bf\u00c3\u00a9\r\n--cu\r\n';
      assert.deepEqual(await read(bodyOf(\`\${NAMED}\r\n\r\n\${content}\`)), [['a', '\ufeff\u00e9\r\n--cu\r\n']]);
      const part = \`\${NAMED}\r\n\r\n\`;
      assert.deepEqual(await read(bodyOf(part)), [['a', '']]);
      assert.equal((await read(bodyOf(...Array.from({ length: 1000 }, () => part)))).length, 1000);
      assert.deepEqual(await read('--cut--'), []);
      assert.deepEqual(await read('--cut--\r\n'), []);
    });

    test('what is wrong is said', async () => {
      const part = \`\${NAMED}\r\n\r\n1\`;
      const wrong: [body: string, message: RegExp][] = [
        ['', /does not begin with a part/],
        [\`x\${bodyOf(part)}\`, /does not begin with a part/],
        [\`\${bodyOf(part)}x\`, /goes on after its end/],
        ['--cut--x', /goes on after its end/],
        [bodyOf(part).slice(0, -5), /has a part without an end/],
        [\`--cut\r\n\${NAMED}\`, /has a part without an end/],
        [bodyOf(\`\${NAMED}; \${'x'.repeat(4096)}\r\n\r\n1\`), /has a part without an end of its head/],
        [bodyOf(...Array.from({ length: 1001 }, () => \`\${NAMED}\r\n\r\n\`)), /has too many parts/],
        [\`--cut x\r\n\${part}\r\n--cut--\`, /has a boundary with something behind it/],
        [bodyOf(\`\${NAMED}\r\nX-More\r\n\r\n1\`), /has a head that cannot be read/],
        [bodyOf(\`\${NAMED}\r\n: x\r\n\r\n1\`), /has a head that cannot be read/],
        [bodyOf(\`\${NAMED}\r\n X-More: 1\r\n\r\n1\`), /has a head that cannot be read/],
        [bodyOf(\`\${NAMED}\r\n\${NAMED.toLowerCase()}\r\n\r\n1\`), /has a head that cannot be read/],
        [bodyOf(\`\${NAMED}\r\nContent-Transfer-Encoding: base64\r\n\r\n1\`), /has a part with a transfer encoding/],
        [bodyOf(\`\${NAMED}\r\nContent-Transfer-Encoding: x7bit\r\n\r\n1\`), /has a part with a transfer encoding/],
        [bodyOf(\`\${NAMED}\r\nContent-Transfer-Encoding: 7bitx\r\n\r\n1\`), /has a part with a transfer encoding/],
        [bodyOf('X-More: 1\r\n\r\n1'), /has a part that is none of a form/],
        [bodyOf('Content-Disposition: x-form-data; name="a"\r\n\r\n1'), /has a part that is none of a form/],
        [bodyOf('Content-Disposition: form-data\r\n\r\n1'), /has a part whose name cannot be read/],
        [bodyOf('Content-Disposition: form-data; name="a" x\r\n\r\n1'), /has a part whose name cannot be read/],
        [bodyOf(\`\${NAMED}; name="b"\r\n\r\n1\`), /has a part whose name cannot be read/],
        [bodyOf(\`\${NAMED}\r\n\r\n\u00ff\`), /holds a text that is not UTF-8/],
        [bodyOf(\`\${NAMED}\r\n\r\na\u0000\`), /holds U\+0000/],
      ];
      for (const [body, message] of wrong) await assert.rejects(read(body), refused(${invalid.status}, message), body.slice(0, 100));
    });

    test('a body that breaks off is refused, and said', async () => {
      async function* broken(): AsyncGenerator<Buffer> {
        yield Buffer.from(\`--cut\r\n\${NAMED}\`);
        throw new Error('the connection is gone');
      }
      const said = { contentType: TYPE, size: undefined, limit: 1000, body: broken()${when(kept, ', spool: new Spool()')} };
      await assert.rejects(partsOf(said), refused(${invalid.status}, /ends before its end/));
    });

    ${when(kept, FILES)}
    ${when(!kept, noFiles(invalid.status))}
  `;
}

const FILES = code`
  test('a file is a part with a file name; a field for one that nobody chose is left out', async () => {
    const file = (name: string, content: string) => \`\${NAMED}; filename="\${name}"\r\n\r\n\${content}\`;
    const told = async (part: string) =>
      (await read(bodyOf(part))).map(([name, value]) => value instanceof Upload && [name, value.name, value.size]);
    assert.deepEqual(await told(file('b.txt', 'content')), [['a', 'b.txt', 7]]);
    assert.deepEqual(await told(file('b.txt', '')), [['a', 'b.txt', 0]]);
    assert.deepEqual(await told(file('', 'content')), [['a', 'file', 7]]);
    assert.deepEqual(await told(file('', '')), []);
  });
`;

function noFiles(status: number): string {
  return code`
    test('a part that is a file is refused, and said', async () => {
      await assert.rejects(
        read(bodyOf(\`\${NAMED}; filename="b.txt"\r\n\r\n1\`)),
        (error) => refused(${status})(error) && error instanceof Problem && error.faults[0]?.path === '/a',
      );
    });
  `;
}
