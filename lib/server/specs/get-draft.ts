import { eq } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { people, specDrafts } from '#db/schema.ts';
import { assert } from '../../core/assert.ts';
import { authorise, type Context } from '../context.ts';
import { findService } from './find-service.ts';

/** The shared draft of a service. `revision` counts its changes from 1; `updatedAt` is RFC 3339. */
export interface Draft {
  service: string;
  text: string;
  revision: number;
  updatedBy: { id: string; name: string };
  updatedAt: string;
}

/** Reads a service's draft. Throws `not_found`. */
export async function getDraft(ctx: Context, service: string): Promise<Draft> {
  authorise(ctx, 'read');
  const { id } = await findService(ctx.db, service);
  return { service, ...(await readDraft(ctx.db, id)) };
}

/** The draft row with its author's name; `lock` keeps others from changing it until the transaction ends. */
export async function readDraft(db: DbOrTx, serviceId: string, lock = false): Promise<Omit<Draft, 'service'>> {
  const query = db
    .select({
      text: specDrafts.text,
      revision: specDrafts.revision,
      updatedBy: { id: people.id, name: people.name },
      updatedAt: specDrafts.updatedAt,
    })
    .from(specDrafts)
    .innerJoin(people, eq(people.id, specDrafts.updatedBy))
    .where(eq(specDrafts.serviceId, serviceId));
  const [row] = await (lock ? query.for('update', { of: specDrafts }) : query);
  assert(row, 'every service has a draft');
  return { ...row, updatedAt: row.updatedAt.toISOString() };
}
