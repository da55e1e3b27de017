import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../core/app-error.ts';
import { MAX_SPEC_BYTES } from '../../spec/index.ts';
import type { Terminal } from './terminal.ts';

/** Stands for what is piped in. */
export const STANDARD_INPUT = '-';

/** A specification as it lies on the disk. */
export interface SpecFile {
  /** As it was written on the command line. */
  path: string;
  /** The folder that the path starts from, if it is relative. */
  folder: string;
  /** Where that is. */
  location: string;
  /** Without a byte order mark, so that positions are those of an editor. */
  text: string;
  hadByteOrderMark: boolean;
}

/** Reads one specification, or with `-` what is piped in; refuses like `readTextFile`. */
export async function readSpecFile(path: string, terminal: Pick<Terminal, 'folder'>): Promise<SpecFile> {
  return readTextFile(path, terminal, { bytes: MAX_SPEC_BYTES, of: 'a specification' });
}

/**
 * Reads one text, or with `-` what is piped in. Refuses, in one sentence, what is not there, is no file, is longer than `most`
 * (nothing beyond the limit is read), or is no UTF-8 text.
 */
export async function readTextFile(
  path: string,
  terminal: Pick<Terminal, 'folder'>,
  most: { bytes: number; of: string },
): Promise<SpecFile> {
  const location = resolve(terminal.folder, path);
  const bytes = await readBounded(path, location, most.bytes);
  if (bytes.length > most.bytes)
    throw new AppError('too_large', `${path}: longer than ${most.bytes / 1024} KiB, the most ${most.of} may have.`);
  if (bytes.includes(0)) throw new AppError('invalid', `${path}: this is no text, it has bytes of zero.`);
  const hadByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { path, folder: terminal.folder, location, text: decode(path, bytes), hadByteOrderMark };
}

async function readBounded(path: string, location: string, most: number): Promise<Uint8Array> {
  if (path === STANDARD_INPUT) return readInput(most);
  let file: FileHandle | null = null;
  try {
    file = await open(location, 'r');
    const chunks: Uint8Array[] = [];
    for (let length = 0; length <= most; ) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(64 * 1024), 0, 64 * 1024, null);
      if (bytesRead === 0) break;
      chunks.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw new AppError('invalid', `${path}: ${reasonOf(error)}.`);
  } finally {
    await file?.close();
  }
}

async function readInput(most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  ELOOP: 'the link leads in a circle',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
};

/** Why a file cannot be read or written, in words. */
export function reasonOf(error: unknown, done: 'read' | 'written' = 'read'): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'EACCES' || code === 'EPERM') return `the file may not be ${done} by you`;
  return REASONS[code] ?? `the file cannot be ${done} (${code})`;
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('invalid', `${path}: this is no UTF-8 text.`);
  }
}
