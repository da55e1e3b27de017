import type { DeploymentSummary } from '../../domain/deployments/service-deployment.ts';
import { authorise, type Context } from '../context.ts';
import { getTarget } from './get-target.ts';
import { healthOf, readLive } from './read-live.ts';

/** Every live service with how it does right now, by name. A target that does not answer is said, not hidden. */
export async function listDeployments(ctx: Context): Promise<DeploymentSummary[]> {
  authorise(ctx, 'read');
  const rows = await readLive(ctx.db);
  return Promise.all(
    rows.map(async ({ service, live }) => {
      const status = await getTarget()
        .status(service)
        .catch(() => null);
      return { service, live, health: healthOf(status), restarts: status?.restarts ?? 0 };
    }),
  );
}
