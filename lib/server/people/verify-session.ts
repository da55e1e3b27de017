import { and, eq, gt, isNull } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { people, sessions } from '#db/schema.ts';
import type { Actor } from '../context.ts';
import { SESSION_SECONDS } from './session-cookie.ts';

/**
 * Who a session belongs to right now. Null when it is unknown, revoked or older than 12 hours, or when the person was
 * deactivated. The role is read from the database on every request, so a change holds at once.
 */
export async function verifySession(db: DbOrTx, sessionId: string, now: Date): Promise<Actor | null> {
  const oldest = new Date(now.getTime() - SESSION_SECONDS * 1000);
  const [row] = await db
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      role: people.role,
      sessionId: sessions.id,
      authenticatedAt: sessions.authenticatedAt,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(
      and(
        eq(sessions.id, sessionId),
        isNull(sessions.revokedAt),
        gt(sessions.createdAt, oldest),
        eq(people.active, true),
      ),
    );
  return row ?? null;
}
