import { eq } from 'drizzle-orm';
import { people, sessions } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import type { Context } from '../context.ts';
import { limitAttempts } from './limit-attempts.ts';
import { verifyPassword } from './password.ts';

const FRESH_MS = 5 * 60_000;
const TRIES = 10;

/**
 * Demands that the actor proves now who they are, before something is signed. People with a password give it again; people
 * of an identity provider must have signed in there within the last 5 minutes. Throws `unauthenticated` (with
 * `data.reauthenticate` when a new sign-in at the provider is what helps) or `too_many` after 10 wrong tries in 15 minutes.
 */
export async function verifyFresh(ctx: Context, proof: { password?: string }): Promise<void> {
  const [person] = await ctx.db
    .select({ passwordHash: people.passwordHash })
    .from(people)
    .where(eq(people.id, ctx.actor.id));
  if (!person?.passwordHash) return requireRecentSignIn(ctx);
  const hash = person.passwordHash;
  const { password } = proof;
  if (!password) throw new AppError('unauthenticated', 'Give your password to sign. Nothing was signed.');
  const limit = { subject: `fresh ${ctx.actor.id}`, most: TRIES };
  const right = await limitAttempts(ctx.db, ctx.now(), [limit], async () =>
    password.length <= 200 && (await verifyPassword(password, hash)) ? true : null,
  );
  if (!right) throw new AppError('unauthenticated', 'The password is wrong. Nothing was signed.');
  await ctx.db.update(sessions).set({ authenticatedAt: ctx.now() }).where(eq(sessions.id, ctx.actor.sessionId));
}

/** Whether a signature asks this person for a password, or for a recent sign-in at the identity provider. */
export async function freshProofKind(ctx: Context): Promise<'password' | 'provider'> {
  const [person] = await ctx.db
    .select({ passwordHash: people.passwordHash })
    .from(people)
    .where(eq(people.id, ctx.actor.id));
  return person?.passwordHash ? 'password' : 'provider';
}

function requireRecentSignIn(ctx: Context): void {
  const age = ctx.now().getTime() - ctx.actor.authenticatedAt.getTime();
  if (age >= 0 && age <= FRESH_MS) return;
  throw new AppError(
    'unauthenticated',
    'Sign in again at your identity provider, then sign within 5 minutes. Nothing was signed.',
    { data: { reauthenticate: true } },
  );
}
