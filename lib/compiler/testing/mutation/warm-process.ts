import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { NODE } from '../service-folder.ts';
import { endGroup } from './run-suite.ts';
import type { Loaded, Question, Told } from './warm-worker.ts';

const WORKER = join(import.meta.dirname, 'warm-worker.ts');
const LOADING_MS = 60_000;

/** One process with a service and its tests loaded. */
export interface WarmProcess {
  loaded: Loaded;
  /** Asks once; null where the answer took too long or the process ended, which then is of no more use. */
  ask(question: Question, limitMs: number): Promise<Told | null>;
  end(): void;
}

/** Starts a process that loads these test files of a service on an empty database. Throws where they do not load. */
export async function startWarm(folder: string, tests: readonly string[], databaseUrl: string): Promise<WarmProcess> {
  const child = spawn(NODE, [WORKER, ...tests], {
    cwd: folder,
    env: {
      NODE_ENV: 'test',
      NODE_COMPILE_CACHE: join(folder, '.compiled'),
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  });
  const loaded = await next<Loaded>(child, LOADING_MS);
  if (loaded === null) {
    endGroup(child.pid);
    throw new Error('the service and its tests do not load in a warm process');
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
