import { PgBoss } from 'pg-boss';

export const RUN_QUEUE = 'run';

/** Makes the job tables (schema `pgboss`) and the queue of runs. Part of migrating: nothing else may create tables. */
export async function prepareQueue(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, max: 2, supervise: false, schedule: false });
  boss.on('error', () => {});
  await boss.start();
  try {
    if (!(await boss.getQueue(RUN_QUEUE))) await boss.createQueue(RUN_QUEUE, QUEUE);
  } finally {
    await boss.stop({ graceful: false, close: true });
  }
}

const QUEUE = {
  // At most one active and one waiting activation per run: `singletonKey` is the run's id.
  policy: 'singleton',
  notify: true,
  retryLimit: 25,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  heartbeatSeconds: 10,
  expireInSeconds: 86_400,
} as const;
