import { and, eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { deployments } from '#db/schema.ts';
import type { DeploymentTarget } from '../../adapters/target/target.ts';
import { deployRelease, ENVIRONMENT } from './deploy-release.ts';
import { readLive } from './read-live.ts';
import { loadRelease } from './release-files.ts';

/**
 * Brings records and target together after a crash: rollbacks that a killed process left unfinished are finished, and live
 * releases that the target does not know (its data was lost) are brought up again. Unfinished deploys belong to their runs.
 * The local daemon does it at its start and every 30 s; safe to repeat and to run twice at once.
 */
export async function resumeDeployments(tools: {
  db: Db;
  target: DeploymentTarget;
  now: () => Date;
  newId: () => string;
  log: (message: string, error: unknown) => void;
}): Promise<void> {
  const { db, target, log } = tools;
  const unfinished = await db
    .select({ releaseId: deployments.releaseId, startedBy: deployments.startedBy })
    .from(deployments)
    .where(
      and(
        eq(deployments.environment, ENVIRONMENT),
        eq(deployments.status, 'starting'),
        eq(deployments.kind, 'rollback'),
      ),
    )
    .orderBy(deployments.createdAt);
  for (const attempt of unfinished) {
    await deployRelease({ ...tools, ...attempt, kind: 'rollback' }).catch((error) =>
      log('rollback not resumed', error),
    );
  }
  for (const { service, live } of await readLive(db)) {
    const status = await target.status(service).catch(() => null);
    if (status?.state !== 'absent') continue;
    const { request } = await loadRelease(db, live.releaseId);
    await target.deploy(request).catch((error) => log(`${service} not brought up again`, error));
  }
}
