import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The packages that services run on. */
export const MODULES = resolve(import.meta.dirname, '../../../node_modules');

/** The node that services run on. */
export const NODE = join(MODULES, '.bin/node');

/** A folder below the system's temporary one that holds services, each in a folder of its name, and their modules once. */
export function newWorkshop(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'services-'));
  symlinkSync(MODULES, join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes a service's files and gives its folder. */
export function writeService(workshop: string, name: string, files: Iterable<{ path: string; text: string }>): string {
  for (const { path, text } of files) {
    const target = join(workshop, name, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return join(workshop, name);
}

/** Type checks several services in one run, each by its own options. Empty when all is well. */
export async function typeErrors(workshop: string, names: readonly string[]): Promise<string> {
  const { code, out } = await run(workshop, [join(MODULES, 'typescript/bin/tsc'), '--build', '--noEmit', ...names]);
  return code === 0 ? '' : out || `tsc ended with ${code}`;
}

export interface TestRun {
  code: number | null;
  passed: number;
  failed: number;
  /** The names of the tests that failed. */
  names: readonly string[];
}

/**
 * Tests that are slow and nearly the same in every service, or say most on PostgreSQL: they run with those of the goldens and of
 * a world, and with `ALL=1` everywhere.
 */
const ALIKE: readonly string[] =
  process.env['ALL'] === '1' ? [] : ['audit.test.ts', 'concurrency.test.ts', 'process.test.ts'];

/** Runs a service's own tests but for those that are alike everywhere. */
export async function runDistinctTests(folder: string, env: Readonly<Record<string, string>> = {}): Promise<TestRun> {
  const files = await readdir(join(folder, 'test'));
  const distinct = files.filter((file) => file.endsWith('.test.ts') && !ALIKE.includes(file));
  return await runFiles(
    folder,
    distinct.map((file) => `test/${file}`),
    env,
  );
}

/** Runs a service's own tests, as `npm test` does. */
export function runTests(folder: string, env: Readonly<Record<string, string>> = {}): Promise<TestRun> {
  return runFiles(folder, ['test/**/*.test.ts'], env);
}

async function runFiles(
  folder: string,
  files: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<TestRun> {
  const flags = ['--test', '--test-isolation=none', '--test-force-exit', '--test-timeout=60000', '--test-reporter=tap'];
  const { code, out } = await run(folder, [...flags, ...files], env);
  const count = (what: string): number => Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(out)?.[1] ?? 0);
  const names = [...out.matchAll(/^ *not ok \d+ - (.*)$/gm)].map(([, name = '']) => name);
  return { code, passed: count('pass'), failed: count('fail'), names };
}

async function run(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; out: string }> {
  const child = spawn(NODE, args, {
    cwd,
    env: { NODE_ENV: 'test', PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, out };
}
