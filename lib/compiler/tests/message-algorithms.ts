import type { Plan } from '../plan.ts';
import { encryptsMessages } from '../service/integrations/encrypted-messages.ts';
import { code } from '../text/code.ts';

/** test/message-algorithms.test.ts: how others may encrypt what this service opens; null where messages are in the clear. */
export function messageAlgorithmsTests(plan: Plan): string | null {
  return plan.outside && encryptsMessages(plan) ? ALGORITHMS : null;
}

const ALGORITHMS = code`
  import assert from 'node:assert/strict';
  import { constants, createCipheriv, publicEncrypt, randomBytes } from 'node:crypto';
  import { test } from 'node:test';
  import { openBody, standInKeys } from '../src/platform/xmlenc.ts';

  const XENC = 'http://www.w3.org/2001/04/xmlenc#';
  const XENC11 = 'http://www.w3.org/2009/xmlenc11#';
  const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
  const { theirs, own } = standInKeys();

  interface Made {
    /** Of the key of the content. */
    bits?: number;
    /** What the message says of it. */
    cipher?: string;
    digest?: string;
    /** What the message says of how its key is carried. */
    method?: string;
    /** Whether the key is in a header of the message, and not within its data. */
    apart?: boolean;
  }

  /** A message as others make it, written apart from the code that it tests. */
  function made({ bits = 256, cipher = \`\${XENC11}aes\${bits}-gcm\`, digest = 'sha256', method, apart }: Made): string {
    const [key, nonce] = [randomBytes(bits / 8), randomBytes(12)];
    const sealing = createCipheriv(\`aes-\${bits}-gcm\` as 'aes-256-gcm', key, nonce);
    const sealed = Buffer.concat([nonce, sealing.update('<Ask>\u00c1sha</Ask>'), sealing.final(), sealing.getAuthTag()]);
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const carried = publicEncrypt({ key: theirs, padding, oaepHash: digest }, key);
    const value = (bytes: Buffer) => \`<CipherData><CipherValue>\${bytes.toString('base64')}</CipherValue></CipherData>\`;
    const said = method ?? oaep(digest, \`\${XENC}\${digest}\`);
    const encryptedKey = \`<KeyInfo><EncryptedKey>\${said}\${value(carried)}</EncryptedKey></KeyInfo>\`;
    const data = \`<EncryptedData><EncryptionMethod Algorithm = '\${cipher}'/>\${apart === true ? '' : encryptedKey}\${value(sealed)}</EncryptedData>\`;
    return \`<Envelope><Header>\${apart === true ? encryptedKey : ''}</Header><Body>\${data}</Body></Envelope>\`;
  }

  function oaep(mask: string, digest: string): string {
    return \`<EncryptionMethod Algorithm="\${XENC11}rsa-oaep"><DigestMethod Algorithm="\${digest}"/><MGF Algorithm="\${XENC11}mgf1\${mask}"/></EncryptionMethod>\`;
  }

  const OPENED = '<Envelope><Body><Ask>\u00c1sha</Ask></Body></Envelope>';
  const closed = { failure: 'invalid_response' };

  test('contents are opened whatever the length of their key, which is the one that is said', () => {
    for (const bits of [128, 192, 256]) assert.equal(openBody(made({ bits }), own), OPENED, String(bits));
    assert.throws(() => openBody(made({ bits: 128, cipher: \`\${XENC11}aes256-gcm\` }), own), closed);
    assert.throws(() => openBody(made({ bits: 128, cipher: \`\${XENC}aes128-cbc\` }), own), closed);
  });

  test('keys are carried under each digest that is said, with a mask of the same', () => {
    const digests = [
      ['sha1', SHA1],
      ['sha256', \`\${XENC}sha256\`],
      ['sha384', 'http://www.w3.org/2001/04/xmldsig-more#sha384'],
      ['sha512', \`\${XENC}sha512\`],
    ] as const;
    for (const [digest, name] of digests)
      assert.equal(openBody(made({ digest, method: oaep(digest, name) }), own), OPENED, digest);
    assert.throws(() => openBody(made({ method: oaep('sha1', \`\${XENC}sha256\`) }), own), closed);
    assert.throws(() => openBody(made({ method: oaep('sha256', \`\${XENC}ripemd160\`) }), own), closed);
  });

  test('where nothing is said of digest and mask, both are SHA-1, also in the older transport', () => {
    for (const name of [\`\${XENC11}rsa-oaep\`, \`\${XENC}rsa-oaep-mgf1p\`])
      assert.equal(openBody(made({ digest: 'sha1', method: \`<EncryptionMethod Algorithm="\${name}"/>\` }), own), OPENED);
    const other = \`<EncryptionMethod Algorithm="\${XENC}rsa-1_5"/>\`;
    assert.throws(() => openBody(made({ digest: 'sha1', method: other }), own), closed);
  });

  test('a key may be in a header of the message; a message that lacks a part is not read', () => {
    assert.equal(openBody(made({ apart: true }), own), OPENED);
    const whole = made({});
    for (const part of ['CipherData', 'CipherValue', 'EncryptionMethod', 'EncryptedKey', 'EncryptedData', 'Body']) {
      const lacking = whole.replaceAll(part, 'Other');
      assert.notEqual(lacking, whole);
      assert.throws(() => openBody(lacking, own), closed, part);
    }
  });
`;
