import { and, eq } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { blobs, releases, runFiles, services } from '#db/schema.ts';
import type { DeployRequest, ReleaseFile } from '../../adapters/target/target.ts';
import { AppError } from '../../core/app-error.ts';

/** A release with everything that a target needs, and the ids that its records need. */
export interface LoadedRelease {
  serviceId: string;
  request: Omit<DeployRequest, 'onProgress'>;
}

/** Reads a release and its files. Throws `not_found` if there is no such release. */
export async function loadRelease(db: DbOrTx, releaseId: string): Promise<LoadedRelease> {
  const [row] = await db
    .select({ release: releases, service: services.name })
    .from(releases)
    .innerJoin(services, eq(services.id, releases.serviceId))
    .where(eq(releases.id, releaseId));
  if (!row) throw new AppError('not_found', 'There is no such release.', { internal: releaseId });
  const { id, number, digest, runId, serviceId } = row.release;
  const files = await filesOf(db, runId);
  return { serviceId, request: { service: row.service, releaseId: id, releaseNumber: number, digest, files } };
}

/** One file of a release's run as text; null if it has none of this path. */
export async function readReleaseFile(db: DbOrTx, runId: string, path: string): Promise<string | null> {
  const [row] = await db
    .select({ bytes: blobs.bytes })
    .from(runFiles)
    .innerJoin(blobs, eq(blobs.hash, runFiles.hash))
    .where(and(eq(runFiles.runId, runId), eq(runFiles.path, path)));
  return row ? row.bytes.toString('utf8') : null;
}

async function filesOf(db: DbOrTx, runId: string): Promise<ReleaseFile[]> {
  const rows = await db
    .select({ path: runFiles.path, bytes: blobs.bytes })
    .from(runFiles)
    .innerJoin(blobs, eq(blobs.hash, runFiles.hash))
    .where(eq(runFiles.runId, runId))
    .orderBy(runFiles.path);
  return rows.map(({ path, bytes }) => ({ path, text: bytes.toString('utf8') }));
}
