import { resolve } from 'node:path';
import { openSandbox } from '../adapters/sandbox/open-sandbox.ts';
import { openControlServer, refuseSecondDaemon } from '../adapters/target/local/control-server.ts';
import { openDaemon } from '../adapters/target/local/open-daemon.ts';
import { makeSocketFolders } from '../adapters/target/local/sockets.ts';
import { AppError } from '../core/app-error.ts';
import { readSettings } from '../server/settings.ts';

/**
 * The local deployment daemon: keeps deployed services running, apart from the web application. It may be killed at any
 * moment: its replicas die with it, and the next one takes up what was live.
 */

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  const settings = readSettings(process.env, resolve(import.meta.dirname, '../..'));
  if (settings.databaseUrl === null)
    throw new AppError('invalid', 'DATABASE_URL: the daemon needs the platform’s database');
  const sockets = makeSocketFolders(settings.dataFolder);
  await refuseSecondDaemon(sockets.control);
  const sandbox = await openSandbox();
  const daemon = await openDaemon({
    dataFolder: settings.dataFolder,
    databaseUrl: settings.databaseUrl,
    host: settings.host,
    firstPort: settings.firstServicePort,
    sandbox,
    sockets,
    now: () => new Date(),
    say,
  });
  const control = await openControlServer(sockets.control, daemon);
  say(`Deployment daemon is ready (sandbox ${sandbox.level}).`);
  const end = async (): Promise<void> => {
    await control.close();
    await daemon.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void end());
  process.once('SIGINT', () => void end());
} catch (error) {
  say(
    error instanceof AppError
      ? `${error.message} ${error.internal ?? ''}`
      : String(error instanceof Error ? error.stack : error),
  );
  process.exit(1);
}
