import { CUSTOM, type Manifest, MIGRATIONS, sha256 } from './manifest.ts';

/** What lies at a path: nothing, a file with a SHA-256, or something that is no file (a folder, a link). */
export type OnDisk = { kind: 'absent' } | { kind: 'file'; sha256: string } | { kind: 'other' };

/** Why a file is left as it is. */
export type Obstacle =
  /** We wrote it, and somebody changed it. */
  | 'edited'
  /** We wrote it, and it is gone; only what cannot be made again is reported. */
  | 'missing'
  /** Somebody else's. */
  | 'foreign';

/** What a compilation does to a folder. */
export interface OutputPlan {
  write: readonly { path: string; text: string; change: 'created' | 'changed' }[];
  remove: readonly string[];
  unchanged: readonly string[];
  /** Files of people that are left to them although nothing is made of them any more. */
  orphans: readonly string[];
  obstacles: readonly { path: string; obstacle: Obstacle }[];
  /** The files that are ours afterwards. */
  files: ReadonlyMap<string, string>;
}

/**
 * Decides what is written and removed. Nothing is lost by it: a file that we did not write, or that somebody changed, is an
 * obstacle; with `force` what somebody changed is written over, but never a migration (databases have run it), never a file in
 * `custom/`, and never a file that is not ours.
 */
export function planOutput(
  made: readonly { path: string; text: string }[],
  before: Manifest | null,
  disk: ReadonlyMap<string, OnDisk>,
  force: boolean,
): OutputPlan {
  const write: { path: string; text: string; change: 'created' | 'changed' }[] = [];
  const unchanged: string[] = [];
  const obstacles: { path: string; obstacle: Obstacle }[] = [];
  const files = new Map<string, string>();
  for (const { path, text } of made) {
    const digest = sha256(text);
    const known = before?.files.get(path);
    const found = disk.get(path) ?? { kind: 'absent' };
    const released = path.startsWith(MIGRATIONS) && known !== undefined;
    files.set(path, digest);
    if (path.startsWith(CUSTOM) && found.kind === 'file') {
      unchanged.push(path);
      files.set(path, known ?? digest);
    } else if (released && !(found.kind === 'file' && found.sha256 === known)) {
      obstacles.push({ path, obstacle: found.kind === 'absent' ? 'missing' : 'edited' });
    } else if (found.kind === 'absent') write.push({ path, text, change: 'created' });
    else if (found.kind === 'file' && found.sha256 === digest) unchanged.push(path);
    else if (found.kind === 'other' || known === undefined) obstacles.push({ path, obstacle: 'foreign' });
    else if (found.sha256 === known || force) write.push({ path, text, change: 'changed' });
    else obstacles.push({ path, obstacle: 'edited' });
  }
  const gone = planRemoval(files, before, disk, force);
  return {
    write,
    unchanged,
    files,
    remove: gone.remove,
    orphans: gone.orphans,
    obstacles: [...obstacles, ...gone.edited],
  };
}

/** What was ours and is made no more. */
function planRemoval(
  made: ReadonlyMap<string, string>,
  before: Manifest | null,
  disk: ReadonlyMap<string, OnDisk>,
  force: boolean,
): { remove: string[]; orphans: string[]; edited: { path: string; obstacle: Obstacle }[] } {
  const [remove, orphans]: [string[], string[]] = [[], []];
  const edited: { path: string; obstacle: Obstacle }[] = [];
  for (const [path, digest] of before?.files ?? []) {
    const found = disk.get(path) ?? { kind: 'absent' };
    if (made.has(path) || found.kind === 'absent') continue;
    if (path.startsWith(CUSTOM)) orphans.push(path);
    else if (found.kind === 'file' && (found.sha256 === digest || force)) remove.push(path);
    else edited.push({ path, obstacle: 'edited' });
  }
  return { remove, orphans, edited };
}
