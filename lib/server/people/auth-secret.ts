import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The key that encrypts session cookies: `NEXTAUTH_SECRET` when it is set (several servers must share one), else 32 random
 * bytes kept in the data folder, readable by its owner only. Throws when a given secret is shorter than 32 characters.
 */
export function authSecret(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['NEXTAUTH_SECRET'];
  if (given) {
    if (given.length < 32) throw new Error('NEXTAUTH_SECRET is too short: give at least 32 random characters');
    return given;
  }
  return secretFile(dataFolder(env), 'auth-secret', () => randomBytes(32).toString('base64url'));
}

/** The data folder: `PLUMBLINE_DATA`, or `.plumbline` below the current folder. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env['PLUMBLINE_DATA'] || join(process.cwd(), '.plumbline');
}

/** Reads a secret, or makes it once: of processes that race, all get the one that was linked first, and never half of it. */
export function secretFile(folder: string, name: string, make: () => string): string {
  const path = join(folder, name);
  const found = readSecret(path);
  if (found) return found;
  mkdirSync(folder, { recursive: true });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, make(), { mode: 0o600, flag: 'wx', flush: true });
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readSecret(path);
  if (!made) throw new Error(`${path} is empty: delete it and start again`);
  return made;
}

/** The secret in a file, or null when there is no such file. */
export function readSecret(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim() || null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
