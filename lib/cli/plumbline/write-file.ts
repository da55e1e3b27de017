import { randomUUID } from 'node:crypto';
import { link, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../core/app-error.ts';
import { reasonOf } from './read-spec-file.ts';

/**
 * Puts a text in the place of a file, all of it or nothing: whoever reads meanwhile, or after a crash, finds the old or the new
 * one. Links are followed and rights kept. `path` is what a refusal names.
 */
export async function writeFileWhole(path: string, location: string, text: string): Promise<void> {
  let temporary: string | null = null;
  try {
    const target = await realpath(location);
    const { mode } = await stat(target);
    temporary = join(dirname(target), `.${randomUUID()}.tmp`);
    const file = await open(temporary, 'wx', mode);
    await file.chmod(mode);
    await file.writeFile(text);
    await file.sync();
    await file.close();
    await rename(temporary, target);
  } catch (error) {
    if (temporary !== null) await rm(temporary, { force: true });
    throw new AppError('invalid', `${path}: ${reasonOf(error, 'written')}. The file is as it was.`);
  }
}

/**
 * Writes a file that is not there yet, all of it or nothing. One that is there is left as it is and refused, unless it holds the
 * same text or `replace` is true.
 */
export async function writeNewFile(path: string, location: string, text: string, replace: boolean): Promise<void> {
  const temporary = join(dirname(location), `.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, text, { flag: 'wx', flush: true });
    await link(temporary, location);
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!exists) throw new AppError('invalid', `${path}: ${reasonOf(error, 'written')}. Nothing was written.`);
    if (replace) return await writeFileWhole(path, location, text);
    if ((await readFile(location, 'utf8').catch(() => null)) === text) return;
    throw new AppError('conflict', `${path}: the file exists and was left as it is. Name another one, or add --force.`);
  } finally {
    await rm(temporary, { force: true });
  }
}
