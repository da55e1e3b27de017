import { sql } from 'drizzle-orm';
import { fromDrizzle, type PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Db } from '#db/client.ts';
import { RUN_QUEUE } from './queue.ts';
import { WORKER_LOCK_CLASS } from './worker-lock.ts';

const idRows = z.array(z.object({ id: z.string() }));
const ownedRows = z.array(z.object({ id: z.string(), owner: z.string() }));

/** Puts a run into the queue, unless it lies there already. */
export async function enqueueRun(boss: PgBoss, runId: string): Promise<void> {
  await boss.upsert(RUN_QUEUE, { runId }, { singletonKey: runId });
}

/** Frees the runs of dead workers at once, without waiting for a heartbeat to be missed. Returns how many there were. */
export async function takeOverDeadRuns(db: Db, boss: PgBoss): Promise<number> {
  const answer = await db.execute(sql`
    select r.id, r.owner from runs r
    where r.status = 'running' and r.owner is not null and not exists (
      select 1 from pg_locks l
      join pg_database d on d.oid = l.database and d.datname = current_database()
      where l.locktype = 'advisory' and l.granted and l.classid = ${WORKER_LOCK_CLASS}
        and l.objid = split_part(r.owner, '.', 1)::bigint)`);
  const orphans = ownedRows.parse(answer.rows);
  for (const orphan of orphans) await takeOver(db, boss, orphan);
  return orphans.length;
}

async function takeOver(db: Db, boss: PgBoss, run: { id: string; owner: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const freed = await tx.execute(
      sql`update runs set owner = null where id = ${run.id} and owner = ${run.owner} and status = 'running' returning id`,
    );
    if (freed.rows.length === 0) return;
    const [, jobId] = run.owner.split('.');
    if (jobId) await boss.cancel(RUN_QUEUE, jobId, { db: fromDrizzle(tx, sql) });
  });
  await enqueueRun(boss, run.id);
}

/** Queues the runs that have something to do but no job: their notification or their job was lost. Returns how many. */
export async function sweepForgottenRuns(db: Db, boss: PgBoss): Promise<number> {
  const answer = await db.execute(sql`
    select r.id from runs r
    where (r.status in ('queued', 'running') or (r.status = 'waiting' and exists (
        select 1 from run_steps s where s.run_id = r.id and s.name = 'signal:' || r.stage)))
      and not exists (
        select 1 from pgboss.job j
        where j.name = ${RUN_QUEUE} and j.singleton_key = r.id::text and j.state in ('created', 'retry', 'active'))
    limit 1000`);
  const forgotten = idRows.parse(answer.rows);
  for (const run of forgotten) await enqueueRun(boss, run.id);
  return forgotten.length;
}
