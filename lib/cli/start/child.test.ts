import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepAlive, type SupervisedChild } from './child.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-child-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function keep(path: string, env: NodeJS.ProcessEnv = process.env) {
  const lines: string[] = [];
  const child = keepAlive({ name: 'it', argv: [path], cwd: folder, env, onLine: (line) => lines.push(line) });
  return { child, lines };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not happen within 10 s');
    await delay(10);
  }
}

function isAlive(pid: number): boolean {
  try {
    // A zombie counts as dead: its parent has just not asked yet.
    return process.kill(pid, 0) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function started(lines: readonly string[]): number[] {
  return lines.flatMap((line) => (line.startsWith('pid ') ? [Number(line.slice(4))] : []));
}

const STAYS = "console.log('pid ' + process.pid); setInterval(() => {}, 1000);";

async function withChild(path: string, work: (child: SupervisedChild, lines: string[]) => Promise<void>) {
  const { child, lines } = keep(path);
  try {
    await work(child, lines);
  } finally {
    await child.stop(2_000);
  }
}

test('a process that is killed comes back', async () => {
  await withChild(script('stays.mjs', STAYS), async (_child, lines) => {
    await until(() => started(lines).length === 1);
    process.kill(started(lines)[0] ?? 0, 'SIGKILL');
    await until(() => started(lines).length === 2);
    expect(lines).toContain('it ended (signal SIGKILL); it is started again in 100 ms');
  });
});

test('a process that always fails is tried with growing pauses', async () => {
  await withChild(script('fails.mjs', 'process.exit(3);'), async (_child, lines) => {
    await until(() => lines.length >= 3);
    expect(lines.slice(0, 3)).toEqual([
      'it ended (exit code 3); it is started again in 100 ms',
      'it ended (exit code 3); it is started again in 300 ms',
      'it ended (exit code 3); it is started again in 900 ms',
    ]);
  });
});

test('a process that ignores SIGTERM is killed when the grace is over, and does not come back', async () => {
  const { child, lines } = keep(script('stubborn.mjs', `process.on('SIGTERM', () => {}); ${STAYS}`));
  await until(() => started(lines).length === 1);
  await child.stop(300);
  await delay(300);
  expect([started(lines).length, isAlive(started(lines)[0] ?? 0)]).toEqual([1, false]);
});

test('kill -9 of the launcher leaves neither its children nor theirs', async () => {
  const grandchild = script('grandchild.mjs', STAYS);
  const parent = script(
    'parent.mjs',
    `import { spawn } from 'node:child_process'; spawn(process.execPath, [${JSON.stringify(grandchild)}], { stdio: 'inherit' }); ${STAYS}`,
  );
  const launcher = startLauncher(parent);
  const pids: number[] = [];
  launcher.stdout?.on('data', (chunk: Buffer) => pids.push(...started(chunk.toString().split('\n'))));
  await until(() => pids.length === 2);
  launcher.kill('SIGKILL');
  await until(() => !pids.some(isAlive));
});

/** A launcher of one child, in a process of its own that can be killed. */
function startLauncher(path: string): ChildProcess {
  const module = JSON.stringify(join(import.meta.dirname, 'child.ts'));
  const plan = `{ name: 'it', argv: [${JSON.stringify(path)}], cwd: '/', env: process.env, onLine: (line) => console.log(line) }`;
  const launcher = script('launcher.mjs', `import { keepAlive } from ${module}; keepAlive(${plan});`);
  return spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'inherit'] });
}
