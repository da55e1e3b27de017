/**
 * Stands in for node:test in a process that runs the same tests many times (`warm-worker.ts`). Knows what generated tests use:
 * `describe`, `test`, the four hooks, and of a test's context `after`, `mock`, `diagnostic`, `skip` and `todo`.
 */
import { type MockTracker, mock } from 'node:test';

type Work = () => unknown;
type Body = (t: Context) => unknown;

interface Context {
  after: (work: Work) => void;
  mock: MockTracker;
  diagnostic: (text: string) => void;
  skip: (why?: string) => void;
  todo: (why?: string) => void;
}

interface Suite {
  name: string;
  beforeEach: Work[];
  afterEach: Work[];
}

export interface KnownTest {
  id: string;
  file: string;
  run: () => Promise<void>;
}

/** All tests of the files that were loaded, in their order. */
export const known: KnownTest[] = [];

const befores: Work[] = [];
const suites: Suite[] = [{ name: '', beforeEach: [], afterEach: [] }];
let file = '';

/** Loads the tests of one file; all hooks that run once before tests have run after it. */
export async function loadTests(path: string, load: () => Promise<unknown>): Promise<void> {
  file = path;
  await load();
  for (const work of befores.splice(0)) await work();
}

export function describe(name: string, body: Work): void {
  suites.push({ name, beforeEach: [], afterEach: [] });
  body();
  suites.pop();
}

export function test(name: string, ...given: readonly (Body | object)[]): void {
  const body = given.find((one): one is Body => typeof one === 'function');
  if (body === undefined || given.some((one) => 'skip' in one && one.skip)) return;
  const around = [...suites];
  const id = [file, ...around.slice(1).map((suite) => suite.name), name].join(' › ');
  known.push({ id: `${id} #${known.length}`, file, run: () => runTest(body, around) });
}

export { test as it };

export const before = (work: Work): void => void befores.push(work);
/** What ends with all tests ends with the process here. */
export const after = (_work: Work): void => undefined;
export const beforeEach = (work: Work): void => void suites.at(-1)?.beforeEach.push(work);
export const afterEach = (work: Work): void => void suites.at(-1)?.afterEach.push(work);

async function runTest(body: Body, around: readonly Suite[]): Promise<void> {
  const ends: Work[] = around.flatMap((suite) => suite.afterEach);
  const stray: unknown[] = [];
  const note = (error: unknown): void => void stray.push(error);
  process.on('unhandledRejection', note).on('uncaughtException', note);
  try {
    for (const work of around.flatMap((suite) => suite.beforeEach)) await work();
    try {
      await body({
        after: (work) => ends.unshift(work),
        mock,
        diagnostic: () => undefined,
        skip: () => undefined,
        todo: () => undefined,
      });
    } finally {
      mock.reset();
      for (const work of ends) await work();
    }
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('unhandledRejection', note).off('uncaughtException', note);
  }
  if (stray.length > 0) throw stray[0];
}
