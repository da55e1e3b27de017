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

/** The draft row with its author's name. */
export async function readDraft(db: DbOrTx, serviceId: string): Promise<Omit<Draft, 'service'>> {
  const [row] = await db
    .select({
      text: specDrafts.text,
      revision: specDrafts.revision,
      updatedBy: { id: people.id, name: people.name },
      updatedAt: specDrafts.updatedAt,
    })
    .from(specDrafts)
    .innerJoin(people, eq(people.id, specDrafts.updatedBy))
    .where(eq(specDrafts.serviceId, serviceId));
  assert(row, 'every service has a draft');
  return { ...row, updatedAt: row.updatedAt.toISOString() };
}

/**
 * The draft, kept from change by others until the transaction ends. Locked before it is read: a locking read with a join gives no row
 * at all when the row that it waited for came back with another author.
 */
export async function lockDraft(tx: DbOrTx, serviceId: string): Promise<Omit<Draft, 'service'>> {
  await tx
    .select({ id: specDrafts.serviceId })
    .from(specDrafts)
    .where(eq(specDrafts.serviceId, serviceId))
    .for('update');
  return readDraft(tx, serviceId);
}
