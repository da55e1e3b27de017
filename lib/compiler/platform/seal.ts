import type { Plan } from '../plan.ts';
import { encrypts } from '../service/encrypted.ts';
import { hashes } from '../service/hashed.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** Whether something that is sealed stays so long that a new key has to reach it. */
export function reseals(plan: Plan): boolean {
  return encrypts(plan) || plan.waits;
}

/** src/platform/seal.ts: encryption of what is stored, by keys that can be changed. */
export function sealFile(plan: Plan | null = null): string {
  const ring = plan === null || reseals(plan);
  const [digests, hashed] = [plan === null || plan.snapshotMs !== null, plan === null || hashes(plan)];
  const sealed = plan?.files.sealed === true;
  const crypto = [
    'createCipheriv',
    'createDecipheriv',
    'createHmac',
    'createSecretKey',
    ...(digests ? ['hkdfSync'] : []),
    'type KeyObject',
    'randomBytes',
  ];
  return code`
    ${imports([
      ['node:crypto', ...crypto],
      ['node:fs/promises', 'readFile', 'writeFile'],
      ['node:path', 'join'],
      ['./db.ts', 'errorCode'],
    ])}

    /** Encrypts what is stored. A sealed value opens only under the name that it was sealed for. */
    export interface Seal {
      close(name: string, value: unknown): Buffer;
      open<T>(name: string, sealed: Uint8Array): T;
      ${when(sealed, BYTES_MEMBERS)}
      ${when(ring, '/** What everything begins with that is sealed with the current key. */\nid: Buffer;')}
      ${when(digests, '/** A text as a digest that only this key makes. */\ndigest(text: string): string;')}
      ${when(hashed, '/** A text as the hash by which it is found; another key than that of what is sealed makes it. */\nhash(text: string): string;')}
    }

    const ID = 4;
    const NONCE = 12;
    const TAG = 16;

    interface Key {
      /** Its name: says nothing of the key, and stands before what it sealed. */
      id: Buffer;
      key: KeyObject;
    }

    /**
     * AES-256-GCM with a random 96-bit nonce; the name is authenticated, so that rows cannot be swapped. Seals with the first key
     * and opens with each of them.
     */
    export function sealWith(keys: readonly Buffer[]${when(hashed, ', hashKey: string')}): Seal {
      const ring = keys.map(readKey);
      const [current] = ring;
      if (current === undefined) throw new Error('there is no key');
      ${when(digests, DIGEST_KEY)}
      return {
        ${when(ring, 'id: current.id,')}
        ${when(digests, "digest: (text) => createHmac('sha256', digestKey).update(text).digest('hex'),")}
        ${when(hashed, "hash: (text) => createHmac('sha256', hashKey).update(text).digest('hex'),")}
        close: (name, value) => closed(current, name, Buffer.from(JSON.stringify(value))),
        open: (name, sealed) => JSON.parse(opened(ring, name, sealed).toString()),
        ${when(sealed, OF_BYTES)}
      };
    }

    function closed(by: Key, name: string, bytes: Uint8Array): Buffer {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', by.key, nonce).setAAD(Buffer.from(name));
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([by.id, nonce, cipher.getAuthTag(), body]);
    }

    function opened(ring: readonly Key[], name: string, sealed: Uint8Array): Buffer {
      const bytes = Buffer.from(sealed);
      const known = ring.find(({ id }) => id.equals(bytes.subarray(0, ID)));
      if (known === undefined) throw new Error('a value is sealed with a key that this service does not have');
      const text = bytes.subarray(ID);
      const decipher = createDecipheriv('aes-256-gcm', known.key, text.subarray(0, NONCE)).setAAD(Buffer.from(name));
      decipher.setAuthTag(text.subarray(NONCE, NONCE + TAG));
      return Buffer.concat([decipher.update(text.subarray(NONCE + TAG)), decipher.final()]);
    }

    function readKey(bytes: Buffer): Key {
      if (bytes.length !== 32) throw new Error('DATA_KEY must be 32 bytes, written in base64');
      const id = createHmac('sha256', bytes).update('key id').digest().subarray(0, ID);
      return { id, key: createSecretKey(bytes) };
    }

    /** The data folder's own key, made at the first start and readable by its owner only. */
    export async function folderKey(folder: string, make: () => string${when(hashed, ", name = 'data.key'")}): Promise<string> {
      const path = join(folder, ${hashed ? 'name' : "'data.key'"});
      await writeFile(path, \`\${make()}\n\`, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
        if (errorCode(error) !== 'EEXIST') throw error;
      });
      return (await readFile(path, 'utf8')).trim();
    }
  `;
}

const DIGEST_KEY = code`
  const digestKey = Buffer.from(hkdfSync('sha256', current.key, '', 'digests', 32));
`;

const BYTES_MEMBERS = code`
  /** The same for bytes as they are. */
  closeBytes(name: string, bytes: Uint8Array): Buffer;
  openBytes(name: string, sealed: Uint8Array): Buffer;
`;

const OF_BYTES = code`
  closeBytes: (name, bytes) => closed(current, name, bytes),
  openBytes: (name, sealed) => opened(ring, name, sealed),
`;
