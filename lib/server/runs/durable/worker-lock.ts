import { randomInt } from 'node:crypto';
import pg from 'pg';

/** First half of every worker's advisory lock key; the second half is the worker's number. */
export const WORKER_LOCK_CLASS = 7_305_100;

export interface WorkerLock {
  /** 1 to 2³¹ − 1, unique among the workers that live. */
  worker: number;
  /** Settles when the database ended the session: others now take this worker for dead, so it must end. */
  lost: Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes a lock that lives exactly as long as this process and its connection. That is how others know, within a second,
 * that a worker is dead: PostgreSQL lets go of the lock, whatever ended the process.
 */
export async function takeWorkerLock(url: string): Promise<WorkerLock> {
  const worker = randomInt(1, 2 ** 31);
  const client = new pg.Client({
    connectionString: url,
    application_name: `plumbline worker ${worker}`,
    keepAlive: true,
  });
  let markLost = (): void => {};
  const lost = new Promise<void>((resolve) => {
    markLost = resolve;
  });
  client.on('error', () => markLost());
  client.on('end', () => markLost());
  await client.connect();
  await client.query('select pg_advisory_lock($1, $2)', [WORKER_LOCK_CLASS, worker]);
  return { worker, lost, release: () => client.end() };
}
