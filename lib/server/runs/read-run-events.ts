import { and, asc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { runEvents } from '#db/schema.ts';
import { storedRunEvent } from '../../domain/runs/event-schema.ts';
import type { StoredRunEvent } from '../../domain/runs/events.ts';
import { authorise, type Context } from '../context.ts';

/** At most this many events come from one call; ask again from the last one. */
export const EVENTS_PER_READ = 500;

/** The events of a run after a cursor, in order, at most 500. An unknown run has none. */
export async function readRunEvents(ctx: Context, runId: string, afterSeq: number): Promise<readonly StoredRunEvent[]> {
  authorise(ctx, 'read');
  const id = z.uuid().parse(runId);
  const after = z.number().int().min(0).parse(afterSeq);
  const rows = await ctx.db
    .select({ seq: runEvents.seq, at: runEvents.at, data: runEvents.data })
    .from(runEvents)
    .where(and(eq(runEvents.runId, id), gt(runEvents.seq, after)))
    .orderBy(asc(runEvents.seq))
    .limit(EVENTS_PER_READ);
  return rows.map(({ seq, at, data }) => storedRunEvent.parse({ seq, at: at.toISOString(), event: data }));
}

/** Every event of a run. */
export async function readAllRunEvents(ctx: Context, runId: string): Promise<readonly StoredRunEvent[]> {
  const all: StoredRunEvent[] = [];
  for (;;) {
    const page = await readRunEvents(ctx, runId, all.at(-1)?.seq ?? 0);
    all.push(...page);
    if (page.length < EVENTS_PER_READ) return all;
  }
}
