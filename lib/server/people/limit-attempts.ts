import { randomUUID } from 'node:crypto';
import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { signInAttempts } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';

const WINDOW_MS = 15 * 60_000;
const KEPT_MS = 24 * 60 * 60_000;

/** Whose guesses are counted, and how many are allowed within 15 minutes. */
export interface Limit {
  subject: string;
  most: number;
}

/**
 * Runs a proof of identity under limits. The try is written down before it is checked, so that guesses made at the same
 * time count each other; a right one (`work` gives a value) clears the subjects, a refused one over the limit does not
 * prolong the wait. Throws `too_many`, which says when to come back.
 */
export async function limitAttempts<T>(
  db: Db,
  now: Date,
  limits: readonly Limit[],
  work: () => Promise<T | null>,
): Promise<T | null> {
  const tries = limits.map(({ subject }) => ({ id: randomUUID(), subject: subject.slice(0, 320), at: now }));
  await db.delete(signInAttempts).where(lt(signInAttempts.at, new Date(now.getTime() - KEPT_MS)));
  await db.insert(signInAttempts).values(tries);
  const forget = (column: typeof signInAttempts.id | typeof signInAttempts.subject, values: string[]) =>
    db.delete(signInAttempts).where(inArray(column, values));
  const wait = await waitMs(db, now, limits);
  if (wait !== null) {
    await forget(
      signInAttempts.id,
      tries.map(({ id }) => id),
    );
    throw new AppError('too_many', `Too many tries. Wait ${Math.ceil(wait / 60_000)} min, then try again.`);
  }
  const value = await work();
  if (value !== null) {
    await forget(
      signInAttempts.subject,
      tries.map(({ subject }) => subject),
    );
  }
  return value;
}

/** How long until the first subject that is over its limit may try again; null when none is. */
async function waitMs(db: Db, now: Date, limits: readonly Limit[]): Promise<number | null> {
  const from = new Date(now.getTime() - WINDOW_MS);
  for (const { subject, most } of limits) {
    const [row] = await db
      .select({ count: sql<number>`count(*)::int`, oldest: sql<string | null>`min(${signInAttempts.at})` })
      .from(signInAttempts)
      .where(and(eq(signInAttempts.subject, subject.slice(0, 320)), gt(signInAttempts.at, from)));
    if (row && row.count > most) {
      const oldest = row.oldest === null ? now : new Date(row.oldest);
      return Math.max(1, oldest.getTime() + WINDOW_MS - now.getTime());
    }
  }
  return null;
}
