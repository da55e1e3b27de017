import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { people } from '#db/schema.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../../domain/access/demo-people.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { hashPassword } from './password.ts';

/** Adds the five people of the demo workspace, with their ledger entries. People who are there already stay as they are. */
export async function seedDemo(db: Db): Promise<void> {
  const there = await db.select({ email: sql<string>`lower(${people.email})` }).from(people);
  const missing = DEMO_PEOPLE.filter((person) => !there.some(({ email }) => email === person.email));
  const hashes = await Promise.all(missing.map(() => hashPassword(DEMO_PASSWORD)));
  for (const [index, { email, name, role }] of missing.entries()) {
    const id = randomUUID();
    const passwordHash = hashes[index] ?? null;
    await db.transaction(async (tx) => {
      const added = await tx
        .insert(people)
        .values({ id, email, name, role, passwordHash })
        .onConflictDoNothing()
        .returning({ at: people.createdAt });
      const [row] = added;
      if (!row) return;
      await appendEntry(tx, {
        id: randomUUID(),
        at: row.at,
        actorId: null,
        action: 'person.added',
        subject: `person:${id}`,
        detail: { personId: id, role },
      });
    });
  }
}
