import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { NODE } from '../service-folder.ts';
import { endGroup } from './run-suite.ts';
import type { Loaded, Question, Told } from './warm-worker.ts';

const WORKER = join(import.meta.dirname, 'warm-worker.ts');

/** One process with a service and its tests loaded. */
export interface WarmProcess {
  loaded: Loaded;
  /** Asks once; null where the answer took too long or the process ended, which then is of no more use. */
  ask(question: Question, limitMs: number): Promise<Told | null>;
  end(): void;
}

export interface Start {
  folder: string;
  /** Test files, relative to the folder. */
  tests: readonly string[];
  /** The address of an empty database. */
  databaseUrl: string;
  /** How long loading may take. */
  limitMs: number;
  /** The change that is awake from the start. */
  mutant?: string;
}

/** Starts a process that loads the tests of a service; null where they do not load. */
export async function startWarm({ folder, tests, databaseUrl, limitMs, mutant }: Start): Promise<WarmProcess | null> {
  const child = spawn(NODE, [WORKER, ...tests], {
    cwd: folder,
    env: {
      NODE_ENV: 'test',
      NODE_COMPILE_CACHE: join(folder, '.compiled'),
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      ...(mutant === undefined ? {} : { __STRYKER_ACTIVE_MUTANT__: mutant }),
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  });
  const loaded = await next<Loaded>(child, limitMs);
  if (loaded === null) {
    endGroup(child.pid);
    return null;
  }
  return {
    loaded,
    async ask(question, limitMs) {
      if (!child.connected) return null;
      child.send(question, () => undefined);
      return await next<Told>(child, limitMs);
    },
    end: () => endGroup(child.pid),
  };
}

/** The next message of a process; null when it ends before, or says nothing in time. */
async function next<Message>(child: ChildProcess, limitMs: number): Promise<Message | null> {
  const done = new AbortController();
  const limit = setTimeout(() => done.abort(), limitMs);
  try {
    const { signal } = done;
    const [message]: Message[] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => []),
    ]);
    return message ?? null;
  } catch {
    return null;
  } finally {
    clearTimeout(limit);
    done.abort();
  }
}
