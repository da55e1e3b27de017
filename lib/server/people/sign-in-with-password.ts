import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#db/client.ts';
import { people } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { limitAttempts } from './limit-attempts.ts';
import { verifyPassword } from './password.ts';
import { type Clock, startSession } from './start-session.ts';

const TRIES_PER_PERSON = 10;
const TRIES_PER_ADDRESS = 60;

const credentials = z.object({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(200) });

/**
 * Signs in by e-mail and password and gives the new session's id. Throws `unauthenticated` with the same sentence and in
 * the same time for a wrong password, an unknown or a deactivated person, and `too_many` after 10 wrong tries on one
 * person or 60 from one address within 15 minutes. `address` is where the request came from, as far as it can be known.
 */
export async function signInWithPassword(db: Db, clock: Clock, given: unknown, address: string): Promise<string> {
  const parsed = credentials.safeParse(given);
  if (!parsed.success) throw wrong();
  const { email, password } = parsed.data;
  const limits = [
    { subject: email.toLowerCase(), most: TRIES_PER_PERSON },
    { subject: `address ${address}`, most: TRIES_PER_ADDRESS },
  ];
  const personId = await limitAttempts(db, clock.now(), limits, () => provenPerson(db, email, password));
  if (personId === null) throw wrong();
  return db.transaction((tx) => startSession(tx, clock, { personId, by: 'password', authenticatedAt: clock.now() }));
}

async function provenPerson(db: Db, email: string, password: string): Promise<string | null> {
  const [person] = await db
    .select({ id: people.id, passwordHash: people.passwordHash })
    .from(people)
    .where(and(eq(sql`lower(${people.email})`, email.toLowerCase()), eq(people.active, true)));
  const right = await verifyPassword(password, person?.passwordHash ?? null);
  return right && person ? person.id : null;
}

function wrong(): AppError {
  return new AppError('unauthenticated', 'The e-mail address or the password is wrong.');
}
