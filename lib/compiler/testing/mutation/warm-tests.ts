import type { Databases } from './open-databases.ts';
import { startWarm, type WarmProcess } from './warm-process.ts';

/** The tests of a service in a process that stays, with what each of them reaches. */
export interface WarmTests {
  /** The test files that hold a test which cannot be run again in the same process: they are not among these. */
  unsteady: ReadonlySet<string>;
  /** Changes that are reached while the service is loaded and built. */
  loaded: ReadonlySet<string>;
  /** The tests that reach a change, those that find most first. */
  reaching(mutant: string): string[];
  /** Whether one of the tests tells the change apart. */
  notices(mutant: string, tests: readonly string[]): Promise<boolean>;
  close(): Promise<void>;
}

const SLOWEST_MS = 120_000;
const LEAST_MS = 8000;

interface Reached {
  ids: ReadonlySet<string>;
  ms: number;
}

/** Loads the tests, runs each twice to see that it can be repeated, and notes what it reaches. */
export async function warmTests(folder: string, files: readonly string[], databases: Databases): Promise<WarmTests> {
  const kills = new Map<string, number>();
  const idle: Borrowed[] = [];
  const first = await borrow();
  const { tests, ids } = first.process.loaded;
  const known = new Map<string, Reached>();
  const unsteady = new Set<string>();
  for (const { id, file } of tests) {
    const said = await first.process.ask({ mutant: null, tests: [id] }, SLOWEST_MS);
    const again = said?.failed === null && (await first.process.ask({ mutant: null, tests: [id] }, SLOWEST_MS));
    const reached = said?.reached[id];
    if (reached === undefined || again === false || again === null || again.failed !== null) {
      unsteady.add(file);
      if (again === null || said === null) throw new Error(`the test does not end in a warm process: ${id}`);
    } else known.set(id, { ids: new Set(reached.ids), ms: reached.ms });
  }
  idle.push(first);

  return {
    unsteady,
    loaded: new Set(ids),
    reaching: (mutant) =>
      [...known]
        .filter(([, reached]) => reached.ids.has(mutant))
        .sort(([one, a], [other, b]) => (kills.get(other) ?? 0) - (kills.get(one) ?? 0) || a.ms - b.ms)
        .map(([id]) => id),
    notices,
    close: async () => {
      await Promise.all(idle.splice(0).map((one) => one.end()));
    },
  };

  async function notices(mutant: string, asked: readonly string[]): Promise<boolean> {
    const usual = asked.reduce((sum, id) => sum + (known.get(id)?.ms ?? 0), 0);
    for (let fresh = false; ; fresh = true) {
      const worker = (fresh ? undefined : idle.pop()) ?? (await borrow());
      const told = await worker.process.ask({ mutant, tests: asked }, LEAST_MS + 5 * usual);
      if (told === null) {
        await worker.end();
        // No answer: it never ends with this change, or what was before it spoilt the process.
        if (fresh) return true;
        continue;
      }
      if (!told.spoilt) {
        idle.push(worker);
        if (told.failed !== null) kills.set(told.failed, (kills.get(told.failed) ?? 0) + 1);
        return told.failed !== null;
      }
      await worker.end();
      if (fresh) return true;
    }
  }

  /** A process with a database of its own. */
  async function borrow(): Promise<Borrowed> {
    const started = Promise.withResolvers<WarmProcess>();
    const ended = Promise.withResolvers<void>();
    const life = databases.withNew(async (url) => {
      const process = await startWarm(folder, files, url);
      started.resolve(process);
      await ended.promise;
      process.end();
    });
    life.catch(started.reject);
    const process = await started.promise;
    return {
      process,
      end: async () => {
        ended.resolve();
        await life;
      },
    };
  }
}

interface Borrowed {
  process: WarmProcess;
  end: () => Promise<void>;
}
