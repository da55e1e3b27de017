import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { blobs, runFiles } from '#db/schema.ts';
import { serviceModules } from '../../../adapters/sandbox/service-modules.ts';
import { assert } from '../../../core/assert.ts';

export interface ServiceFolder {
  /** Holds the run's files; everyone may read it, the sandbox shows it read-only. */
  folder: string;
  /** The packages that the lock file names, to be mounted at `/work/node_modules`. */
  modules: string;
  remove(): Promise<void>;
}

/** Lays a run's files out in a fresh folder below the data folder. `remove` it in any case. */
export async function prepareFolder(db: DbOrTx, runId: string, dataFolder: string): Promise<ServiceFolder> {
  const files = await db
    .select({ path: runFiles.path, bytes: blobs.bytes })
    .from(runFiles)
    .innerJoin(blobs, eq(blobs.hash, runFiles.hash))
    .where(eq(runFiles.runId, runId))
    .orderBy(asc(runFiles.path));
  const lock = files.find((file) => file.path === 'package-lock.json');
  assert(lock, 'every compiled service has a package-lock.json');
  const modules = await serviceModules(lock.bytes.toString('utf8'), dataFolder);
  const parent = join(dataFolder, 'runs');
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(parent, `${runId.slice(0, 8)}-`));
  const service = join(folder, 'service');
  for (const { path, bytes } of files) await writeInside(service, path, bytes);
  await mkdir(join(service, 'node_modules'), { recursive: true, mode: 0o755 });
  return { folder: service, modules, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function writeInside(folder: string, path: string, bytes: Buffer): Promise<void> {
  const full = join(folder, path);
  assert(full.startsWith(`${folder}/`), 'compiled paths stay inside the service');
  await mkdir(dirname(full), { recursive: true, mode: 0o755 });
  await writeFile(full, bytes, { mode: 0o644 });
}
