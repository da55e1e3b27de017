import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './db.ts';

/** Encrypts what waits in the database. A sealed value opens only under the name that it was sealed for. */
export interface Seal {
  close(name: string, value: unknown): Buffer;
  open<T>(name: string, sealed: Uint8Array): T;
}

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM with a random 96-bit nonce; the name is authenticated, so that rows cannot be swapped. */
export function sealWith(bytes: Buffer): Seal {
  if (bytes.length !== 32) throw new Error('DATA_KEY must be 32 bytes, written in base64');
  const key = createSecretKey(bytes);
  return {
    close: (name, value) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open: (name, sealed) => {
      const text = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, text.subarray(0, NONCE)).setAAD(Buffer.from(name));
      decipher.setAuthTag(text.subarray(NONCE, NONCE + TAG));
      return JSON.parse(Buffer.concat([decipher.update(text.subarray(NONCE + TAG)), decipher.final()]).toString());
    },
  };
}

/** The data folder's own key, made at the first start and readable by its owner only. */
export async function folderKey(folder: string, make: () => string): Promise<string> {
  const path = join(folder, 'data.key');
  await writeFile(path, `${make()}\n`, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  return (await readFile(path, 'utf8')).trim();
}
