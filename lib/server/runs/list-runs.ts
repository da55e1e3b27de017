import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { runs, services } from '#db/schema.ts';
import { authorise, type Context } from '../context.ts';
import { type RunSummary, runSummary, selectRuns } from './get-run.ts';

const listInput = z.object({
  /** A service's name. */
  service: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(500).default(100),
});

/** The newest runs, of one service or of all. */
export async function listRuns(ctx: Context, given: unknown = {}): Promise<readonly RunSummary[]> {
  authorise(ctx, 'read');
  const { service, limit } = listInput.parse(given);
  const rows = await selectRuns(ctx.db)
    .where(service === undefined ? undefined : eq(services.name, service))
    .orderBy(desc(runs.createdAt), desc(runs.number))
    .limit(limit);
  return rows.map(runSummary);
}
