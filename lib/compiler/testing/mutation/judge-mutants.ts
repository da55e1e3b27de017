import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Databases } from './open-databases.ts';
import { type Ran, reachedBy, runSuite } from './run-suite.ts';
import { type Tried, warmTests } from './warm-tests.ts';

/** Says of one change after the other whether the tests of a service tell it apart. */
export interface Judge {
  notices(mutant: Tried): Promise<boolean>;
  close(): Promise<void>;
}

const SLOWEST_MS = 60_000;

/**
 * The quick ways first: the tests that reach the change, in a process that is there already; then, for what happens when a service
 * is loaded, all tests in a new process; then the tests that start processes; and all on the embedded
 * database what is reached with it alone. Throws where
 * tests fail without any change.
 */
export async function newJudge(
  folder: string,
  files: readonly string[],
  databases: Databases,
  progress: (text: string) => void,
): Promise<Judge> {
  const starting = files.filter((path) => /node:child_process/.test(readFileSync(join(folder, path), 'utf8')));
  const plain = files.filter((path) => !starting.includes(path));
  const warm = await warmTests(folder, plain, databases);
  progress(`tests are loaded; not repeatable: ${[...warm.unsteady].join(', ') || 'none'}`);

  const cold = new Map<string, ReadonlySet<string>>();
  for (const path of [...warm.unsteady, ...starting]) {
    const { ids, ran } = await databases.withNew((databaseUrl) =>
      reachedBy({ folder, tests: [path], databaseUrl, timeoutMs: SLOWEST_MS }),
    );
    demandPassed(ran, path);
    cold.set(path, ids);
  }
  const whole = await databases.withNew((databaseUrl) =>
    runSuite({ folder, tests: plain, databaseUrl, timeoutMs: 3 * SLOWEST_MS }),
  );
  demandPassed(whole, 'all tests in one process');
  const embedded = await reachedBy({ folder, tests: plain, databaseUrl: null, timeoutMs: 3 * SLOWEST_MS });
  demandPassed(embedded.ran, 'all tests on the embedded database');
  const timeoutMs = Math.max(20_000, 4 * Math.max(whole.ms, embedded.ran.ms));

  progress('all tests pass without a change');

  return {
    notices: async (mutant) =>
      (await warm.notices(mutant)) || (await inStarted(mutant.id)) || (await onEmbedded(mutant.id)),
    close: () => warm.close(),
  };

  async function inStarted(mutant: string): Promise<boolean> {
    const tests = [...cold].flatMap(([path, ids]) => (ids.has(mutant) ? [path] : []));
    if (tests.length === 0) return false;
    return await databases.withNew((databaseUrl) => isNoticedBy(tests, mutant, databaseUrl));
  }

  async function onEmbedded(mutant: string): Promise<boolean> {
    if (!embedded.ids.has(mutant) || warm.isReached(mutant)) return false;
    return await isNoticedBy(plain, mutant, null);
  }

  async function isNoticedBy(tests: readonly string[], mutant: string, databaseUrl: string | null): Promise<boolean> {
    const { noticed } = await runSuite({ folder, mutant, timeoutMs, tests, databaseUrl });
    return noticed !== null;
  }
}

function demandPassed({ noticed }: Ran, what: string): void {
  if (noticed !== null) throw new Error(`${what}: the service's own tests fail without any change (${noticed})`);
}
