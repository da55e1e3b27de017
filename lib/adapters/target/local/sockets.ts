import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the daemon's unix sockets are. */
export interface Sockets {
  /** The control socket. */
  control: string;
  /** One folder per replica, writable by it. */
  replicas: string;
  /** Sockets that were taken from their replicas: only the daemon may write here. */
  taken: string;
}

/** The kernel keeps 108 bytes for a socket's path; our longest name below the folder has 52. */
const LONGEST_FOLDER = 52;

/**
 * The socket folders of a data folder: inside it, or, where its path is too long for sockets, in a private folder of the
 * temporary directory that is named after it. Makes nothing: see `makeSocketFolders`.
 */
export function socketsOf(dataFolder: string): Sockets {
  const inside = join(resolve(dataFolder), 'run');
  const folder = Buffer.byteLength(inside) <= LONGEST_FOLDER ? inside : outside(dataFolder);
  return { control: join(folder, 'daemon.sock'), replicas: join(folder, 'r'), taken: join(folder, 't') };
}

/** Makes the folders, private to this user. Refuses a folder that someone else made first. */
export function makeSocketFolders(dataFolder: string): Sockets {
  const sockets = socketsOf(dataFolder);
  for (const folder of [resolve(sockets.control, '..'), sockets.replicas, sockets.taken]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${folder} belongs to someone else`);
    chmodSync(folder, 0o700);
  }
  return sockets;
}

function outside(dataFolder: string): string {
  const name = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 12);
  return join(tmpdir().length <= 24 ? tmpdir() : '/tmp', `plumbline-${name}`);
}
