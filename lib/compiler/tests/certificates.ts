import type { Plan } from '../plan.ts';
import { otherProtocol } from '../service/integrations/beyond-http.ts';
import { showsCertificates } from '../service/integrations/protected.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/certificates.ts: an authority of the tests, and certificates by it; null where none are shown. */
export function certificatesHelper(plan: Plan): string | null {
  if (!showsCertificates(plan)) return null;
  return code`
    ${imports([
      ['node:crypto', 'generateKeyPairSync', 'type KeyObject', 'randomBytes', 'sign'],
      ['node:fs', 'mkdtempSync', 'writeFileSync'],
      ['node:os', 'tmpdir'],
      ['node:path', 'join'],
      ['../src/platform/certificates.ts', 'type Certificates'],
    ])}

    /** A name with its keys, and the certificate that says so. */
    export interface Identity {
      name: string;
      key: KeyObject;
      certificate: string;
      keyPem: string;
    }

    /** X.509 (RFC 5280) for a day, signed by \`by\` or by itself: an authority, or somebody on this machine. */
    export function identity(name: string, by?: Identity): Identity {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const day = 86_400_000;
      const body = sequence(
        der(0xa0, der(0x02, Buffer.from([2]))),
        der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
        sequence(ECDSA_SHA256),
        named(by?.name ?? name),
        sequence(time(Date.now() - day), time(Date.now() + day)),
        named(name),
        publicKey.export({ type: 'spki', format: 'der' }),
        der(0xa3, sequence(by === undefined ? AUTHORITY : ON_THIS_MACHINE)),
      );
      const signature = sign('sha256', body, by?.key ?? privateKey);
      const whole = sequence(body, sequence(ECDSA_SHA256), der(0x03, Buffer.from([0]), signature));
      const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
      const certificate = \`-----BEGIN CERTIFICATE-----\n\${lines}\n-----END CERTIFICATE-----\n\`;
      const keyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      return { name, key: privateKey, certificate, keyPem };
    }

    /** What a service shows that is \`own\` and trusts \`authority\`. */
    export function certificatesOf(own: Identity, authority: Identity): Certificates {
      const [certificate, key] = [Buffer.from(own.certificate), Buffer.from(own.keyPem)];
      return { certificate, key, authority: Buffer.from(authority.certificate) };
    }

    /** The same as files. */
    export function certificateFiles(own: Identity): { certificate: string; key: string } {
      const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
      const [certificate, key] = [join(folder, 'own.pem'), join(folder, 'key.pem')];
      writeFileSync(certificate, own.certificate);
      writeFileSync(key, own.keyPem, { mode: 0o600 });
      return { certificate, key };
    }

    /** A value of DER: its tag, its length, and what it holds. */
    function der(tag: number, ...parts: Uint8Array[]): Buffer {
      const body = Buffer.concat(parts);
      const { length } = body;
      const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
      return Buffer.concat([Buffer.from([tag, ...size]), body]);
    }

    function sequence(...parts: Uint8Array[]): Buffer {
      return der(0x30, ...parts);
    }

    function oid(hex: string): Buffer {
      return der(0x06, Buffer.from(hex, 'hex'));
    }

    function named(name: string): Buffer {
      return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
    }

    function time(at: number): Buffer {
      const digits = new Date(at).toISOString().replace(/\D/g, '').slice(2, 14);
      return der(0x17, Buffer.from(\`\${digits}Z\`));
    }

    const ECDSA_SHA256 = oid('2a8648ce3d040302');
    const YES = der(0x01, Buffer.from([255]));
    const AUTHORITY = sequence(oid('551d13'), YES, der(0x04, sequence(YES)));
    const ON_THIS_MACHINE = sequence(oid('551d11'), der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))));
  `;
}

/** test/mtls.test.ts: systems that want to see a certificate see it, and are seen; empty where there are none. */
export function mutualTlsTests(plan: Plan): string {
  if (!showsCertificates(plan)) return '';
  const shown = plan.integrations.filter(({ integration }) => integration.auth === 'mtls');
  const topics = shown.some(({ integration }) => otherProtocol(integration) === 'kafka');
  const plain = shown.some(({ integration }) => otherProtocol(integration) === null);
  const wire = !topics
    ? 'new HttpWire(connections)'
    : plain
      ? "system.protocol === 'kafka' ? new KafkaWire(connections) : new HttpWire(connections)"
      : 'new KafkaWire(connections)';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'describe', 'test', 'type TestContext'],
      ['node:tls', 'createServer'],
      ...shown.map(({ file, variable }) => [`../src/integrations/${file}.ts`, variable] as const),
      ['../src/platform/certificates.ts', 'type Certificates', 'readCertificates'],
      ['../src/platform/connections.ts', 'simulatedAt'],
      ['../src/platform/kafka.ts', ...(topics ? ['KafkaWire'] : [])],
      ['../src/platform/outside.ts', 'type System'],
      ['../src/platform/wire.ts', ...(plain ? ['HttpWire'] : [])],
      ['./certificates.ts', 'certificateFiles', 'certificatesOf', 'type Identity', 'identity'],
    ])}

    const authority = identity('authority');
    const other = identity('other authority');
    const service = identity('service', authority);

    /** A server that speaks only with those whom the authority knows, and notes their names. */
    async function serverOf(t: TestContext, own: Identity): Promise<{ port: number; seen: string[] }> {
      const seen: string[] = [];
      const server = createServer(
        { key: own.keyPem, cert: own.certificate, ca: authority.certificate, requestCert: true, rejectUnauthorized: true },
        (socket) => {
          seen.push(String(socket.getPeerCertificate().subject.CN));
          socket.on('error', () => undefined);
          socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}'));
        },
      );
      server.on('tlsClientError', () => undefined);
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      t.after(() => server.close());
      const address = server.address();
      return { port: address instanceof Object ? address.port : 0, seen };
    }

    async function speak(system: System, port: number, certificates: Certificates | null): Promise<void> {
      const scheme = ${topics ? (plain ? "system.protocol === 'kafka' ? 'kafkas' : 'https'" : "'kafkas'") : "'https'"};
      const connection = { ...simulatedAt(\`\${scheme}://127.0.0.1:\${port}\`), simulated: false, certificates };
      const connections = { [system.name]: connection };
      const wire = ${wire};
      await wire.send(system, { method: 'POST', path: '/', body: null }, 3000).catch(() => undefined);
      await wire.close();
    }

    for (const { system } of [${shown.map(({ variable }) => variable).join(', ')}]) {
      describe(system.name, () => {
        test('sees the certificate of this service', async (t) => {
          const { port, seen } = await serverOf(t, identity('system', authority));
          await speak(system, port, certificatesOf(service, authority));
          assert.deepEqual([...new Set(seen)], ['service']);
        });

        test('is not spoken with where somebody else answers, or nothing is shown', async (t) => {
          const stranger = await serverOf(t, identity('system', other));
          await speak(system, stranger.port, certificatesOf(service, authority));
          const known = await serverOf(t, identity('system', authority));
          await speak(system, known.port, null);
          await speak(system, known.port, certificatesOf(identity('service', other), authority));
          assert.deepEqual([...stranger.seen, ...known.seen], []);
        });
      });
    }

    test('files that make no sense are refused, each by its name', () => {
      const good = certificateFiles(service);
      const wrong: string[] = [];
      const read = (files: { certificate: string; key: string; authority?: string }): Certificates | null =>
        readCertificates({ authority: null, ...files }, (why) => wrong.push(why));
      assert.equal(read({ ...good, authority: good.certificate })?.key.toString(), service.keyPem);
      assert.deepEqual(wrong, []);
      assert.equal(read({ certificate: good.key, key: 'none.pem', authority: good.key }), null);
      assert.equal(read({ ...good, key: certificateFiles(identity('service', authority)).key }), null);
      const said = [/key\.pem is no certificate in PEM/, /none\.pem is no private key/, /key\.pem is no certificate/];
      for (const [at, pattern] of [...said, /key\.pem is not the key of .*own\.pem/].entries())
        assert.match(wrong[at] ?? '', pattern);
    });
  `;
}
