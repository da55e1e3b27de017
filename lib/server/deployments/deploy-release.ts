import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client.ts';
import { deployments, services } from '#db/schema.ts';
import type { DeploymentTarget } from '../../adapters/target/target.ts';
import { AppError } from '../../core/app-error.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { type LoadedRelease, loadRelease } from './release-files.ts';

/** The only environment there is for now. */
export const ENVIRONMENT = 'local';

/** What it takes to bring a release up. Time and ids are arguments. */
export interface DeployOrder {
  db: Db;
  target: DeploymentTarget;
  releaseId: string;
  /** The person who started it: the run's, or who rolls back. */
  startedBy: string;
  kind: 'deploy' | 'rollback';
  onProgress?: (text: string) => void;
  now: () => Date;
  newId: () => string;
  /** Runs in the transaction that records the attempt: the decision's own ledger entry. */
  alongside?: (tx: Tx, release: LoadedRelease) => Promise<void>;
}

/**
 * Brings a release up and records it. Safe to repeat after a crash at any point: an unfinished attempt is taken up, a finished
 * one is confirmed. In one transaction the release before is marked superseded, this one live, and the ledger told.
 * @throws AppError with the target's reason; the attempt is then marked failed, and what ran before keeps the traffic
 */
export async function deployRelease(order: DeployOrder): Promise<{ address: string; releaseNumber: number }> {
  const { db, target, onProgress } = order;
  const release = await loadRelease(db, order.releaseId);
  const { releaseNumber } = release.request;
  const attempt = await recordAttempt(order, release);
  try {
    const { address } = await target.deploy({ ...release.request, ...(onProgress ? { onProgress } : {}) });
    if (attempt.status === 'starting') await recordLive(order, release, attempt.id, address);
    return { address, releaseNumber };
  } catch (error) {
    const reason = error instanceof AppError ? error.message : 'The deployment failed inside the platform.';
    if (attempt.status === 'starting') await recordFailure(order, release, attempt.id, reason);
    throw error instanceof AppError ? error : new AppError('unavailable', reason, { internal: String(error) });
  }
}

/** The unfinished attempt of this kind or the live one of this release if there is one, otherwise a new one. */
async function recordAttempt(
  order: DeployOrder,
  release: LoadedRelease,
): Promise<{ id: string; status: 'starting' | 'live' }> {
  const { db, kind } = order;
  return db.transaction(async (tx) => {
    await lockService(tx, release.serviceId);
    const found = await tx
      .select({ id: deployments.id, status: deployments.status, kind: deployments.kind })
      .from(deployments)
      .where(and(eq(deployments.releaseId, order.releaseId), eq(deployments.environment, ENVIRONMENT)));
    for (const { id, status, kind: before } of found) {
      if (status === 'live' || (status === 'starting' && before === kind)) return { id, status };
    }
    const id = order.newId();
    await order.alongside?.(tx, release);
    await tx.insert(deployments).values({
      id,
      serviceId: release.serviceId,
      releaseId: order.releaseId,
      environment: ENVIRONMENT,
      kind,
      status: 'starting',
      startedBy: order.startedBy,
      createdAt: order.now(),
    });
    return { id, status: 'starting' };
  });
}

/** The target decides what is live: if another release took over meanwhile, this attempt is recorded as superseded. */
async function recordLive(order: DeployOrder, release: LoadedRelease, id: string, address: string): Promise<void> {
  const { db, target, kind } = order;
  await db.transaction(async (tx) => {
    await lockService(tx, release.serviceId);
    const at = order.now();
    const { releaseId } = await target.status(release.request.service);
    if (releaseId !== order.releaseId) {
      await tx.update(deployments).set({ status: 'superseded', liveAt: at, endedAt: at }).where(eq(deployments.id, id));
      return;
    }
    const live = and(
      eq(deployments.serviceId, release.serviceId),
      eq(deployments.environment, ENVIRONMENT),
      eq(deployments.status, 'live'),
    );
    await tx.update(deployments).set({ status: 'superseded', endedAt: at }).where(live);
    await tx.update(deployments).set({ status: 'live', liveAt: at, address }).where(eq(deployments.id, id));
    await appendEntry(tx, {
      ...{ id: order.newId(), at, actorId: null, action: 'deployment.live', serviceId: release.serviceId },
      subject: `deployment:${id}`,
      detail: { releaseNumber: release.request.releaseNumber, environment: ENVIRONMENT, kind },
    });
  });
}

async function recordFailure(order: DeployOrder, release: LoadedRelease, id: string, reason: string): Promise<void> {
  await order.db.transaction(async (tx) => {
    const at = order.now();
    await tx
      .update(deployments)
      .set({ status: 'failed', reason, endedAt: at })
      .where(and(eq(deployments.id, id), eq(deployments.status, 'starting')));
    await appendEntry(tx, {
      ...{ id: order.newId(), at, actorId: null, action: 'deployment.failed', serviceId: release.serviceId },
      subject: `deployment:${id}`,
      detail: { releaseNumber: release.request.releaseNumber, environment: ENVIRONMENT, kind: order.kind, reason },
    });
  });
}

/** One recorder per service at a time. */
async function lockService(tx: Tx, serviceId: string): Promise<void> {
  await tx.execute(sql`select 1 from ${services} where ${services.id} = ${serviceId} for update`);
}
