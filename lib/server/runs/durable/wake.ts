import { sql } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';

/** Says the id of a run that has something to do. Workers listen; a sweep finds what a lost notification left. */
export const WAKE_CHANNEL = 'plumbline_run_wake';
/** Says the id of a run that was cancelled, so that its worker kills what it runs. */
export const CANCEL_CHANNEL = 'plumbline_run_cancel';

/** Tells the workers, when the transaction commits, that a run can go on. */
export async function wakeRun(tx: DbOrTx, runId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${WAKE_CHANNEL}, ${runId})`);
}

/** Tells the workers, when the transaction commits, to stop what they do for a run. */
export async function interruptRun(tx: DbOrTx, runId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${CANCEL_CHANNEL}, ${runId})`);
}
