import { and, eq, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import { people } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';
import { revokeAll } from './change-person.ts';
import { hashPassword, newPassword } from './password.ts';

const reset = z.object({ personId: z.uuid(), password: newPassword });

/**
 * Gives a person of this workspace a new password and ends their sessions. Throws `forbidden` for the actor's own (that
 * needs the old one), `not_found` for people of the identity provider, `invalid`.
 */
export async function resetPassword(ctx: Context, given: unknown): Promise<void> {
  authorise(ctx, 'people.manage');
  const parsed = reset.safeParse(given);
  if (!parsed.success) throw new AppError('invalid', parsed.error.issues[0]?.message ?? 'The form is not complete.');
  const { personId, password } = parsed.data;
  if (personId === ctx.actor.id) throw new AppError('forbidden', 'Change your own password under Your sign-in.');
  const passwordHash = await hashPassword(password);
  await ctx.db.transaction(async (tx) => {
    const changed = await tx
      .update(people)
      .set({ passwordHash })
      .where(and(eq(people.id, personId), isNotNull(people.passwordHash)))
      .returning({ id: people.id });
    if (changed.length === 0) throw new AppError('not_found', 'There is no such person with a password here.');
    await revokeAll(tx, personId, ctx.now());
    await appendEntry(tx, {
      id: ctx.newId(),
      at: ctx.now(),
      actorId: ctx.actor.id,
      action: 'person.changed',
      subject: `person:${personId}`,
      detail: { personId, password: 'reset' },
    });
  });
}
