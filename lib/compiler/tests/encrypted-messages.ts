import type { IntegrationOperationPlan, IntegrationPlan, Plan } from '../plan.ts';
import { holdsFile } from '../service/file-fields.ts';
import { encryptsMessages, isEncrypted } from '../service/integrations/encrypted-messages.ts';
import { code } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { member, quote } from '../text/quote.ts';
import { askingText } from './asking.ts';
import { exampleObject } from './values.ts';

/** test/xmlenc.test.ts: bodies of messages that only their receiver reads; empty where none is encrypted. */
export function encryptedMessagesTests(plan: Plan): string {
  const planned = plan.integrations.find(({ integration }) => isEncrypted(integration));
  if (!plan.outside || planned === undefined || !encryptsMessages(plan)) return '';
  const operation = planned.operations.find(({ operation: { input } }) =>
    input.every(({ type }) => !holdsFile(type, plan.model)),
  );
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', 'generateKeyPairSync', 'type KeyObject'],
      ...(operation === undefined ? [] : ([['node:http', 'createServer']] as const)),
      ['node:test', 'test'],
      [`../src/integrations/${planned.file}.ts`, ...(operation === undefined ? [] : [planned.variable])],
      ['../src/platform/connections.ts', ...(operation === undefined ? [] : ['simulatedAt'])],
      ['../src/platform/soap.ts', 'envelope'],
      ['../src/platform/wire.ts', ...(operation === undefined ? [] : ['HttpWire'])],
      ['../src/platform/xmlenc.ts', 'keyIn', 'openBody', 'sealBody', 'standInKeys'],
      ['./fixture.ts', ...(operation === undefined ? [] : ['newOutside', 'simulators'])],
    ])}

    const { theirs, own } = standInKeys();
    const message = envelope('Ask', { name: 'Ásha & <Rao>' });
    const pem = (key: KeyObject): string =>
      key.export({ type: key.type === 'public' ? 'spki' : 'pkcs8', format: 'pem' }).toString();

    test('who it is for reads it, nobody else, and two are never alike', () => {
      const sealed = sealBody(message, theirs);
      assert.doesNotMatch(sealed, /Ásha|Rao|<Ask/);
      assert.notEqual(sealBody(message, theirs), sealed);
      const inner = '<Ask><name>Ásha &amp; &lt;Rao&gt;</name></Ask>';
      assert.equal(openBody(sealed, own), \`<Envelope><Body>\${inner}</Body></Envelope>\`);
      const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
      assert.throws(() => openBody(sealed, other), { failure: 'invalid_response' });
    });

    test('what was changed on its way, or is protected less than was agreed, is not read', () => {
      const sealed = sealBody(message, theirs);
      const values = [...sealed.matchAll(/CipherValue>([^<]+)/g)].map(([, value = '']) => value);
      assert.equal(values.length, 2);
      const flipped = (value: string): string => \`\${value.startsWith('A') ? 'B' : 'A'}\${value.slice(1)}\`;
      const changes: [from: string, to: string][] = [
        ...values.map((value): [string, string] => [value, flipped(value)]),
        ['2009/xmlenc11#aes256-gcm', '2001/04/xmlenc#aes256-cbc'],
        ['aes256-gcm', 'aes128-gcm'],
        ['xmlenc11#rsa-oaep"', 'xmlenc11#rsa-1_5"'],
        ['xmlenc#sha256', 'xmlenc#sha512'],
        ['mgf1sha256', 'mgf1sha1'],
        ['xenc:EncryptedKey>', 'xenc:NoKey>'],
      ];
      for (const [from, to] of changes) {
        const changed = sealed.replaceAll(from, to);
        assert.notEqual(changed, sealed);
        assert.throws(() => openBody(changed, own), { failure: 'invalid_response' }, from);
      }
      assert.throws(() => openBody(message, own), { failure: 'invalid_response' });
    });

    test('a fault in the clear is still a fault', () => {
      const fault = envelope('Fault', {});
      assert.equal(openBody(fault, own), fault);
    });

    test('keys are RSA keys of at least 2048 bits, each of its kind', () => {
      assert.ok(keyIn(pem(theirs).replaceAll('\n', '\\n'), 'public').equals(theirs));
      assert.ok(keyIn(pem(own), 'private').equals(own));
      const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
      const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const wrong: [text: string, kind: 'public' | 'private', said: RegExp][] = [
        ['no key', 'public', /must be a public key in PEM, or a certificate/],
        [pem(theirs), 'private', /must be a private key in PEM/],
        [pem(own), 'public', /is a private key/],
        [pem(small.publicKey), 'public', /has 1024 bits/],
        [pem(curve.privateKey), 'private', /must be an RSA key/],
      ];
      for (const [text, kind, said] of wrong) assert.throws(() => keyIn(text, kind), said);
    });

    ${operation !== undefined && onTheWire(planned, operation, plan)}
  `;
}

function onTheWire(planned: IntegrationPlan, { operation, name }: IntegrationOperationPlan, plan: Plan): string {
  const { variable } = planned;
  const given = `simulator.answerOf(${quote(operation.name)})`;
  const answer = plan.files.brought ? `String(${given})` : given;
  const asked = list(
    'outside.call(',
    [member(variable, name), exampleObject(operation.input, plan), askingText(plan, 'step', 'key')],
    ')',
  );
  return code`
    test('nothing leaves in the clear, and nothing is believed that comes in the clear', async (t) => {
      const simulator = simulators.get(${quote(planned.integration.name)});
      assert.ok(simulator);
      const clear = ${answer}.replaceAll('soap:', 'env:').replaceAll(':soap', ':env');
      const sent: string[] = [];
      const server = createServer(async (request, response) => {
        let body = '';
        for await (const part of request) body += part;
        sent.push(body);
        response.writeHead(200, { 'content-type': 'text/xml' }).end(clear);
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      t.after(() => server.close());
      const address = server.address();
      const url = \`http://127.0.0.1:\${address instanceof Object ? address.port : 0}\`;
      const wire = new HttpWire({ [${variable}.system.name]: simulatedAt(url) });
      t.after(() => wire.close());
      const outside = newOutside(wire);
      ${print(['const { outcome } = await ', asked, ';'], 6)}
      assert.deepEqual(outcome, { failure: 'invalid_response' });
      assert.match(sent.join(), /^[^]*<soap:Body><xenc:EncryptedData [^]*<\/xenc:EncryptedData><\/soap:Body>[^]*$/);
    });
  `;
}
