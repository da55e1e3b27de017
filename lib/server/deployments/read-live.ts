import { and, eq } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { deployments, releases, services, specVersions } from '#db/schema.ts';
import type { TargetStatus } from '../../adapters/target/target.ts';
import { AppError } from '../../core/app-error.ts';
import type { DeploymentHealth, LiveRelease } from '../../domain/deployments/service-deployment.ts';
import { ENVIRONMENT } from './deploy-release.ts';

/** A live release with the ids that lead to its files and its text. */
export interface LiveRow {
  service: string;
  serviceId: string;
  runId: string;
  text: string;
  live: LiveRelease;
}

/** The live release of every service that has one, or of one service; by name. */
export async function readLive(db: DbOrTx, service?: string): Promise<LiveRow[]> {
  const rows = await db
    .select({ deployment: deployments, release: releases, version: specVersions, service: services })
    .from(deployments)
    .innerJoin(releases, eq(releases.id, deployments.releaseId))
    .innerJoin(specVersions, eq(specVersions.id, releases.versionId))
    .innerJoin(services, eq(services.id, deployments.serviceId))
    .where(
      and(
        eq(deployments.environment, ENVIRONMENT),
        eq(deployments.status, 'live'),
        service === undefined ? undefined : eq(services.name, service),
      ),
    )
    .orderBy(services.name);
  return rows.map((row) => ({
    service: row.service.name,
    serviceId: row.service.id,
    runId: row.release.runId,
    text: row.version.text,
    live: {
      releaseId: row.release.id,
      releaseNumber: row.release.number,
      versionNumber: row.version.number,
      address: row.deployment.address ?? '',
      since: (row.deployment.liveAt ?? row.deployment.createdAt).toISOString(),
    },
  }));
}

/** The live release of one service. Throws `not_found` if nothing of it is live. */
export async function requireLive(db: DbOrTx, service: string): Promise<LiveRow> {
  const [row] = await readLive(db, service);
  if (!row) throw new AppError('not_found', `${service} is not deployed.`);
  return row;
}

/** What a target's state means to people; `null` is a target that did not answer. */
export function healthOf(status: TargetStatus | null): DeploymentHealth {
  if (status === null) return 'unreachable';
  return status.state === 'absent' ? 'stopped' : status.state;
}
