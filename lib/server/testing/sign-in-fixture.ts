import { randomUUID } from 'node:crypto';
import type { Db } from '#db/client.ts';
import { people, sessions } from '#db/schema.ts';
import type { PlatformRole } from '../../domain/access/permissions.ts';
import type { Context } from '../context.ts';
import { hashPassword } from '../people/password.ts';

/** A clock that a test moves by hand, in milliseconds. */
export function handClock(start = Date.UTC(2026, 10, 22, 12)) {
  let at = start;
  return { now: () => new Date(at), newId: () => randomUUID(), pass: (ms: number) => (at += ms) };
}

/** A person with a session of `now`, as the context of a request. Without a password they are an identity provider's. */
export async function signedIn(
  db: Db,
  role: PlatformRole,
  options: { password?: string; now?: () => Date } = {},
): Promise<Context> {
  const now = options.now ?? (() => new Date());
  const id = randomUUID();
  const sessionId = randomUUID();
  const person = { id, name: `${role} ${id.slice(0, 4)}`, email: `${id}@test.local`, role };
  const passwordHash = options.password === undefined ? null : await hashPassword(options.password);
  await db.insert(people).values({ ...person, passwordHash });
  const at = now();
  await db.insert(sessions).values({ id: sessionId, personId: id, createdAt: at, authenticatedAt: at });
  return { db, actor: { ...person, sessionId, authenticatedAt: at }, now, newId: randomUUID };
}
