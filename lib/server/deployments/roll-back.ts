import { and, eq, isNotNull } from 'drizzle-orm';
import { deployments, releases } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';
import { deployRelease, ENVIRONMENT } from './deploy-release.ts';
import { getTarget } from './get-target.ts';
import { requireLive } from './read-live.ts';

/**
 * Gives all traffic back to a release that was live before. It was approved then and its files are the same, so nobody has to
 * sign again. Resolves when it takes the traffic.
 * @throws AppError `not_found` if nothing is live, `conflict` if the release is live already or never was
 */
export async function rollBack(
  ctx: Context,
  order: { service: string; toRelease: number },
): Promise<{ address: string }> {
  authorise(ctx, 'deployment.rollback');
  const current = await requireLive(ctx.db, order.service);
  const fromRelease = current.live.releaseNumber;
  if (fromRelease === order.toRelease) throw new AppError('conflict', `Release ${fromRelease} is live already.`);
  const releaseId = await releaseThatWasLive(ctx, current.serviceId, order.toRelease);
  return deployRelease({
    ...{ db: ctx.db, target: getTarget(), releaseId, startedBy: ctx.actor.id, kind: 'rollback' },
    now: ctx.now,
    newId: ctx.newId,
    alongside: (tx) =>
      appendEntry(tx, {
        ...{ id: ctx.newId(), at: ctx.now(), actorId: ctx.actor.id, action: 'deployment.rollback' },
        serviceId: current.serviceId,
        subject: `release:${releaseId}`,
        detail: { fromRelease, toRelease: order.toRelease, environment: ENVIRONMENT },
      }),
  });
}

async function releaseThatWasLive(ctx: Context, serviceId: string, number: number): Promise<string> {
  const [found] = await ctx.db
    .select({ id: releases.id })
    .from(releases)
    .innerJoin(deployments, eq(deployments.releaseId, releases.id))
    .where(and(eq(releases.serviceId, serviceId), eq(releases.number, number), isNotNull(deployments.liveAt)))
    .limit(1);
  if (!found) throw new AppError('conflict', `Release ${number} was never live, so there is nothing to go back to.`);
  return found.id;
}
