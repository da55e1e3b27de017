import { eq } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { services } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';

/** The row of a service. Throws `not_found` when there is none of that name. */
export async function findService(db: DbOrTx, name: string): Promise<typeof services.$inferSelect> {
  const [row] = await db.select().from(services).where(eq(services.name, name));
  if (!row) throw new AppError('not_found', 'There is no service of this name.', { internal: name.slice(0, 100) });
  return row;
}
