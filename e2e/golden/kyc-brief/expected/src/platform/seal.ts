import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './db.ts';

/** Encrypts what is stored. A sealed value opens only under the name that it was sealed for. */
export interface Seal {
  close(name: string, value: unknown): Buffer;
  open<T>(name: string, sealed: Uint8Array): T;
  /** What everything begins with that is sealed with the current key. */
  id: Buffer;
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
export function sealWith(keys: readonly Buffer[]): Seal {
  const ring = keys.map(readKey);
  const [current] = ring;
  if (current === undefined) throw new Error('there is no key');
  return {
    id: current.id,
    close: (name, value) => closed(current, name, Buffer.from(JSON.stringify(value))),
    open: (name, sealed) => JSON.parse(opened(ring, name, sealed).toString()),
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
export async function folderKey(folder: string, make: () => string): Promise<string> {
  const path = join(folder, 'data.key');
  await writeFile(path, `${make()}\n`, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  return (await readFile(path, 'utf8')).trim();
}
