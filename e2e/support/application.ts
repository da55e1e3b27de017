import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeCluster } from '#lib/server/testing/test-database.ts';

/** A whole application (web, worker, database, local deployments) of its own, on free ports with an own data folder. */
export interface Application {
  url: string;
  /** The data folder; it survives a restart. */
  data: string;
  /** Everything that it printed so far. */
  log(): string;
  /** Ends the start command and everything below it at once, as a power cut would. PostgreSQL is left to be adopted. */
  kill(): Promise<void>;
  /** Starts again on the same data and ports. */
  restart(): Promise<void>;
  /** Ends it in order and removes its data. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 90_000;
/** The application's own settings: a story gives them itself and inherits none. */
const OWN_SETTINGS = /^(PLUMBLINE_(?!DIST)|DATABASE_URL|OIDC_|NEXTAUTH)/;

/** Starts the application as `npm start` does and waits until it answers. `env` gives further settings for its address. */
export async function startApplication(
  env: (url: string) => Promise<Record<string, string>> = async () => ({}),
): Promise<Application> {
  const data = await mkdtemp(join(tmpdir(), 'plumbline-story-'));
  const port = await freePorts(120);
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    PORT: String(port),
    PLUMBLINE_DATA: data,
    PLUMBLINE_SERVICE_PORTS: String(port + 20),
    ...(await env(url)),
  };
  let output = '';
  let child = launch();

  function launch(): ChildProcess {
    const removed = Object.keys(process.env)
      .filter((name) => OWN_SETTINGS.test(name))
      .map((name) => [name, undefined]);
    const started = spawn(process.execPath, ['lib/cli/start.ts'], {
      env: { ...process.env, ...Object.fromEntries(removed), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [started.stdout, started.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
    return started;
  }

  const ready = async (): Promise<void> => {
    const until = Date.now() + READY_WITHIN_MS;
    while (Date.now() < until && child.exitCode === null) {
      if (
        await fetch(`${url}/sign-in`).then(
          (answer) => answer.ok,
          () => false,
        )
      )
        return;
      await pause(100);
    }
    throw new Error(`the application did not answer:\n${output.slice(-4000)}`);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const ended = new Promise((done) => child.once('exit', done));
    // A power cut takes the whole process group; an orderly end is asked of the start command alone.
    process.kill(signal === 'SIGKILL' ? -child.pid : child.pid, signal);
    await ended;
  };

  try {
    await ready();
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  return {
    url,
    data,
    log: () => output,
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM');
      child = launch();
      await ready();
    },
    stop: async () => {
      await end('SIGTERM');
      await removeCluster(data);
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** The first of `count` ports that are likely to be free together. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 30_000);
    if ((await isFree(first)) && (await isFree(first + 20)) && (await isFree(first + count - 1))) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
