import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** No gate runs this long, so an older folder belongs to a worker that was killed. */
const OLD_MS = 15 * 60_000;

/** Removes what killed workers left below the data folder. Never fails: the next start tries again. */
export async function removeOldFolders(dataFolder: string, now: Date): Promise<void> {
  const parent = join(dataFolder, 'runs');
  for (const name of await readdir(parent).catch(() => [])) {
    const folder = join(parent, name);
    const changed = await stat(folder).then(
      (found) => found.mtimeMs,
      () => null,
    );
    if (changed !== null && now.getTime() - changed > OLD_MS) {
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
  }
}
