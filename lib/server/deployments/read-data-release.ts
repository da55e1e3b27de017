import { and, asc, desc, eq, isNotNull, like, ne, or, sql } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { blobs, deployments, releases, runFiles, specVersions } from '#db/schema.ts';

/** The release whose migrations a service's database has, or is about to get. */
export interface DataRelease {
  number: number;
  runId: string;
  /** The specification that it was compiled from. */
  text: string;
}

/** One file of a `migrations/` folder. `hash` is the SHA-256 of its bytes, lower-case hex. */
export interface Migration {
  path: string;
  hash: string;
  text: string;
}

/**
 * The newest release of a service that has not failed, besides a run's own: what comes next meets its data. A release whose
 * every deployment failed never took traffic, and what it would have changed must not bind the ones after it.
 */
export async function readDataRelease(tx: DbOrTx, serviceId: string, exceptRunId: string): Promise<DataRelease | null> {
  const attempts = tx.select({ one: sql`1` }).from(deployments).where(eq(deployments.releaseId, releases.id));
  const good = tx
    .select({ one: sql`1` })
    .from(deployments)
    .where(
      and(
        eq(deployments.releaseId, releases.id),
        or(isNotNull(deployments.liveAt), eq(deployments.status, 'starting')),
      ),
    );
  const [found] = await tx
    .select({ number: releases.number, runId: releases.runId, text: specVersions.text })
    .from(releases)
    .innerJoin(specVersions, eq(specVersions.id, releases.versionId))
    .where(
      and(
        eq(releases.serviceId, serviceId),
        ne(releases.runId, exceptRunId),
        sql`(not exists ${attempts} or exists ${good})`,
      ),
    )
    .orderBy(desc(releases.number))
    .limit(1);
  return found ?? null;
}

/** The migrations among a run's files, in the order in which they are applied. */
export async function readMigrations(tx: DbOrTx, runId: string): Promise<Migration[]> {
  const rows = await tx
    .select({ path: runFiles.path, hash: runFiles.hash, bytes: blobs.bytes })
    .from(runFiles)
    .innerJoin(blobs, eq(blobs.hash, runFiles.hash))
    .where(and(eq(runFiles.runId, runId), like(runFiles.path, 'migrations/%')))
    .orderBy(asc(sql`${runFiles.path} collate "C"`));
  return rows.map(({ path, hash, bytes }) => ({ path, hash, text: bytes.toString('utf8') }));
}
