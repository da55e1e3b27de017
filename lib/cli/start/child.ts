import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** A process to keep alive. */
export interface ChildPlan {
  /** Shown before each of its lines. */
  name: string;
  argv: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  onLine: (line: string) => void;
}

export interface SupervisedChild {
  readonly name: string;
  /** Ends the process now; it comes back, with the environment given here if any. */
  restart(env?: ChildPlan['env']): void;
  /** SIGTERM, then SIGKILL after `graceMs`. It does not come back. */
  stop(graceMs: number): Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** A process that lived this long did well: the next failure starts with the shortest pause again. */
const HEALTHY_MS = 10_000;

/** Starts a process and starts it again whenever it ends, at once at first, then with growing pauses up to 10 s. */
export function keepAlive(plan: ChildPlan): SupervisedChild {
  let env = plan.env;
  let current = launch(plan, env);
  const stopping = new AbortController();
  const supervision = supervise();

  async function supervise(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      const how = await ended(current);
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > HEALTHY_MS) pause = FIRST_PAUSE_MS;
      plan.onLine(`${plan.name} ended (${how}); it is started again in ${pause} ms`);
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      pause = Math.min(pause * 3, LONGEST_PAUSE_MS);
      current = launch(plan, env);
    }
  }

  return {
    name: plan.name,
    restart: (changed) => {
      env = changed ?? env;
      current.kill('SIGTERM');
    },
    stop: async (graceMs) => {
      stopping.abort();
      current.kill('SIGTERM');
      const force = setTimeout(() => current.kill('SIGKILL'), graceMs);
      if (isAlive(current)) await ended(current);
      clearTimeout(force);
      await supervision;
    },
  };
}

/** Runs a process to its end and gives its exit code, null if a signal ended it. */
export async function runOnce(plan: ChildPlan): Promise<number | null> {
  const child = launch(plan, plan.env);
  await ended(child);
  return child.exitCode;
}

function launch(plan: ChildPlan, env: ChildPlan['env']): ChildProcess {
  const preload = `--import=${pathToFileURL(join(import.meta.dirname, 'end-with-launcher.ts')).href}`;
  const settings: SpawnOptions = {
    cwd: plan.cwd,
    env: {
      ...env,
      PLUMBLINE_LAUNCHER: String(process.pid),
      NODE_OPTIONS: [env['NODE_OPTIONS'], preload].filter(Boolean).join(' '),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  };
  const child = spawn(process.execPath, [...plan.argv], settings);
  child.on('error', (error) => plan.onLine(`${plan.name} could not be started: ${error.message}`));
  for (const stream of [child.stdout, child.stderr]) if (stream) forward(stream, plan.onLine);
  return child;
}

function forward(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream }).on('line', onLine);
}

function ended(child: ChildProcess): Promise<string> {
  if (!isAlive(child)) return Promise.resolve(describe(child));
  return new Promise((resolve) => {
    child.once('exit', () => resolve(describe(child)));
    child.once('error', () => resolve('not started'));
  });
}

function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function describe(child: ChildProcess): string {
  return child.signalCode ? `signal ${child.signalCode}` : `exit code ${child.exitCode ?? 'unknown'}`;
}
