import { and, eq, isNull } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { sessions } from '#db/schema.ts';
import { appendEntry } from '../audit/append-entry.ts';

/** The clock and ids of a use case that runs before anybody is signed in. */
export interface Clock {
  now: () => Date;
  newId: () => string;
}

/** Starts a session and writes the ledger. `authenticatedAt` is when the person last proved who they are. */
export async function startSession(
  tx: DbOrTx,
  clock: Clock,
  proof: { personId: string; by: 'password' | 'oidc'; authenticatedAt: Date },
): Promise<string> {
  const id = clock.newId();
  const at = clock.now();
  const { personId, by, authenticatedAt } = proof;
  await tx.insert(sessions).values({ id, personId, createdAt: at, authenticatedAt });
  await appendEntry(tx, {
    id: clock.newId(),
    at,
    actorId: personId,
    action: 'session.started',
    subject: `session:${id}`,
    detail: { sessionId: id, by },
  });
  return id;
}

/** Ends a session and writes the ledger; a session that has ended already stays as it is. */
export async function revokeSession(tx: DbOrTx, clock: Clock, sessionId: string): Promise<void> {
  const at = clock.now();
  const [revoked] = await tx
    .update(sessions)
    .set({ revokedAt: at })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
    .returning({ personId: sessions.personId });
  if (!revoked) return;
  await appendEntry(tx, {
    id: clock.newId(),
    at,
    actorId: revoked.personId,
    action: 'session.revoked',
    subject: `session:${sessionId}`,
    detail: { sessionId },
  });
}
