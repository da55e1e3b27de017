import { z } from 'zod';
import { people, ROLES } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';
import { hashPassword, newPassword } from './password.ts';

/** A new person. Without a password they sign in at the identity provider, by this e-mail. */
export const newPerson = z.object({
  name: z.string().trim().min(1, 'Give a name.').max(100, 'A name has at most 100 characters.'),
  email: z.email('Give an e-mail address.').max(254),
  role: z.enum(ROLES),
  password: newPassword.nullable(),
});

/** Adds a person and gives their id. Throws `invalid`, or `conflict` when the e-mail address is taken. */
export async function addPerson(ctx: Context, given: unknown): Promise<string> {
  authorise(ctx, 'people.manage');
  const parsed = newPerson.safeParse(given);
  if (!parsed.success) throw new AppError('invalid', parsed.error.issues[0]?.message ?? 'The form is not complete.');
  const { name, email, role, password } = parsed.data;
  const passwordHash = password === null ? null : await hashPassword(password);
  const id = ctx.newId();
  const at = ctx.now();
  await ctx.db.transaction(async (tx) => {
    const added = await tx
      .insert(people)
      .values({ id, name, email, role, passwordHash, createdAt: at })
      .onConflictDoNothing()
      .returning({ id: people.id });
    if (added.length === 0) throw new AppError('conflict', `Somebody has the e-mail address ${email} already.`);
    await appendEntry(tx, {
      id: ctx.newId(),
      at,
      actorId: ctx.actor.id,
      action: 'person.added',
      subject: `person:${id}`,
      detail: { personId: id, role },
    });
  });
  return id;
}
