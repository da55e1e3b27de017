import { randomUUID } from 'node:crypto';
import { appendAudit } from './audit.ts';
import type { Database, Db } from './db.ts';
import { SPEC_VERSION } from './operation.ts';

const BATCH = 500;

/** Deletes requests that were finished 30 days ago, with their tasks. What was deleted is in the audit log, by number. */
export async function forgetFinished(db: Database): Promise<number> {
  let [deleted, count] = [0, 0];
  do {
    count = await db.transaction((tx) => forgetBatch(tx));
    deleted += count;
  } while (count === BATCH);
  return deleted;
}

async function forgetBatch(tx: Db): Promise<number> {
  const gone = await tx.query(
    `DELETE FROM platform.request WHERE id IN (
       SELECT id FROM platform.request WHERE finished_at <= now() - interval '30 days' LIMIT $1 FOR UPDATE SKIP LOCKED
     ) RETURNING id`,
    [BATCH],
  );
  if (gone.length === 0) return 0;
  await appendAudit(tx, {
    at: new Date().toISOString(),
    request: randomUUID(),
    operation: 'forgetRequests',
    specVersion: SPEC_VERSION,
    actor: 'system',
    status: 200,
    input: null,
    output: { deleted: gone.length },
    decisions: null,
  });
  return gone.length;
}
