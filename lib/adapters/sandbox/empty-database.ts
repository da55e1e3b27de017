import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { platformNode } from './platform-node.ts';

const MODULES = resolve(import.meta.dirname, '../../../node_modules');

/** An empty database, and where below a `node_modules` folder services look for it (their `src/platform/embedded.ts`). */
export interface EmptyDatabase {
  folder: string;
  place: string;
}

/**
 * An empty embedded database of the platform's own version, beside the platform's own packages: services that are laid out with
 * it start in half a second instead of three. Made once, in a process of its own, also when several ask at once; null where
 * nothing can be kept there.
 */
export async function emptyDatabase(): Promise<EmptyDatabase | null> {
  const { version } = PACKAGE.parse(
    JSON.parse(await readFile(join(MODULES, '@electric-sql/pglite/package.json'), 'utf8')),
  );
  const place = join('.cache/embedded-database', version);
  const folder = join(MODULES, place);
  const isThere = (): boolean => existsSync(join(folder, 'PG_VERSION'));
  if (!isThere()) await make(folder).catch(() => undefined);
  return isThere() ? { folder, place } : null;
}

const PACKAGE = z.object({ version: z.string().regex(/^[\w.+-]+$/) });

/** Whole or not at all. Fails where the packages cannot be written to, and if another process was first. */
async function make(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  try {
    await run(platformNode(), ['--input-type=module', '-e', SCRIPT, draft], { cwd: MODULES });
    await shareFiles(draft);
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

const run = promisify(execFile);

const SCRIPT = `
  import { PGlite } from '@electric-sql/pglite';
  const made = await PGlite.create({ dataDir: process.argv[1], initDbStartParams: ['--wal-segsize=1'] });
  await made.close();
`;

/** Files are for the owner to change and for everybody to read, so that sandboxes can have them too. */
async function shareFiles(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o644);
}
