import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { connect } from '../../../db/client.ts';
import { emptyDatabase } from '../../adapters/sandbox/empty-database.ts';
import { openSandbox } from '../../adapters/sandbox/open-sandbox.ts';
import type { Sandbox } from '../../adapters/sandbox/sandbox.ts';
import { getTarget } from '../deployments/get-target.ts';
import { startEngine } from '../runs/durable/engine.ts';
import { isPassing } from '../runs/durable/is-passing.ts';
import { GATE_LIMITS } from '../runs/gates/gate-limits.ts';
import { removeOldFolders } from '../runs/gates/remove-old-folders.ts';
import { runStages, type StageTools } from '../runs/stages/run-stages.ts';
import { readSettings } from '../settings.ts';

/**
 * The worker process: takes runs from the queue and carries them through their stages. Any number may run on one database;
 * each may be killed at any moment.
 */

const ROOT = resolve(import.meta.dirname, '../../..');
const settings = readSettings(process.env, ROOT);
if (settings.databaseUrl === null) throw new Error('DATABASE_URL is not set: the worker is started by npm start');

await untilDatabaseAnswers(settings.databaseUrl);
const { db } = connect(settings.databaseUrl, 6);
const tools: StageTools = {
  db,
  sandbox: once(() => openSandbox()),
  limits: GATE_LIMITS,
  target: getTarget(),
  dataFolder: settings.dataFolder,
  newId: randomUUID,
  log,
};

const engine = await startEngine({
  url: settings.databaseUrl,
  body: (run) => runStages(tools, run),
  concurrency: Math.max(2, Math.floor(availableParallelism() / 2)),
  now: () => new Date(),
  log,
});
await removeOldFolders(settings.dataFolder, new Date());
console.log('Worker is ready.');
// Both take a moment; the first run should not wait for them.
void tools.sandbox().catch((error: unknown) => console.error('no sandbox', error));
void emptyDatabase().catch((error: unknown) => console.error('no empty database', error));

process.once('SIGTERM', () => void stop(0));
process.once('SIGINT', () => void stop(0));
void engine.lost.then(() => {
  console.error('The database ended the session; the worker ends and is started again.');
  process.exit(1);
});

function log(message: string, error?: unknown): void {
  console.error(message, error ?? '');
}

async function stop(code: number): Promise<void> {
  await engine.stop().catch((error: unknown) => console.error('could not stop cleanly', error));
  process.exit(code);
}

/** A database that is starting or recovering refuses for a moment; starting this process again would take longer. */
async function untilDatabaseAnswers(url: string): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      if (!isPassing(error)) throw error;
      await delay(200);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Asks once; a refusal is asked again next time. */
function once(open: () => Promise<Sandbox>): () => Promise<Sandbox> {
  let opened: Promise<Sandbox> | null = null;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
}
