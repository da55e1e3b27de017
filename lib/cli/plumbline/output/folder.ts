import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, readFile, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../core/app-error.ts';
import { reasonOf } from '../read-spec-file.ts';
import type { OnDisk } from './plan-output.ts';

/** A folder that is compiled into. Every path is relative and stays inside: no part of it may be a link. */
export interface Folder {
  /** Absolute, without links. */
  root: string;
  /** What lies at each of the paths. */
  look(paths: Iterable<string>): Promise<Map<string, OnDisk>>;
  /** The text of a file, or null if there is none. */
  read(path: string): Promise<string | null>;
  /** Puts a text in the place of a file, all of it or nothing, and makes the folders above it. */
  write(path: string, text: string, mode?: number): Promise<void>;
  /** Removes a file, and the folders above it that are empty then. */
  remove(path: string): Promise<void>;
}

/** The most bytes of a file that is read as a whole. */
const MAX_FILE = 32 * 1024 * 1024;

/** Opens a folder; `path` is what refusals name. One that is not there is made on the first write. */
export async function openFolder(path: string, location: string): Promise<Folder> {
  const root = await rootOf(path, location);
  return {
    root,
    async look(paths) {
      const found = new Map<string, OnDisk>();
      for (const one of paths) found.set(one, await lookAt(root, one));
      return found;
    },
    async read(one) {
      const { kind } = await lookAt(root, one);
      if (kind === 'absent') return null;
      if (kind === 'other') throw new AppError('invalid', `${one}: this is no file. Nothing was written.`);
      if ((await stat(join(root, one))).size > MAX_FILE)
        throw new AppError('too_large', `${one}: the file is too long.`);
      return readFile(join(root, one), 'utf8');
    },
    write: (one, text, mode = 0o644) => write(root, one, text, mode),
    remove: (one) => remove(root, one),
  };
}

async function rootOf(path: string, location: string): Promise<string> {
  try {
    const root = await realpath(location);
    if ((await stat(root)).isDirectory()) return root;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return location;
    throw new AppError('invalid', `${path}: ${reasonOf(error)}.`);
  }
  throw new AppError('invalid', `${path}: this is a file, not a folder.`);
}

async function lookAt(root: string, path: string): Promise<OnDisk> {
  const parts = path.split('/');
  for (let i = 1; i < parts.length; i++) {
    const above = await lstatOf(join(root, ...parts.slice(0, i)));
    if (above === null) return { kind: 'absent' };
    if (!above.isDirectory()) return { kind: 'other' };
  }
  const found = await lstatOf(join(root, path));
  if (found === null) return { kind: 'absent' };
  return found.isFile() ? { kind: 'file', sha256: await digestOf(join(root, path)) } : { kind: 'other' };
}

async function lstatOf(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw new AppError('invalid', `${path}: ${reasonOf(error)}.`);
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function write(root: string, path: string, text: string, mode: number): Promise<void> {
  const target = join(root, path);
  const temporary = join(dirname(target), `.${randomUUID()}.tmp`);
  try {
    await mkdir(dirname(target), { recursive: true });
    // Between looking and writing somebody may have put a link in the way.
    if (!isInside(root, await realpath(dirname(target))))
      throw new AppError('invalid', `${path}: leads out of the folder.`);
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    if (error instanceof AppError) throw error;
    throw new AppError('invalid', `${path}: ${reasonOf(error, 'written')}.`);
  }
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

async function remove(root: string, path: string): Promise<void> {
  await rm(join(root, path), { force: true });
  for (let above = dirname(path); above !== '.'; above = dirname(above)) {
    try {
      await rmdir(join(root, above));
    } catch {
      // It is not empty, so neither are those above it.
      return;
    }
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}
