import { createHash, randomUUID } from 'node:crypto';
import type { Db } from '#db/client.ts';
import { people, services, specDrafts, specVersions } from '#db/schema.ts';
import type { PlatformRole } from '../../domain/access/permissions.ts';
import type { Context } from '../context.ts';

export interface Fixture {
  serviceId: string;
  serviceName: string;
  versionId: string;
  /** Wrote the version and starts runs. */
  author: Context;
  /** A second person, who may approve. */
  reviewer: Context;
}

/** A service with one saved version of the text, its author and a reviewer. */
export async function seedVersion(
  db: Db,
  text: string,
  name = `service-${randomUUID().slice(0, 8)}`,
): Promise<Fixture> {
  const author = await seedPerson(db, 'architect');
  const reviewer = await seedPerson(db, 'expert');
  const serviceId = randomUUID();
  const createdAt = new Date();
  await db.insert(services).values({ id: serviceId, name, createdBy: author.actor.id, createdAt });
  await db
    .insert(specDrafts)
    .values({ serviceId, text, revision: 1, updatedBy: author.actor.id, updatedAt: createdAt });
  const versionId = await addVersion(db, { serviceId, authorId: author.actor.id, number: 1, text });
  return { serviceId, serviceName: name, versionId, author, reviewer };
}

/** One more version of a service. Returns its id. */
export async function addVersion(
  db: Db,
  version: { serviceId: string; authorId: string; number: number; text: string },
): Promise<string> {
  const id = randomUUID();
  await db.insert(specVersions).values({
    id,
    ...version,
    digest: createHash('sha256').update(version.text, 'utf8').digest('hex'),
    message: `Version ${version.number}`,
    authors: [version.authorId],
    createdAt: new Date(),
  });
  return id;
}

/** A person who has just proved who they are, as the context of a request. */
export async function seedPerson(db: Db, role: PlatformRole): Promise<Context> {
  const id = randomUUID();
  const person = { id, name: `${role} ${id.slice(0, 4)}`, email: `${id}@test.local`, role };
  await db.insert(people).values(person);
  return {
    db,
    actor: { ...person, sessionId: randomUUID(), authenticatedAt: new Date() },
    now: () => new Date(),
    newId: randomUUID,
  };
}
