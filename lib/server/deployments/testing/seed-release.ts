import { createHash, randomUUID } from 'node:crypto';
import type { Db } from '#db/client.ts';
import { blobs, releases, runFiles, runs } from '#db/schema.ts';
import { addVersion, type Fixture } from '../../testing/run-fixture.ts';

/** A release of a service, as a finished run leaves it: run, files and release. Versions and runs are numbered like it. */
export async function seedRelease(
  db: Db,
  fixture: Fixture,
  { number, text, files }: { number: number; text: string; files: Readonly<Record<string, string>> },
): Promise<string> {
  const { serviceId, author } = fixture;
  const [runId, releaseId, at] = [randomUUID(), randomUUID(), new Date()];
  const versionId =
    number === 1 ? fixture.versionId : await addVersion(db, { serviceId, authorId: author.actor.id, number, text });
  const run = { id: runId, serviceId, versionId, number, startedBy: author.actor.id, createdAt: at };
  await db.insert(runs).values({ ...run, status: 'succeeded', stage: 'deploy' });
  for (const [path, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const hash = createHash('sha256').update(bytes).digest('hex');
    await db.insert(blobs).values({ hash, size: bytes.length, bytes }).onConflictDoNothing();
    await db.insert(runFiles).values({ runId, path, hash, size: bytes.length, lines: 1, origins: [] });
  }
  const digest = createHash('sha256').update(`${serviceId} ${number}`).digest('hex');
  await db.insert(releases).values({ id: releaseId, serviceId, runId, versionId, number, digest, createdAt: at });
  return releaseId;
}
