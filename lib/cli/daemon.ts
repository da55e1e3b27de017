import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { connect } from '../../db/client.ts';
import { openSandbox } from '../adapters/sandbox/open-sandbox.ts';
import { openControlServer, refuseSecondDaemon } from '../adapters/target/local/control-server.ts';
import { openDaemon } from '../adapters/target/local/open-daemon.ts';
import { makeSocketFolders } from '../adapters/target/local/sockets.ts';
import { localTarget } from '../adapters/target/local-target.ts';
import { AppError } from '../core/app-error.ts';
import { resumeDeployments } from '../server/deployments/resume-deployments.ts';
import { readSettings } from '../server/settings.ts';

/**
 * The local deployment daemon: keeps deployed services running, apart from the web application. It may be killed at any
 * moment: its replicas die with it, and the next one takes up what was live.
 */

/** How often records and reality are compared. */
const RECONCILE_EVERY_MS = 30_000;
const ROOT = resolve(import.meta.dirname, '../..');

main().catch((error: unknown) => {
  say(error instanceof AppError ? `${error.message} ${error.internal ?? ''}` : described(error));
  process.exit(1);
});

async function main(): Promise<void> {
  const { databaseUrl, dataFolder, host, firstServicePort: firstPort } = readSettings(process.env, ROOT);
  if (databaseUrl === null) throw new AppError('invalid', 'DATABASE_URL: the daemon needs the platform’s database');
  const sockets = makeSocketFolders(dataFolder);
  await refuseSecondDaemon(sockets.control);
  const sandbox = await openSandbox();
  const now = (): Date => new Date();
  const daemon = await openDaemon({ dataFolder, databaseUrl, host, firstPort, sandbox, sockets, now, say });
  const control = await openControlServer(sockets.control, daemon);
  say(`Deployment daemon is ready (sandbox ${sandbox.level}).`);
  const end = async (): Promise<void> => {
    await control.close();
    await daemon.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void end());
  process.once('SIGINT', () => void end());
  await keepReconciling(databaseUrl, dataFolder);
}

/** Finishes what a killed process left between the records and this daemon. A failure is told once, and tried again. */
async function keepReconciling(databaseUrl: string, dataFolder: string): Promise<never> {
  const { db } = connect(databaseUrl, 1);
  const target = localTarget(dataFolder);
  let told = '';
  const log = (message: string, error: unknown): void => {
    const line = `${message}: ${error instanceof AppError ? error.message : String(error)}`;
    if (line !== told) say(line);
    told = line;
  };
  for (;;) {
    const tools = { db, target, now: () => new Date(), newId: randomUUID, log };
    await resumeDeployments(tools).catch((error: unknown) => log('records not compared', error));
    await new Promise((wake) => setTimeout(wake, RECONCILE_EVERY_MS));
  }
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
