import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire, findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { MemoryFS, PGlite, PGliteOptions } from '@electric-sql/pglite';

/** What a server has by default, 128 MB, would be most of the process, and empty. */
const CACHE = ['-c', 'shared_buffers=4MB'];
/** A start is over by then. */
const STARTED_MS = 5000;

/**
 * Its code is compiled fast and not once more for speed: that would take 0.5 s of a processor and 400 MB at each start. Large
 * sorts take twice as long so, what a request usually asks takes as long as before.
 */
const COMPILED_ONCE = '--no-wasm-tier-up --no-wasm-dynamic-tiering';

/** Starts the embedded database in a folder, or in memory when `folder` is null. */
export async function startEmbedded(
  folder: string | null,
  parsers: NonNullable<PGliteOptions['parsers']>,
): Promise<PGlite> {
  setFlagsFromString(COMPILED_ONCE);
  setTimeout(collectGarbage, STARTED_MS).unref();
  // Loaded only here: with PostgreSQL the service does without its weight.
  const { MemoryFS, PGlite } = await import('@electric-sql/pglite');
  if (folder !== null && !existsSync(folder)) await copyEmpty(folder);
  const files = folder === null ? { fs: await emptyIn(MemoryFS, PGlite.paths.PGDATA) } : { dataDir: folder };
  return PGlite.create({ ...files, parsers, startParams: [...PGlite.defaultStartParams, ...CACHE] });
}

/** A start leaves 25 MB and more behind that a service which is seldom asked would keep for long. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext("gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })");
}

/** The copy is there as a whole or not at all. */
async function copyEmpty(to: string): Promise<void> {
  const empty = await emptyDatabase();
  if (empty === null) return;
  const draft = `${to}.draft`;
  await rm(draft, { recursive: true, force: true });
  await cp(empty, draft, { recursive: true });
  await chmod(draft, 0o700);
  await rename(draft, to);
}

/** Files in memory that are at first those of an empty database. */
async function emptyIn(Files: typeof MemoryFS, place: string): Promise<MemoryFS> {
  const empty = await emptyDatabase();
  class Copy extends Files {
    override async initialSyncFs(): Promise<void> {
      const files = this.pg?.Module.FS;
      if (empty === null || files === undefined) return;
      files.mkdirTree(place, 0o700);
      for (const entry of readdirSync(empty, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        const target = place + path.slice(empty.length);
        if (entry.isDirectory()) files.mkdirTree(target, 0o700);
        else files.writeFile(target, readFileSync(path));
      }
    }
  }
  return new Copy();
}

/**
 * The folder of an empty database. To make one takes seconds, so the first start makes it in a process of its own and keeps it
 * beside the packages, for this version of the database; null where nothing can be kept there.
 */
export async function emptyDatabase(kept = keptAt(), make = makeApart): Promise<string | null> {
  if (kept === null || isThere(kept)) return kept;
  // The packages may not be written to, or another process may be first.
  await keepAt(kept, make).catch(() => undefined);
  return isThere(kept) ? kept : null;
}

/** What is made is there as a whole or not at all. */
async function keepAt(kept: string, make: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(kept), { recursive: true });
  const draft = await mkdtemp(`${kept}-`);
  try {
    await make(draft);
    await rename(draft, kept);
  } catch {
    await rm(draft, { recursive: true });
  }
}

/** Whether a database is there that can be read: another user may have made it. */
function isThere(folder: string): boolean {
  return existsSync(join(folder, 'PG_VERSION'));
}

function keptAt(): string | null {
  const path = findPackageJSON('@electric-sql/pglite', import.meta.url);
  if (path === undefined) return null;
  const { version }: { version: string } = createRequire(path)(path);
  return join(dirname(path), '../../.cache/embedded-database', version);
}

/** What is loaded for it takes 500 MB, which end with the process. */
async function makeApart(folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), folder]);
}

/** Makes an empty database; its log in pieces of 1 MB, as most of its size is the first one. */
async function makeEmpty(folder: string): Promise<void> {
  const { PGlite } = await import('@electric-sql/pglite');
  const made = await PGlite.create({ dataDir: folder, initDbStartParams: ['--wal-segsize=1'] });
  await made.close();
}

const [, , folder] = process.argv;
if (import.meta.main && folder !== undefined) await makeEmpty(folder);
