import type { DbOrTx } from '#db/client.ts';
import { readDataRelease, readMigrations } from '../deployments/read-data-release.ts';

/**
 * Why a run's files may not meet the service's data, in one sentence, or null when they may. Migrations are append-only: a run
 * has every migration of the release before it, unchanged, first. One that was compiled before another release changed the data
 * has not, whoever approves it.
 */
export async function findMigrationConflict(tx: DbOrTx, serviceId: string, runId: string): Promise<string | null> {
  const release = await readDataRelease(tx, serviceId, runId);
  if (release === null) return null;
  const before = await readMigrations(tx, release.runId);
  const now = await readMigrations(tx, runId);
  const lost = before.find(({ path, hash }, index) => now[index]?.path !== path || now[index]?.hash !== hash);
  if (lost === undefined) return null;
  const path = lost.path.replace(/\.(down|rows)\.sql$/, '.sql');
  return `Release ${release.number} changed how data is stored (${path}), and this run does not follow on it: run it again.`;
}
