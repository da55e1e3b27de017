import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { summarise } from './summary.ts';

/** What the checker costs in a fresh process: the first check on cold code (median of five), in ms, and the heap, in bytes. */
export function freshChecker(lines: number): { first: number; heap: number } {
  const runs = Array.from({ length: 5 }, () => oneProcess(lines));
  return { first: summarise(runs.map(({ first }) => first)).median, heap: Math.max(...runs.map(({ heap }) => heap)) };
}

function oneProcess(lines: number): { first: number; heap: number } {
  const script = resolve('e2e/bench/checker-process.ts');
  const said: unknown = JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', script, String(lines)], { encoding: 'utf8' }),
  );
  if (typeof said !== 'object' || said === null || !('first' in said) || !('heap' in said))
    throw new Error('the checker process gave no figures');
  return { first: Number(said.first), heap: Number(said.heap) };
}

/** The bytes that a browser loads before the editor's worker can check, gzipped: all scripts that the production build names for it. */
export async function workerBundle(): Promise<number> {
  const folder = resolve('.next');
  const chunks = join(folder, 'static/chunks');
  for (const name of (await readdir(chunks)).filter((file) => file.endsWith('.js'))) {
    const scripts = scriptsOfWorker(await readFile(join(chunks, name), 'utf8'));
    if (scripts === null) continue;
    const texts = await Promise.all(scripts.map((script) => readFile(join(folder, script))));
    return texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
  }
  throw new Error('the production build has no language worker');
}

/** The bundler names a worker's file, its loader and its chunks one behind the other. */
function scriptsOfWorker(text: string): string[] | null {
  const named = /spec-worker\.[^"]{1,60}\.ts"[^[]{1,300}?\("(static\/chunks\/[^"]+)",\[([^\]]+)\]/.exec(text);
  if (named?.[1] === undefined || named[2] === undefined) return null;
  return [named[1], ...named[2].split(',').map((script) => script.replaceAll('"', ''))];
}
