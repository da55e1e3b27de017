/**
 * A process that has a service and its tests loaded, and runs them as often as its parent asks: with no change, noting what each
 * test reaches, or with one change awake. `node warm-worker.ts TEST_FILE …` in the folder of a service.
 */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type KnownTest, known, loadTests } from './small-test.ts';

export interface Question {
  /** The change that is awake; null notes what is reached instead. */
  mutant: string | null;
  tests: readonly string[];
}

export interface Told {
  /** The test that failed first. */
  failed: string | null;
  /** Whether it fails without the change too, now: the process is spoilt. */
  spoilt: boolean;
  /** By test, where that was asked: the changes that it reaches, and how long it took. */
  reached: Record<string, { ids: string[]; ms: number }>;
}

export interface Loaded {
  tests: readonly { id: string; file: string }[];
  /** The changes that loading reaches. */
  ids: string[];
}

interface Stryker {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  /** How often the change was come to, and how often it may be: what goes round for ever ends there. */
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}

const STAND_IN = new URL('small-test.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'node:test' && context.parentURL !== STAND_IN
      ? { url: STAND_IN, shortCircuit: true }
      : next(specifier, context),
});

const MOST_HITS = 3_000_000;

const stryker: Stryker = { activeMutant: process.env['__STRYKER_ACTIVE_MUTANT__'], hitCount: 0, hitLimit: MOST_HITS };
Reflect.set(globalThis, '__stryker__', stryker);

for (const path of process.argv.slice(2)) {
  await loadTests(path, () => import(pathToFileURL(resolve(path)).href));
}
const loaded: Loaded = {
  tests: known.map(({ id, file }) => ({ id, file })),
  ids: Object.keys(stryker.mutantCoverage?.static ?? {}),
};
process.send?.(loaded);
process.on('message', async (question: Question) => {
  process.send?.(await answer(question));
});
process.on('disconnect', () => process.exit(0));
// An error between two tests is no reason to end: the next test would show what it broke.
process.on('uncaughtException', () => undefined);

async function answer({ mutant, tests }: Question): Promise<Told> {
  const asked = new Set(tests);
  const chosen = known.filter(({ id }) => asked.has(id)).sort(inOrderOf(tests));
  const reached: Told['reached'] = {};
  awaken(mutant);
  for (const test of chosen) {
    stryker.currentTestId = mutant === null ? test.id : undefined;
    const started = performance.now();
    const passed = await passes(test);
    const ids = Object.keys(stryker.mutantCoverage?.perTest[test.id] ?? {});
    reached[test.id] = { ids: mutant === null ? ids : [], ms: performance.now() - started };
    if (passed) continue;
    awaken(null);
    return { failed: test.id, spoilt: !(await passes(test)), reached };
  }
  awaken(null);
  stryker.currentTestId = undefined;
  return { failed: null, spoilt: false, reached };
}

/** Wakes a change here and in processes that tests start. */
function awaken(mutant: string | null): void {
  stryker.activeMutant = mutant ?? undefined;
  stryker.hitCount = 0;
  stryker.hitLimit = MOST_HITS;
  if (mutant === null) delete process.env['__STRYKER_ACTIVE_MUTANT__'];
  else process.env['__STRYKER_ACTIVE_MUTANT__'] = mutant;
}

async function passes({ run }: KnownTest): Promise<boolean> {
  try {
    await run();
    return true;
  } catch {
    return false;
  }
}

function inOrderOf(ids: readonly string[]): (one: KnownTest, other: KnownTest) => number {
  const place = new Map(ids.map((id, at) => [id, at]));
  return (one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0);
}
