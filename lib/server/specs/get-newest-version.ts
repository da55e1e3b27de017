import { desc, eq } from 'drizzle-orm';
import { specDrafts, specVersions } from '#db/schema.ts';
import { authorise, type Context } from '../context.ts';
import { findService } from './find-service.ts';

/** The newest version of a service and whether the draft still has its text; null while there is none. Throws `not_found`. */
export async function getNewestVersion(
  ctx: Context,
  name: string,
): Promise<{ id: string; number: number; isDraft: boolean } | null> {
  authorise(ctx, 'read');
  const service = await findService(ctx.db, name);
  const [row] = await ctx.db
    .select({ id: specVersions.id, number: specVersions.number, text: specVersions.text, draft: specDrafts.text })
    .from(specVersions)
    .innerJoin(specDrafts, eq(specDrafts.serviceId, specVersions.serviceId))
    .where(eq(specVersions.serviceId, service.id))
    .orderBy(desc(specVersions.number))
    .limit(1);
  return row ? { id: row.id, number: row.number, isDraft: row.text === row.draft } : null;
}
