import type { Mutant } from './make-mutants.ts';
import type { Databases } from './open-databases.ts';
import { startWarm, type WarmProcess } from './warm-process.ts';

export type Tried = Pick<Mutant, 'id' | 'path'>;

/** The tests of a service in processes that stay, with what each of them reaches. */
export interface WarmTests {
  /** The test files that hold a test which cannot be run again in the same process. */
  unsteady: ReadonlySet<string>;
  isReached(mutant: string): boolean;
  /** Whether some test tells the change apart. */
  notices(mutant: Tried): Promise<boolean>;
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
  /** By source file: how often each test told one of its changes apart. */
  const kills = new Map<string, Map<string, number>>();
  const idle: Borrowed[] = [];
  const started = performance.now();
  const first = await borrow();
  const loadMs = performance.now() - started;
  const { tests, ids } = first.process.loaded;
  const loaded = new Set(ids);
  const { known, unsteady } = await lookAt(first.process);
  idle.push(first);
  const steady = inOrder({ id: '', path: '' }, [...known.keys()]);
  await demandAnyOrder(steady);

  return { unsteady, isReached, notices, close };

  function isReached(mutant: string): boolean {
    return loaded.has(mutant) || [...known.values()].some((reached) => reached.ids.has(mutant));
  }

  async function notices(mutant: Tried): Promise<boolean> {
    const reaching = [...known].flatMap(([id, reached]) => (reached.ids.has(mutant.id) ? [id] : []));
    if (reaching.length > 0 && (await inWarm(mutant, reaching))) return true;
    return loaded.has(mutant.id) && (await fromStart(mutant));
  }

  /** By tests that reach it, in a process that is there already. */
  async function inWarm(mutant: Tried, reaching: readonly string[]): Promise<boolean> {
    for (let fresh = false; ; fresh = true) {
      const worker = (fresh ? undefined : idle.pop()) ?? (await borrow());
      const told = await worker.process.ask({ mutant: mutant.id, tests: inOrder(mutant, reaching) }, limitOf(reaching));
      if (told !== null && !told.spoilt) {
        idle.push(worker);
        note(mutant, told.failed);
        return told.failed !== null;
      }
      await worker.end();
      // No answer, or a test that fails without the change too: what was tried before may have spoilt the process.
      if (fresh) return true;
    }
  }

  /** By all tests, in a process that has the change from its start. */
  async function fromStart(mutant: Tried): Promise<boolean> {
    const all = inOrder(mutant, steady);
    return await databases.withNew(async (databaseUrl) => {
      const limitMs = LEAST_MS + 5 * loadMs;
      const process = await startWarm({ folder, tests: files, databaseUrl, limitMs, mutant: mutant.id });
      if (process === null) return true;
      const told = await process.ask({ mutant: mutant.id, tests: all }, limitOf(all));
      process.end();
      note(mutant, told?.failed ?? null);
      return told?.failed !== null;
    });
  }

  function note({ path }: Tried, failed: string | null): void {
    if (failed === null) return;
    const times = kills.get(path) ?? new Map<string, number>();
    kills.set(path, times.set(failed, (times.get(failed) ?? 0) + 1));
  }

  /** Those first that told most changes of the same file apart, then the quick ones. */
  function inOrder({ path }: Tried, asked: readonly string[]): string[] {
    const times = (id: string): number => kills.get(path)?.get(id) ?? 0;
    const ms = (id: string): number => known.get(id)?.ms ?? 0;
    return asked.toSorted((one, other) => times(other) - times(one) || ms(one) - ms(other));
  }

  function limitOf(asked: readonly string[]): number {
    return LEAST_MS + 5 * asked.reduce((sum, id) => sum + (known.get(id)?.ms ?? 0), 0);
  }

  async function lookAt(process: WarmProcess): Promise<{ known: Map<string, Reached>; unsteady: Set<string> }> {
    const found = { known: new Map<string, Reached>(), unsteady: new Set<string>() };
    for (const { id, file } of tests) {
      const question = { mutant: null, tests: [id] };
      const once = await process.ask(question, SLOWEST_MS);
      const again = await process.ask(question, SLOWEST_MS);
      if (once === null || again === null) throw new Error(`the test does not end in a warm process: ${id}`);
      const reached = once.reached[id];
      if (reached === undefined || once.failed !== null || again.failed !== null) found.unsteady.add(file);
      else found.known.set(id, { ids: new Set(reached.ids), ms: reached.ms });
    }
    return found;
  }

  /** What fails in a new process fails by the change, not by the order of the tests. */
  async function demandAnyOrder(ids: readonly string[]): Promise<void> {
    const worker = await borrow();
    for (const asked of [ids, ids.toReversed()]) {
      const told = await worker.process.ask({ mutant: null, tests: asked }, SLOWEST_MS);
      if (told?.failed !== null) throw new Error(`the test depends on others before it: ${told?.failed}`);
    }
    idle.push(worker);
  }

  async function close(): Promise<void> {
    await Promise.all(idle.splice(0).map((one) => one.end()));
  }

  /** A process with a database of its own. */
  async function borrow(): Promise<Borrowed> {
    const begun = Promise.withResolvers<WarmProcess>();
    const ended = Promise.withResolvers<void>();
    const life = databases.withNew(async (databaseUrl) => {
      const process = await startWarm({ folder, tests: files, databaseUrl, limitMs: SLOWEST_MS });
      if (process === null) throw new Error('the service and its tests do not load in a warm process');
      begun.resolve(process);
      await ended.promise;
      process.end();
    });
    life.catch(begun.reject);
    const process = await begun.promise;
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
