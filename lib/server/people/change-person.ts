import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '#db/client.ts';
import { people, ROLES, sessions } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';

const change = z
  .object({ personId: z.uuid(), role: z.enum(ROLES).optional(), active: z.boolean().optional() })
  .refine(({ role, active }) => role !== undefined || active !== undefined);

/**
 * Changes a person's role, or ends or restores their access; both hold from their next request on, and ending also revokes
 * their sessions. Throws `forbidden` for the actor's own row (another administrator does that), which also means that the
 * last administrator stays; `not_found`, `invalid`.
 */
export async function changePerson(ctx: Context, given: unknown): Promise<void> {
  authorise(ctx, 'people.manage');
  const parsed = change.safeParse(given);
  if (!parsed.success) throw new AppError('invalid', 'This change is not one that can be made.');
  const { personId, role, active } = parsed.data;
  if (personId === ctx.actor.id) {
    throw new AppError('forbidden', 'Nobody changes their own role or access. Another administrator can.');
  }
  await ctx.db.transaction(async (tx) => {
    await requireAdministrator(tx, ctx.actor.id);
    const [before] = await tx.select().from(people).where(eq(people.id, personId)).for('update');
    if (!before) throw new AppError('not_found', 'There is no such person.');
    const changed = {
      ...(role !== undefined && role !== before.role ? { role } : {}),
      ...(active !== undefined && active !== before.active ? { active } : {}),
    };
    if (Object.keys(changed).length === 0) return;
    await tx.update(people).set(changed).where(eq(people.id, personId));
    if (changed.active === false) await revokeAll(tx, personId, ctx.now());
    await appendEntry(tx, {
      id: ctx.newId(),
      at: ctx.now(),
      actorId: ctx.actor.id,
      action: 'person.changed',
      subject: `person:${personId}`,
      detail: { personId, ...changed },
    });
  });
}

/** Ends all sessions of a person. */
export async function revokeAll(tx: Tx, personId: string, at: Date): Promise<void> {
  await tx
    .update(sessions)
    .set({ revokedAt: at })
    .where(and(eq(sessions.personId, personId), isNull(sessions.revokedAt)));
}

/** Two administrators who demote each other at the same time: the lock lets one of them win, and the other is none any more. */
async function requireAdministrator(tx: Tx, id: string): Promise<void> {
  const administrators = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.role, 'administrator'), eq(people.active, true)))
    .orderBy(people.id)
    .for('update');
  if (administrators.some((person) => person.id === id)) return;
  throw new AppError('forbidden', 'You are no administrator any more. Nothing was changed.');
}
