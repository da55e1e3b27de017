import { cookies } from 'next/headers';
import { sessionContext } from './request-context.ts';
import { sessionCookieName } from './session-cookie.ts';
import { revokeSession } from './start-session.ts';

/** Ends the session of this request, in the database and in the browser. Without one it only clears the cookie. */
export async function signOut(): Promise<void> {
  const ctx = await sessionContext();
  if (ctx) await ctx.db.transaction((tx) => revokeSession(tx, ctx, ctx.actor.sessionId));
  (await cookies()).delete(sessionCookieName());
}
