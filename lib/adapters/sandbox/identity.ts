import { lchownSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whom a job runs as: `null` is the platform's own (ordinary) user, otherwise a uid and gid of its own. */
export type Identity = { uid: number } | null;

/** Dynamic users as systemd numbers them: nobody's own, so process limits count one job's processes only. */
const FIRST_UID = 61_184;
const UIDS = 4_000;
const NOBODY = 65_534;

let next = Math.floor(Math.random() * UIDS);

/** An identity for one job. Root would not be bound by process limits, so root gives up being root. */
export function newIdentity(): Identity {
  if (process.getuid?.() !== 0) return null;
  next = (next + 1) % UIDS;
  const uid = FIRST_UID + next;
  return { uid: isMapped(uid) ? uid : NOBODY };
}

/** Hands a folder and all in it to a job's identity. Links are handed over themselves, never what they point to. */
export function handOver(folder: string, identity: Identity): void {
  if (identity === null) return;
  lchownSync(folder, identity.uid, identity.uid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) handOver(path, identity);
    else lchownSync(path, identity.uid, identity.uid);
  }
}

/** Whether this (possibly contained) user namespace knows a uid. */
function isMapped(uid: number): boolean {
  try {
    return readFileSync('/proc/self/uid_map', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .some(([first, , count]) => uid >= (first ?? 0) && uid < (first ?? 0) + (count ?? 0));
  } catch {
    return false;
  }
}
