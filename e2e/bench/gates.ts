import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { compile } from '../../lib/compiler/index.ts';
import { goldenText, modelOf } from '../../lib/compiler/testing/read-golden.ts';
import { NODE, newWorkshop, writeService } from '../../lib/compiler/testing/service-folder.ts';
import { summarise } from './summary.ts';

/** What it takes to know that a generated service is good: its types and its tests, side by side. */
export interface GateTimes {
  name: string;
  /** The tests that passed. */
  tests: number;
  /** Milliseconds; medians of several runs. `cpuMs` is of all processes. */
  wallMs: number;
  cpuMs: number;
}

const RUNS = 3;
/** Clock ticks of /proc in a second; Linux has had no other value for decades. */
const TICKS = 100;
const PLUMBLINE = resolve(import.meta.dirname, '../../lib/cli/main.ts');

/** Runs `plumbline test` on services of the gallery. The first run is not counted: it may have to make an empty database. */
export async function gates(names: readonly string[]): Promise<GateTimes[]> {
  const workshop = newWorkshop();
  try {
    const times: GateTimes[] = [];
    for (const name of names) {
      const folder = writeService(workshop.folder, name, compile(modelOf(goldenText(name))).files);
      await run(folder);
      const runs: Awaited<ReturnType<typeof run>>[] = [];
      for (let at = 0; at < RUNS; at += 1) runs.push(await run(folder));
      const [wallMs, cpuMs] = [runs.map((one) => one.wallMs), runs.map((one) => one.cpuMs)].map(
        (all) => summarise(all).median,
      );
      times.push({ name, tests: runs[0]?.tests ?? 0, wallMs: wallMs ?? 0, cpuMs: cpuMs ?? 0 });
    }
    return times;
  } finally {
    workshop.remove();
  }
}

async function run(folder: string): Promise<{ tests: number; wallMs: number; cpuMs: number }> {
  const [started, before] = [performance.now(), await childrenMs()];
  const child = spawn(NODE, [PLUMBLINE, 'test', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the gates of ${folder} are not green: ${out.slice(-2000)}`);
  const tests = Number(/(\d+) passed/.exec(out)?.[1] ?? 0);
  return { tests, wallMs: performance.now() - started, cpuMs: (await childrenMs()) - before };
}

/** Processor time of all processes below this one that have ended. */
async function childrenMs(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[13]) + Number(fields[14])) * 1000) / TICKS;
}
