import { createHash } from 'node:crypto';
import { and, asc, desc, eq, lt, ne, sql } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { blobs, gateResults, releases, runFiles, runs, services, specVersions, testResults } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { type Evidence, evidenceText } from '../../domain/reviews/evidence.ts';
import { checkSpec } from '../../spec/index.ts';
import { findMigrationConflict } from './find-migration-conflict.ts';

/** Evidence, the text that is signed, and that text's SHA-256 in lower-case hex. */
export interface DigestedEvidence {
  evidence: Evidence;
  text: string;
  digest: string;
  /** Why this may not go live now whatever it proves, in one sentence: another release changed the data under it. */
  conflict: string | null;
}

/**
 * Computes what a signature on this run would be about, from what is stored now. Stored bytes are hashed again: an edited
 * specification or file is refused (`unprocessable`), never signed. Throws `not_found` for an unknown run.
 */
export async function readEvidence(tx: DbOrTx, runId: string): Promise<DigestedEvidence> {
  const run = await readRun(tx, runId);
  if (sha256(run.text) !== run.versionDigest) {
    throw new AppError(
      'unprocessable',
      'The stored specification is not the one that was saved: nothing can be signed.',
      {
        internal: `spec version ${run.versionId} does not hash to its digest`,
      },
    );
  }
  const { readiness } = checkSpec(run.text);
  const evidence: Evidence = {
    format: 'plumbline-evidence/1',
    service: run.service,
    action: 'deploy',
    environment: 'local',
    run: { id: run.id, number: run.number, requestedBy: run.startedBy },
    specification: { version: run.version, digest: run.versionDigest, authors: run.authors },
    notPrecise: {
      prose: readiness.prose,
      assumed: readiness.assumed,
      notUnderstood: readiness.notUnderstood,
    },
    files: await readFiles(tx, runId),
    gates: await tx
      .select({ gate: gateResults.gate, status: gateResults.status })
      .from(gateResults)
      .where(eq(gateResults.runId, runId)),
    tests: await tx
      .select({ name: testResults.name, status: testResults.status })
      .from(testResults)
      .where(eq(testResults.runId, runId)),
    previousRelease: namedRelease(await readPreviousRelease(tx, run.serviceId, runId)),
  };
  const text = evidenceText(evidence);
  return { evidence, text, digest: sha256(text), conflict: await findMigrationConflict(tx, run.serviceId, runId) };
}

async function readRun(tx: DbOrTx, runId: string) {
  const [run] = await tx
    .select({
      id: runs.id,
      number: runs.number,
      startedBy: runs.startedBy,
      serviceId: runs.serviceId,
      service: services.name,
      versionId: runs.versionId,
      version: specVersions.number,
      versionDigest: specVersions.digest,
      authors: specVersions.authors,
      text: specVersions.text,
    })
    .from(runs)
    .innerJoin(services, eq(services.id, runs.serviceId))
    .innerJoin(specVersions, eq(specVersions.id, runs.versionId))
    .where(eq(runs.id, runId));
  if (!run) throw new AppError('not_found', 'This run does not exist.');
  return run;
}

async function readFiles(tx: DbOrTx, runId: string): Promise<{ path: string; hash: string }[]> {
  const rows = await tx
    .select({
      path: runFiles.path,
      hash: runFiles.hash,
      intact: sql<boolean>`encode(sha256(${blobs.bytes}), 'hex') = ${blobs.hash}`,
    })
    .from(runFiles)
    .innerJoin(blobs, eq(blobs.hash, runFiles.hash))
    .where(eq(runFiles.runId, runId))
    .orderBy(asc(runFiles.path));
  const broken = rows.find((row) => !row.intact);
  if (broken) {
    throw new AppError('unprocessable', `The stored file ${broken.path} was changed: nothing can be signed.`, {
      internal: `blob ${broken.hash} does not hash to its name`,
    });
  }
  return rows.map(({ path, hash }) => ({ path, hash }));
}

/** The release that this run's own would follow: the newest of the service, or the one before its own once it has one. */
export async function readPreviousRelease(tx: DbOrTx, serviceId: string, runId: string) {
  const [own] = await tx.select({ number: releases.number }).from(releases).where(eq(releases.runId, runId));
  const [previous] = await tx
    .select({
      number: releases.number,
      digest: releases.digest,
      runId: releases.runId,
      versionId: releases.versionId,
    })
    .from(releases)
    .where(
      and(
        eq(releases.serviceId, serviceId),
        ne(releases.runId, runId),
        own === undefined ? undefined : lt(releases.number, own.number),
      ),
    )
    .orderBy(desc(releases.number))
    .limit(1);
  return previous ?? null;
}

function namedRelease(release: { number: number; digest: string } | null): Evidence['previousRelease'] {
  return release && { number: release.number, digest: release.digest };
}

/** The SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
