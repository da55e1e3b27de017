import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';

/**
 * The secret in a file, made on first use: 32 random bytes in base64url, readable by the owner only. Processes that ask at
 * the same time get the same one, and a crash never leaves half of one.
 */
export async function readOrCreateSecret(file: string): Promise<string> {
  const existing = await read(file);
  if (existing) return existing;
  const unfinished = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(unfinished, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true });
  // A hard link fails when the name exists: the first process wins and the others read what it wrote.
  await link(unfinished, file).catch(() => {});
  await rm(unfinished, { force: true });
  const created = await read(file);
  if (!created) throw new Error(`could not create ${file}`);
  return created;
}

async function read(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '')).trim();
}
