import { desc, eq } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { deployments, people, releases, specVersions } from '#db/schema.ts';
import type {
  Callers,
  DeploymentEntry,
  RollbackChoice,
  ServiceDeployment,
} from '../../domain/deployments/service-deployment.ts';
import { authorise, type Context } from '../context.ts';
import { findService } from '../specs/find-service.ts';
import { getTarget } from './get-target.ts';
import { missingPrograms } from './missing-programs.ts';
import { healthOf, readLive } from './read-live.ts';
import { readSimulated } from './read-simulated.ts';
import { factsOf, type ReleaseFacts } from './release-facts.ts';

const HISTORY = 50;

/** Everything about one service's deployment. Throws `not_found` if there is no service of this name. */
export async function getServiceDeployment(ctx: Context, service: string): Promise<ServiceDeployment> {
  authorise(ctx, 'read');
  const { id } = await findService(ctx.db, service);
  const [row] = await readLive(ctx.db, service);
  const status = await getTarget()
    .status(service)
    .catch(() => null);
  const history = await readHistory(ctx.db, id);
  const facts = row ? await factsOf(ctx.db, row) : null;
  const simulated = status?.state === 'running' ? await readSimulated(getTarget(), service) : [];
  return {
    service,
    live: row?.live ?? null,
    health: row || status === null ? healthOf(status) : 'stopped',
    restarts: status?.restarts ?? 0,
    memoryBytes: status?.memoryBytes ?? null,
    simulated,
    missing: await missingPrograms(facts?.programs ?? []),
    history: history.map(({ entry }) => entry),
    rollbackTo: rollbackChoices(history, row?.live.releaseId ?? null),
    operations: facts?.operations ?? [],
    roles: facts?.roles ?? [],
    scopes: facts?.scopes ?? [],
    taskRoles: facts?.taskRoles ?? [],
    callers: facts === null ? null : callersOf(facts.proof),
    log: status?.log ?? [],
  };
}

function callersOf({ kind, place, subject }: ReleaseFacts['proof']): Callers {
  if (kind === 'keys') return { place, kind: 'keys', entity: null };
  return { place, kind: subject === null ? 'made' : 'stored', entity: subject };
}

interface HistoryRow {
  entry: DeploymentEntry;
  choice: RollbackChoice;
}

async function readHistory(db: DbOrTx, serviceId: string): Promise<HistoryRow[]> {
  const rows = await db
    .select({ deployment: deployments, release: releases, versionNumber: specVersions.number, startedBy: people.name })
    .from(deployments)
    .innerJoin(releases, eq(releases.id, deployments.releaseId))
    .innerJoin(specVersions, eq(specVersions.id, releases.versionId))
    .innerJoin(people, eq(people.id, deployments.startedBy))
    .where(eq(deployments.serviceId, serviceId))
    .orderBy(desc(deployments.createdAt))
    .limit(HISTORY);
  return rows.map(({ deployment, release, versionNumber, startedBy }) => ({
    entry: {
      id: deployment.id,
      kind: deployment.kind,
      status: deployment.status,
      releaseNumber: release.number,
      versionNumber,
      startedBy,
      reason: deployment.reason,
      createdAt: deployment.createdAt.toISOString(),
      liveAt: deployment.liveAt?.toISOString() ?? null,
      endedAt: deployment.endedAt?.toISOString() ?? null,
    },
    choice: {
      releaseId: release.id,
      releaseNumber: release.number,
      versionNumber,
      createdAt: release.createdAt.toISOString(),
    },
  }));
}

/** Releases that took traffic once and do not now, newest first. */
function rollbackChoices(history: readonly HistoryRow[], live: string | null): RollbackChoice[] {
  const once = history.filter(({ entry, choice }) => entry.liveAt !== null && choice.releaseId !== live);
  const byRelease = new Map(once.map(({ choice }) => [choice.releaseId, choice]));
  return [...byRelease.values()].sort((a, b) => b.releaseNumber - a.releaseNumber);
}
