import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE } from '../service-folder.ts';

export interface Ran {
  /** What told the change apart: the test that failed, a time limit, or the end of the process; null if all tests passed. */
  noticed: string | null;
  ms: number;
}

export interface Suite {
  folder: string;
  /** Test files, relative to the folder. */
  tests: readonly string[];
  mutant?: string;
  /** None: the embedded database. */
  databaseUrl: string | null;
  timeoutMs: number;
  /** Where each process of the service writes which changes it reached. */
  reached?: string;
}

const REPORTER = join(import.meta.dirname, 'stop-at-failure.ts');
const NOTE = join(import.meta.dirname, 'note-reached.ts');

/** Runs test files of a service in one process and ends it at the first failure. */
export async function runSuite({ folder, tests, mutant, databaseUrl, timeoutMs, reached }: Suite): Promise<Ran> {
  const started = performance.now();
  const flags = ['--test', '--test-isolation=none', '--test-force-exit', '--test-timeout=60000'];
  const child = spawn(NODE, [...flags, `--test-reporter=${REPORTER}`, '--test-reporter-destination=stdout', ...tests], {
    cwd: folder,
    env: {
      NODE_ENV: 'test',
      NODE_COMPILE_CACHE: join(folder, '.compiled'),
      PATH: process.env['PATH'],
      ...(mutant === undefined ? {} : { __STRYKER_ACTIVE_MUTANT__: mutant }),
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
      ...(reached === undefined ? {} : { REACHED_FOLDER: reached, NODE_OPTIONS: `--import=${NOTE}` }),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
    // A group of its own, so that processes that a test started end with it.
    detached: true,
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    endGroup(child.pid);
  }, timeoutMs);
  const closed = once(child, 'close');
  const [code] = await once(child, 'exit');
  clearTimeout(limit);
  endGroup(child.pid);
  await closed;
  const ms = performance.now() - started;
  if (late) return { noticed: 'a time limit', ms };
  return { noticed: code === 0 ? null : (/^failed: (.*)$/m.exec(out)?.[1] ?? 'the end of the process'), ms };
}

/** Ends a process that leads a group, and all that it started. */
export function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

/** The changes that tests reach, and whether these tests pass without a change. */
export async function reachedBy(suite: Omit<Suite, 'mutant' | 'reached'>): Promise<{ ids: Set<string>; ran: Ran }> {
  const reached = mkdtempSync(join(tmpdir(), 'reached-'));
  try {
    const ran = await runSuite({ ...suite, reached });
    const lists = readdirSync(reached).map((name): string[] => JSON.parse(readFileSync(join(reached, name), 'utf8')));
    return { ids: new Set(lists.flat()), ran };
  } finally {
    rmSync(reached, { recursive: true, force: true });
  }
}
