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

/** The bytes that a browser loads for the editor's worker, gzipped: the chunks of the production build that hold the checker. */
export async function workerBundle(): Promise<number> {
  const folder = resolve('.next/static/chunks');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(
    files.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
  );
  // A code that only the checker's table holds, and the bundler's loader for workers.
  const ours = texts.filter(({ name, text }) => name.startsWith('turbopack-worker') || text.includes('YML1013'));
  if (ours.length < 2) throw new Error('the production build has no language worker');
  return ours.reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0);
}
