import { readdir, readFile } from 'node:fs/promises';

export interface ProcessMemory {
  name: string;
  /** Proportional set size in bytes: shared pages are counted once over all processes. */
  pss: number;
}

/** The memory of every process whose environment or command names `mark` (a data folder), and of all below them. Linux only. */
export async function memoryOf(mark: string): Promise<ProcessMemory[]> {
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(describe));
  const known = all.filter((each) => each !== null);
  const chosen = new Set(known.filter((each) => each.text.includes(mark)).map((each) => each.pid));
  for (let grown = true; grown; ) {
    const before = chosen.size;
    for (const each of known) if (chosen.has(each.parent)) chosen.add(each.pid);
    grown = chosen.size > before;
  }
  return known
    .filter((each) => chosen.has(each.pid) && each.pid !== process.pid)
    .map(({ name, pss }) => ({ name, pss }));
}

async function describe(pid: string) {
  try {
    const [command, environment, stat, rollup] = await Promise.all(
      ['cmdline', 'environ', 'stat', 'smaps_rollup'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8')),
    );
    const parent = Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    const pss = Number(/^Pss:\s+(\d+)/m.exec(rollup ?? '')?.[1] ?? 0) * 1024;
    const name = (command ?? '').split('\0').join(' ').trim().slice(0, 90);
    return { pid: Number(pid), parent, name, pss, text: `${command}\0${environment}` };
  } catch {
    return null;
  }
}
