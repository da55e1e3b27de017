import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { people, services } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { insertService } from './create-service.ts';
import { exampleText } from './templates.ts';

const EXAMPLE = { name: 'kyc-verification-api', template: 'kyc-brief', author: 'asha@demo.local' };

/**
 * Puts the example service into a demo workspace: the brief KYC text, word for word, as a draft by the demo architect. Run it after
 * the demo people exist. A second call changes nothing, also when two processes call at once.
 */
export async function seedExamples(db: Db): Promise<void> {
  const [there] = await db.select({ id: services.id }).from(services).where(eq(services.name, EXAMPLE.name));
  if (there) return;
  const [author] = await db
    .select({ id: people.id })
    .from(people)
    .where(eq(sql`lower(${people.email})`, EXAMPLE.author));
  if (!author) return;
  const text = await exampleText(EXAMPLE.template);
  const ctx = { db, actor: author, now: () => new Date(), newId: randomUUID };
  await insertService(ctx, { name: EXAMPLE.name, text, from: `example ${EXAMPLE.template}` }).catch(
    (error: unknown) => {
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    },
  );
}
