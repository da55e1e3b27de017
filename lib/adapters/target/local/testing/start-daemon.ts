import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { platformNode } from '../../../sandbox/platform-node.ts';

const ENTRY = resolve(import.meta.dirname, '../../../../cli/daemon.ts');

/** A daemon process of a test. */
export interface TestDaemon {
  process: ChildProcess;
  /** Milliseconds from start to ready. */
  readyMs: number;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Starts the real daemon as its own process and waits until it says that it is ready. */
export async function startDaemon(dataFolder: string, databaseUrl: string, firstPort: number): Promise<TestDaemon> {
  const started = performance.now();
  const child = spawn(platformNode(), [ENTRY], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      PLUMBLINE_DATA: dataFolder,
      PLUMBLINE_SERVICE_PORTS: String(firstPort),
      SECRET_OF_PLATFORM: 'hunter2',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  let said = '';
  await new Promise<void>((ready, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('is ready')) ready();
    });
    void gone.then(() => fail(new Error(`the daemon ended: ${said}`)));
  });
  return {
    process: child,
    readyMs: performance.now() - started,
    kill: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
}
