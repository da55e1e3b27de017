import type { Plan } from '../plan.ts';
import { isDocument } from '../service/integrations/beyond-http.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/sftp.test.ts: files on a server on this machine; empty where none are asked for. */
export function remoteFilesTests(plan: Plan): string {
  const planned = plan.integrations.find(({ integration }) => integration.protocol === 'sftp');
  if (!plan.outside || planned === undefined) return '';
  const documents = planned.operations.some(({ operation }) => isDocument(operation, plan.model));
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', 'createHash', 'generateKeyPairSync'],
      ['node:test', 'test', 'type TestContext'],
      ['ssh2', 'default ssh2'],
      [`../src/integrations/${planned.file}.ts`, planned.variable],
      ['../src/platform/connections.ts', 'simulatedAt'],
      ['../src/platform/documents.ts', ...(documents ? ['document'] : [])],
      ['../src/platform/outside.ts', 'type Message'],
      ['../src/platform/sftp.ts', 'fileName', 'SftpWire'],
    ])}

    const { system } = ${planned.variable};
    const { utils, Server } = ssh2;
    const HOST = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    }).privateKey;
    const [OK, END, MISSING, FAILURE, WRITE] = [0, 1, 2, 4, 2];

    interface Remote {
      url: string;
      fingerprint: string;
      files: Map<string, Buffer>;
    }

    /** A server with a few files, which are also what is written. */
    async function fileServer(t: TestContext, silent = false): Promise<Remote> {
      const files = new Map<string, Buffer>([
        ['/out/a b.txt', Buffer.from('Ásha')],
        ['/out/large', Buffer.alloc(9_000_000)],
      ]);
      const server = new Server({ hostKeys: [HOST] }, (client) => {
        client.on('error', () => undefined);
        client.on('authentication', (asked) => {
          if (asked.method === 'password' && asked.username === 'service' && asked.password === 'key') asked.accept();
          else asked.reject(['password']);
        });
        client.on('session', (accept) => {
          accept().on('sftp', (begin) => {
            if (silent) return;
            const wire = begin();
            const open = new Map<number, { name: string; position: number }>();
            let handles = 0;
            const handle = (name: string): Buffer => {
              handles += 1;
              open.set(handles, { name, position: 0 });
              return Buffer.from([handles]);
            };
            const of = (given: Buffer) => open.get(given[0] ?? 0) ?? { name: '', position: 0 };
            const size = (name: string): number => files.get(name)?.length ?? 0;
            wire.on('STAT', (id, name) => {
              if (files.has(name)) wire.attrs(id, { mode: 0o100600, uid: 0, gid: 0, size: size(name), atime: 0, mtime: 0 });
              else wire.status(id, MISSING);
            });
            wire.on('FSTAT', (id, given) => {
              wire.attrs(id, { mode: 0o100600, uid: 0, gid: 0, size: size(of(given).name), atime: 0, mtime: 0 });
            });
            wire.on('OPEN', (id, name, flags) => {
              if (flags & WRITE) files.set(name, Buffer.alloc(0));
              if (files.has(name)) wire.handle(id, handle(name));
              else wire.status(id, MISSING);
            });
            wire.on('READ', (id, given, offset, length) => {
              const found = files.get(of(given).name)?.subarray(offset, offset + length) ?? Buffer.alloc(0);
              if (found.length === 0) wire.status(id, END);
              else wire.data(id, found);
            });
            wire.on('WRITE', (id, given, _offset, part) => {
              const { name } = of(given);
              files.set(name, Buffer.concat([files.get(name) ?? Buffer.alloc(0), part]));
              wire.status(id, OK);
            });
            wire.on('OPENDIR', (id, name) => wire.handle(id, handle(name)));
            wire.on('READDIR', (id, given) => {
              const folder = of(given);
              const names = [...files.keys()].filter((name) => name.startsWith(\`\${folder.name}/\`));
              const own = names.map((name) => name.slice(folder.name.length + 1));
              const entries = own.map((filename) => ({ filename, longname: filename, attrs: {} }));
              if (folder.position > 0) wire.status(id, END);
              else wire.name(id, entries);
              folder.position = 1;
            });
            wire.on('RENAME', (id, from, to) => {
              const moved = files.get(from);
              if (moved === undefined || files.has(to)) return wire.status(id, FAILURE);
              files.delete(from);
              files.set(to, moved);
              wire.status(id, OK);
            });
            wire.on('REMOVE', (id, name) => wire.status(id, files.delete(name) ? OK : MISSING));
            wire.on('CLOSE', (id) => wire.status(id, OK));
          });
        });
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      t.after(() => server.close());
      const parsed = utils.parseKey(HOST);
      const fingerprint = \`SHA256:\${createHash('sha256').update(parsed.getPublicSSH()).digest('base64')}\`;
      return { url: \`sftp://127.0.0.1:\${server.address().port}\`, fingerprint, files };
    }

    function wireTo({ url, fingerprint }: Pick<Remote, 'url' | 'fingerprint'>, secret = 'key'): SftpWire {
      const secrets = { user: 'service', secret };
      const connection = { ...simulatedAt(url), simulated: false, secrets, more: { hostKey: fingerprint } };
      return new SftpWire({ [system.name]: connection });
    }

    const deed = (what: string, path: string, body: string | null = null): Message => ({
      method: 'POST',
      path,
      headers: { 'x-file': what },
      body,
    });

    test('files are read, listed, written at once, replaced and deleted', async (t) => {
      const remote = await fileServer(t);
      const wire = wireTo(remote);
      const ask = (what: string, path: string, body?: string) => wire.send(system, deed(what, path, body), 5000);
      assert.equal(await ask('GET text', '/out/a%20b.txt'), 'Ásha');
      assert.equal(await ask('GET base64', '/out/a%20b.txt'), Buffer.from('Ásha').toString('base64'));
      assert.deepEqual(await ask('LIST text', '/out'), ['a b.txt', 'large']);
      for (const text of ['first', 'second']) {
        assert.deepEqual(await ask('PUT text', '/in/x.txt', text), {});
        assert.equal(remote.files.get('/in/x.txt')?.toString(), text);
      }
      await ask('PUT base64', '/in/x.bin', 'AAEC');
      assert.deepEqual(remote.files.get('/in/x.bin'), Buffer.from([0, 1, 2]));
      await ask('DELETE text', '/in/x.txt');
      assert.deepEqual([...remote.files.keys()], ['/out/a b.txt', '/out/large', '/in/x.bin']);
    });

    test('what is not there, too large, or not for this service, is told apart', async (t) => {
      const remote = await fileServer(t);
      const read = deed('GET text', '/out/a%20b.txt');
      const silent = await fileServer(t, true);
      const cases: [ask: () => Promise<unknown>, failure: string][] = [
        [() => wireTo(remote).send(system, deed('GET text', '/out/none'), 5000), 'rejected'],
        [() => wireTo(remote).send(system, deed('GET text', '/out/large'), 5000), 'invalid_response'],
        [() => wireTo(remote, 'wrong').send(system, read, 5000), 'rejected'],
        [() => wireTo({ ...remote, fingerprint: \`SHA256:\${'A'.repeat(43)}\` }).send(system, read, 5000), 'rejected'],
        [() => wireTo(silent).send(system, read, 300), 'timeout'],
        [() => wireTo({ ...remote, url: 'sftp://127.0.0.1:9' }).send(system, read, 5000), 'unavailable'],
      ];
      for (const [ask, failure] of cases) await assert.rejects(ask(), { failure });
    });

    ${when(documents, DOCUMENTS)}

    test('a value is the name of a file and nothing more', () => {
      const wrong = ['', '.', '..', 'a/b', 'a\\b', 'a\u0000'];
      for (const text of wrong) assert.throws(() => fileName(text), { failure: 'rejected' });
      assert.equal(fileName('a b'), 'a%20b');
    });
  `;
}

const DOCUMENTS = code`
  test('a file that holds no JSON document, or another one, is an unreadable answer', () => {
    const read = document((body) => {
      if (Object(body).days === undefined) throw new Error('no days');
      return body;
    });
    assert.deepEqual(read('{"days": 3}'), { days: 3 });
    for (const text of ['', '{', 'text', '{}', 'null'])
      assert.throws(() => read(text), { failure: 'invalid_response' }, text);
  });
`;
