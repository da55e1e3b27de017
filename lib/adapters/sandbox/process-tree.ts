import { readdirSync, readFileSync } from 'node:fs';

/** What a process tree uses at one moment. */
export interface TreeUsage {
  /** Host pids, the root first. Empty if nothing of the tree is left or the machine has no /proc. */
  pids: readonly number[];
  /** Anonymous and shared memory, resident. File pages (program text) are left out: they belong to nobody. */
  memoryBytes: number;
  /** Of the living, and of the dead that the living waited for. */
  cpuMs: number;
}

const TICKS_PER_SECOND = 100;

/**
 * Reads what a process and all its descendants use. In a pid namespace every orphan is adopted by the namespace's init,
 * which is a descendant, so nothing escapes from this view. Processes that vanish while it reads are skipped.
 */
export function readTree(root: number): TreeUsage {
  const pids = descendants(root);
  let memoryBytes = 0;
  let ticks = 0;
  for (const pid of pids) {
    memoryBytes += residentBytes(pid);
    ticks += cpuTicks(pid);
  }
  return { pids, memoryBytes, cpuMs: (ticks * 1000) / TICKS_PER_SECOND };
}

/** A process and its descendants, parents before children. */
export function descendants(root: number): number[] {
  const found: number[] = [];
  const queue = [root];
  const seen = new Set<number>();
  for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
    if (seen.has(pid) || !isAlive(pid)) continue;
    seen.add(pid);
    found.push(pid);
    queue.push(...childrenOf(pid));
  }
  return found;
}

/** Direct children, oldest first, whichever thread started them. */
export function childrenOf(pid: number): number[] {
  return foldersIn(`/proc/${pid}/task`)
    .flatMap((thread) => readOr(`/proc/${pid}/task/${thread}/children`, '').split(' '))
    .filter((word) => word !== '')
    .map(Number);
}

/** The pid that a process has in its innermost namespace; null if it is gone. */
export function innermostPid(pid: number): number | null {
  const line = /^NSpid:\s+(.*)$/m.exec(readOr(`/proc/${pid}/status`, ''))?.[1];
  const last = line?.split(/\s+/).at(-1);
  return last === undefined ? null : Number(last);
}

/** A zombie is not alive: it uses nothing and only waits to be counted. */
function isAlive(pid: number): boolean {
  const state = afterName(pid)[0];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

function residentBytes(pid: number): number {
  const status = readOr(`/proc/${pid}/status`, '');
  const kib = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
  return (kib('RssAnon') + kib('RssShmem')) * 1024;
}

function cpuTicks(pid: number): number {
  return afterName(pid)
    .slice(11, 15)
    .reduce((sum, word) => sum + Number(word), 0);
}

/** The fields of /proc/PID/stat after the command's name, which may itself hold blanks and brackets. */
function afterName(pid: number): string[] {
  const stat = readOr(`/proc/${pid}/stat`, '');
  const end = stat.lastIndexOf(')');
  return end < 0 ? [] : stat.slice(end + 2).split(' ');
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}
