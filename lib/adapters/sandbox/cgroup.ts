import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { threadCap } from './limited-command.ts';
import type { Limits } from './sandbox.ts';

/** A place in the kernel's accounting that one job gets for itself. */
export interface Cgroup {
  /** Wraps a command so that it enters before it starts. */
  enter(argv: readonly string[]): string[];
  /** Whether the kernel had to stop something for lack of memory, or of process numbers. */
  exceeded(): 'memory' | 'processes' | null;
  /** Removes the group. The job must be over; a group that is still busy is tried again for a moment. */
  remove(): Promise<void>;
}

/** Makes a group with the job's limits, or null on a machine where this process may not make any. */
export type MakeCgroup = (limits: Omit<Limits, 'wallMs'>) => Cgroup | null;

const PREFIX = 'plumbline-';
let count = 0;

/** Finds where this process may make groups. Leftovers of platforms that were killed are removed. */
export function findCgroups(): MakeCgroup | null {
  const parents = unifiedParent() ?? legacyParents();
  if (parents === null) return null;
  for (const folder of new Set([parents.memory, parents.pids])) removeLeftovers(folder);
  const make: MakeCgroup = (limits) => makeCgroup(parents, limits);
  const probe = make({ cpuSeconds: 1, memoryBytes: 64 * 1024 * 1024, processes: 1, outputBytes: 1 });
  if (probe === null) return null;
  void probe.remove();
  return make;
}

interface Parents {
  memory: string;
  pids: string;
  version: 1 | 2;
}

function makeCgroup(parents: Parents, limits: Omit<Limits, 'wallMs'>): Cgroup | null {
  const name = `${PREFIX}${process.pid}-${++count}`;
  const memory = join(parents.memory, name);
  const pids = join(parents.pids, name);
  const folders = [...new Set([memory, pids])];
  try {
    for (const folder of folders) mkdirSync(folder);
    writeFileSync(
      join(memory, parents.version === 2 ? 'memory.max' : 'memory.limit_in_bytes'),
      `${limits.memoryBytes}`,
    );
    const swap = join(memory, parents.version === 2 ? 'memory.swap.max' : 'memory.memsw.limit_in_bytes');
    if (existsSync(swap)) writeFileSync(swap, parents.version === 2 ? '0' : `${limits.memoryBytes}`);
    writeFileSync(join(pids, 'pids.max'), `${threadCap(limits)}`);
  } catch {
    for (const folder of folders) tryRemove(folder);
    return null;
  }
  return {
    enter: (argv) => {
      const joins = folders.map((_, index) => `echo 0 > "$${index + 1}/cgroup.procs" && `).join('');
      return ['/bin/sh', '-c', `${joins}shift ${folders.length} && exec "$@"`, 'sh', ...folders, ...argv];
    },
    exceeded: () => {
      const events = join(memory, parents.version === 2 ? 'memory.events' : 'memory.oom_control');
      if (counter(events, 'oom_kill') > 0) return 'memory';
      return counter(join(pids, 'pids.events'), 'max') > 0 ? 'processes' : null;
    },
    remove: async () => {
      for (let tries = 0; tries < 40 && !folders.every(tryRemove); tries++) {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
  };
}

/** Version 2: the own group, if its controllers are given to children (a delegated group without own processes, or the root). */
function unifiedParent(): Parents | null {
  const own = /^0::(.*)$/m.exec(read('/proc/self/cgroup'))?.[1];
  if (own === undefined) return null;
  const folder = join('/sys/fs/cgroup', own);
  const controllers = read(join(folder, 'cgroup.subtree_control')).trim().split(' ');
  if (!controllers.includes('memory') || !controllers.includes('pids') || !isWritable(folder)) return null;
  return { memory: folder, pids: folder, version: 2 };
}

function legacyParents(): Parents | null {
  const groups = read('/proc/self/cgroup');
  const parent = (controller: string): string | null => {
    const own = new RegExp(`^\\d+:(?:[^:]*,)?${controller}(?:,[^:]*)?:(.*)$`, 'm').exec(groups)?.[1];
    const mounted = `/sys/fs/cgroup/${controller}`;
    if (own === undefined) return null;
    const folder = existsSync(join(mounted, own)) ? join(mounted, own) : mounted;
    return isWritable(folder) ? folder : null;
  };
  const memory = parent('memory');
  const pids = parent('pids');
  return memory !== null && pids !== null ? { memory, pids, version: 1 } : null;
}

function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(PREFIX))) {
    const owner = name.slice(PREFIX.length).split('-')[0] ?? '';
    if (!existsSync(`/proc/${owner}`)) tryRemove(join(folder, name));
  }
}

function tryRemove(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return !existsSync(folder);
  }
}

function counter(file: string, name: string): number {
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(read(file))?.[1] ?? 0);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
