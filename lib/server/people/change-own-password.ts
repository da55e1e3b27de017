import { and, eq, isNull, ne } from 'drizzle-orm';
import { z } from 'zod';
import { people, sessions } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';
import { hashPassword, newPassword } from './password.ts';
import { freshProofKind, verifyFresh } from './verify-fresh.ts';
import { isDemo } from './workspace.ts';

const change = z.object({ current: z.string().min(1, 'Give your current password.').max(200), next: newPassword });

/**
 * Changes the actor's password and ends their other sessions. Throws `unauthenticated` for a wrong current password,
 * `forbidden` in the demo workspace (everybody knows those passwords) and for people of the identity provider.
 */
export async function changeOwnPassword(ctx: Context, given: unknown): Promise<void> {
  authorise(ctx, 'read');
  if (isDemo()) throw new AppError('forbidden', 'In the demo workspace passwords stay as they are.');
  const parsed = change.safeParse(given);
  if (!parsed.success) throw new AppError('invalid', parsed.error.issues[0]?.message ?? 'The form is not complete.');
  if ((await freshProofKind(ctx)) === 'provider') {
    throw new AppError('forbidden', 'You sign in at your identity provider. Change the password there.');
  }
  await verifyFresh(ctx, { password: parsed.data.current });
  const passwordHash = await hashPassword(parsed.data.next);
  const { id, sessionId } = ctx.actor;
  await ctx.db.transaction(async (tx) => {
    await tx.update(people).set({ passwordHash }).where(eq(people.id, id));
    await tx
      .update(sessions)
      .set({ revokedAt: ctx.now() })
      .where(and(eq(sessions.personId, id), ne(sessions.id, sessionId), isNull(sessions.revokedAt)));
    await appendEntry(tx, {
      id: ctx.newId(),
      at: ctx.now(),
      actorId: id,
      action: 'person.changed',
      subject: `person:${id}`,
      detail: { personId: id, password: 'changed' },
    });
  });
}
