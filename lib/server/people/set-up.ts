import { randomInt, timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, DbOrTx } from '#db/client.ts';
import { people } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { dataFolder, readSecret, secretFile } from './auth-secret.ts';
import { limitAttempts } from './limit-attempts.ts';
import { hashPassword, newPassword } from './password.ts';
import type { Clock } from './start-session.ts';
import { isDemo } from './workspace.ts';

const FILE = 'set-up-code';
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 16;
const LOCK = 7_305_011;
const TRIES = 20;

const firstAdministrator = z.object({
  code: z.string().trim().min(1, 'Give the set-up code.').max(100),
  name: z.string().trim().min(1, 'Give your name.').max(100, 'A name has at most 100 characters.'),
  email: z.email('Give an e-mail address.').max(254),
  password: newPassword,
});

/** Whether this workspace still waits for its first administrator. A demo workspace never does. */
export async function needsSetUp(db: DbOrTx): Promise<boolean> {
  if (isDemo()) return false;
  const [anybody] = await db.select({ id: people.id }).from(people).limit(1);
  return anybody === undefined;
}

/**
 * The one-time code that only somebody with access to the server can know: for the start command to print. Made on first
 * use and kept in the data folder. Null when the workspace has its people already.
 */
export async function setUpCode(db: DbOrTx, folder: string = dataFolder()): Promise<string | null> {
  if (!(await needsSetUp(db))) return null;
  return secretFile(folder, FILE, makeCode);
}

/**
 * Makes the first administrator of a real workspace, once: not in a demo workspace, not when there is anybody already (also
 * when two ask at once), not without the code. Throws `not_found`, `invalid`, `forbidden` or `too_many`.
 */
export async function setUp(db: Db, clock: Clock, given: unknown, folder: string = dataFolder()): Promise<void> {
  if (!(await needsSetUp(db))) throw gone();
  const parsed = firstAdministrator.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const data = { field: String(issue?.path[0] ?? '') };
    throw new AppError('invalid', issue?.message ?? 'The form is not complete.', { data });
  }
  const { code, name, email, password } = parsed.data;
  const right = await limitAttempts(db, clock.now(), [{ subject: 'set-up', most: TRIES }], async () =>
    isCode(code, folder) ? true : null,
  );
  if (!right) throw new AppError('forbidden', 'The set-up code is wrong.', { data: { field: 'code' } });
  const passwordHash = await hashPassword(password);
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    if (!(await needsSetUp(tx))) throw gone();
    const id = clock.newId();
    const at = clock.now();
    await tx.insert(people).values({ id, name, email, role: 'administrator', passwordHash, createdAt: at });
    await appendEntry(tx, {
      id: clock.newId(),
      at,
      actorId: null,
      action: 'person.added',
      subject: `person:${id}`,
      detail: { personId: id, role: 'administrator' },
    });
  });
  rmSync(join(folder, FILE), { force: true });
}

function gone(): AppError {
  return new AppError('not_found', 'This workspace is set up already. Sign in instead.');
}

/** Spaces and hyphens are for reading, and letters may be small. */
function isCode(given: string, folder: string): boolean {
  const kept = readSecret(join(folder, FILE));
  if (!kept) return false;
  const [a, b] = [given, kept].map((code) => Buffer.from(code.replace(/[\s-]/g, '').toUpperCase()));
  return a !== undefined && b !== undefined && a.length === b.length && timingSafeEqual(a, b);
}

/** 16 letters in groups of four: 79 bits. */
function makeCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}
