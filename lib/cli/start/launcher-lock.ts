import pg from 'pg';
import { AppError } from '../../core/app-error.ts';

const LOCK = 7_305_004;

export interface LauncherLock {
  /** Settles when the database ended the session: it died or was restarted, and the lock is gone with it. */
  lost: Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes this the only launcher of an embedded database: two would give one workspace two gateways. The lock is a database
 * session's, so it ends with the process however that ends. Throws AppError `conflict` if another launcher holds it.
 */
export async function takeLauncherLock(databaseUrl: string, dataFolder: string): Promise<LauncherLock> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'plumbline launcher',
    keepAlive: true,
  });
  let markLost = (): void => {};
  const lost = new Promise<void>((resolve) => {
    markLost = resolve;
  });
  client.on('error', () => markLost());
  client.on('end', () => markLost());
  await client.connect();
  const answer = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) taken', [LOCK]);
  if (answer.rows[0]?.taken !== true) {
    await client.end();
    throw new AppError(
      'conflict',
      `Plumbline already runs on the data folder ${dataFolder}. Stop it first, or give this one a folder of its own with PLUMBLINE_DATA.`,
    );
  }
  return { lost, release: () => client.end() };
}
