import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/xmlenc.ts: bodies of messages that only their receiver reads. */
export function xmlencFile(): string {
  return code`
    ${imports([
      [
        'node:crypto',
        'constants',
        'createCipheriv',
        'createDecipheriv',
        'createPrivateKey',
        'createPublicKey',
        'generateKeyPairSync',
        'type KeyObject',
        'privateDecrypt',
        'publicEncrypt',
        'randomBytes',
      ],
      ['./failures.ts', 'CallFailed'],
      ['./soap.ts', 'type Node', 'readXml'],
    ])}

    const XENC = 'http://www.w3.org/2001/04/xmlenc#';
    const XENC11 = 'http://www.w3.org/2009/xmlenc11#';
    const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

    /** What messages for a system are encrypted for, and what opens those that come from it. */
    export interface MessageKeys {
      theirs: KeyObject;
      own: KeyObject;
    }

    const LEAST_BITS = 2048;

    /** The RSA key in a PEM text: a public one, also as a certificate, or a private one. Line breaks may be written \`\\n\`. */
    export function keyIn(pem: string, kind: 'public' | 'private'): KeyObject {
      const text = pem.replaceAll('\\n', '\n');
      // A private key holds the public one too; where the public one belongs, it is a mistake that nobody should make.
      if (kind === 'public' && text.includes('PRIVATE KEY')) throw new Error('is a private key, and must be a public one');
      const key = parsedKey(text, kind);
      if (key.asymmetricKeyType !== 'rsa') throw new Error('must be an RSA key');
      const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
      if (bits < LEAST_BITS) throw new Error(\`has \${bits} bits, and must have at least \${LEAST_BITS}\`);
      return key;
    }

    function parsedKey(text: string, kind: 'public' | 'private'): KeyObject {
      try {
        return kind === 'public' ? createPublicKey(text) : createPrivateKey(text);
      } catch {
        throw new Error(\`must be a \${kind} key in PEM\${kind === 'public' ? ', or a certificate' : ', without a password'}\`);
      }
    }

    let standIn: MessageKeys | null = null;

    /** The keys between this service and its stand-ins: made once in each process, and of use nowhere else. */
    export function standInKeys(): MessageKeys {
      if (standIn === null) {
        const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: LEAST_BITS });
        standIn = { theirs: publicKey, own: privateKey };
      }
      return standIn;
    }

    const [OPEN, CLOSE] = ['<soap:Body>', '</soap:Body>'];

    /** The message with its body encrypted: AES-256-GCM under a key of its own, which RSA-OAEP with SHA-256 carries. */
    export function sealBody(envelope: string, theirs: KeyObject): string {
      const [start, end] = [envelope.indexOf(OPEN) + OPEN.length, envelope.lastIndexOf(CLOSE)];
      return \`\${envelope.slice(0, start)}\${encrypted(envelope.slice(start, end), theirs)}\${envelope.slice(end)}\`;
    }

    function encrypted(content: string, theirs: KeyObject): string {
      const [key, nonce] = [randomBytes(32), randomBytes(NONCE_BYTES)];
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([nonce, cipher.update(content, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      const carried = publicEncrypt({ key: theirs, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, key);
      const digest = \`<ds:DigestMethod Algorithm="\${XENC}sha256"/>\`;
      const mask = \`<xenc11:MGF xmlns:xenc11="\${XENC11}" Algorithm="\${XENC11}mgf1sha256"/>\`;
      const transport = \`<xenc:EncryptionMethod Algorithm="\${XENC11}rsa-oaep">\${digest}\${mask}</xenc:EncryptionMethod>\`;
      const known = \`<ds:KeyInfo xmlns:ds="\${DSIG}"><xenc:EncryptedKey>\${transport}\${cipherData(carried)}</xenc:EncryptedKey></ds:KeyInfo>\`;
      const method = \`<xenc:EncryptionMethod Algorithm="\${XENC11}aes256-gcm"/>\`;
      return \`<xenc:EncryptedData xmlns:xenc="\${XENC}" Type="\${XENC}Content">\${method}\${known}\${cipherData(sealed)}</xenc:EncryptedData>\`;
    }

    function cipherData(bytes: Buffer): string {
      return \`<xenc:CipherData><xenc:CipherValue>\${bytes.toString('base64')}</xenc:CipherValue></xenc:CipherData>\`;
    }

    const NONCE_BYTES = 12;
    const TAG_BYTES = 16;

    /** Bytes of the key by algorithm. CBC is not among them: who may try often can read what it hides. */
    const CONTENT: Readonly<Record<string, 128 | 192 | 256>> = {
      [\`\${XENC11}aes128-gcm\`]: 128,
      [\`\${XENC11}aes192-gcm\`]: 192,
      [\`\${XENC11}aes256-gcm\`]: 256,
    };

    const DIGESTS: Readonly<Record<string, string>> = {
      [\`\${DSIG}sha1\`]: 'sha1',
      [\`\${XENC}sha256\`]: 'sha256',
      'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
      [\`\${XENC}sha512\`]: 'sha512',
    };

    /**
     * The message with its body opened. A fault may come in the clear: it is a refusal, and nothing in it is believed. Anything
     * else that is not encrypted, or not for this key, is unreadable; the failure never says which.
     */
    export function openBody(text: string, own: KeyObject): string {
      const envelope = readXml(text.trim());
      const content = envelope.nodes.find(({ name }) => name === 'Body')?.nodes[0];
      if (content?.name === 'Fault') return text;
      const key = found(envelope, 'EncryptedKey');
      if (content?.name !== 'EncryptedData' || key === undefined) throw new CallFailed('invalid_response');
      try {
        return \`<Envelope><Body>\${decrypted(content, carriedKey(key, own))}</Body></Envelope>\`;
      } catch {
        throw new CallFailed('invalid_response');
      }
    }

    /** The key that a message carries, within its data or in its security header. */
    function carriedKey(node: Node, own: KeyObject): Buffer {
      const method = child(node, 'EncryptionMethod');
      const digest = DIGESTS[algorithmOf(method.nodes.find(({ name }) => name === 'DigestMethod')) ?? \`\${DSIG}sha1\`];
      const mask = algorithmOf(method.nodes.find(({ name }) => name === 'MGF')) ?? \`\${XENC11}mgf1sha1\`;
      const algorithm = algorithmOf(method);
      const known = algorithm === \`\${XENC11}rsa-oaep\` || algorithm === \`\${XENC}rsa-oaep-mgf1p\`;
      if (!known || digest === undefined || mask !== \`\${XENC11}mgf1\${digest}\`) throw new CallFailed('invalid_response');
      const padding = constants.RSA_PKCS1_OAEP_PADDING;
      return privateDecrypt({ key: own, padding, oaepHash: digest }, cipherValue(node));
    }

    function decrypted(node: Node, key: Buffer): string {
      const bits = CONTENT[algorithmOf(child(node, 'EncryptionMethod')) ?? ''];
      const bytes = cipherValue(node);
      if (bits === undefined || key.length * 8 !== bits) throw new CallFailed('invalid_response');
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(\`aes-\${bits}-gcm\`, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    }

    function cipherValue(node: Node): Buffer {
      return Buffer.from(child(child(node, 'CipherData'), 'CipherValue').text, 'base64');
    }

    function child(node: Node, wanted: string): Node {
      const inner = node.nodes.find(({ name }) => name === wanted);
      if (inner === undefined) throw new CallFailed('invalid_response');
      return inner;
    }

    function found(node: Node, wanted: string): Node | undefined {
      if (node.name === wanted) return node;
      for (const inner of node.nodes) {
        const deeper = found(inner, wanted);
        if (deeper !== undefined) return deeper;
      }
      return undefined;
    }

    function algorithmOf(node: Node | undefined): string | undefined {
      return node === undefined ? undefined : /\bAlgorithm\s*=\s*["']([^"']*)["']/.exec(node.attributes)?.[1];
    }
  `;
}
