import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
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
