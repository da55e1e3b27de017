import { sql } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { runEvents, runs } from '#db/schema.ts';
import type { RunEvent } from '../../../domain/runs/events.ts';

/** PostgreSQL channel on which every append says the run's id; a hint only, the table is the truth. */
export const RUN_EVENTS_CHANNEL = 'plumbline_run_events';

/**
 * Appends events to a run inside the caller's transaction. The run's row is locked by taking the sequence numbers, so
 * they have no gaps and the order of commits is the order of events. Browsers hear of it when the transaction commits.
 */
export async function appendEvents(tx: DbOrTx, runId: string, at: Date, events: readonly RunEvent[]): Promise<void> {
  if (events.length === 0) return;
  const [row] = await tx
    .update(runs)
    .set({ nextSeq: sql`${runs.nextSeq} + ${events.length}` })
    .where(sql`${runs.id} = ${runId}`)
    .returning({ nextSeq: runs.nextSeq });
  if (!row) throw new Error(`run ${runId} does not exist`);
  const first = row.nextSeq - events.length;
  await tx.insert(runEvents).values(events.map((event, i) => ({ runId, seq: first + i, at, data: storable(event) })));
  await tx.execute(sql`select pg_notify(${RUN_EVENTS_CHANNEL}, ${runId})`);
}

/** jsonb holds no NUL and no half of a surrogate pair; the output of a test may contain both. */
function storable<T>(event: T): T {
  return JSON.parse(
    JSON.stringify(event, (_key, value: unknown) => (typeof value === 'string' ? storableText(value) : value)),
  );
}

/** A text as PostgreSQL can keep it: what it cannot becomes U+FFFD. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd');
}
