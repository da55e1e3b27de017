import { and, eq, inArray, max } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '#db/client.ts';
import { runs, services, specVersions } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';
import { appendEvents } from './durable/append-events.ts';
import { wakeRun } from './durable/wake.ts';

const input = z.object({ versionId: z.uuid() });

export interface StartedRun {
  runId: string;
  /** Counts the service's runs from 1. */
  number: number;
  /** True if this version already has a run that is not over: a second press starts nothing. */
  existing: boolean;
}

/**
 * Starts a run of a saved version. Run, first event, ledger entry and the workers' wake-up are one transaction.
 * Throws `not_found` for an unknown version.
 */
export async function startRun(ctx: Context, given: unknown): Promise<StartedRun> {
  authorise(ctx, 'run.start');
  const { versionId } = input.parse(given);
  return ctx.db.transaction(async (tx) => {
    const version = await lockService(tx, versionId);
    const open = await findOpenRun(tx, versionId);
    if (open) return { runId: open.id, number: open.number, existing: true };
    const runId = ctx.newId();
    const number = await nextNumber(tx, version.serviceId);
    const at = ctx.now();
    await tx.insert(runs).values({
      id: runId,
      serviceId: version.serviceId,
      versionId,
      number,
      startedBy: ctx.actor.id,
      status: 'queued',
      stage: 'specify',
      createdAt: at,
    });
    await appendEvents(tx, runId, at, [{ kind: 'run.queued', versionNumber: version.number, by: ctx.actor.name }]);
    await appendEntry(tx, {
      id: ctx.newId(),
      at,
      actorId: ctx.actor.id,
      action: 'run.started',
      serviceId: version.serviceId,
      subject: `run:${runId}`,
      detail: { number, versionDigest: version.digest },
    });
    await wakeRun(tx, runId);
    return { runId, number, existing: false };
  });
}

/** The version, with its service locked: runs are numbered one after the other. */
async function lockService(tx: Tx, versionId: string) {
  const [version] = await tx
    .select({ serviceId: specVersions.serviceId, number: specVersions.number, digest: specVersions.digest })
    .from(specVersions)
    .innerJoin(services, eq(services.id, specVersions.serviceId))
    .where(eq(specVersions.id, versionId))
    .for('update', { of: services });
  if (!version) throw new AppError('not_found', 'This version does not exist.');
  return version;
}

async function findOpenRun(tx: Tx, versionId: string) {
  const [open] = await tx
    .select({ id: runs.id, number: runs.number })
    .from(runs)
    .where(and(eq(runs.versionId, versionId), inArray(runs.status, ['queued', 'running', 'waiting'])))
    .limit(1);
  return open;
}

async function nextNumber(tx: Tx, serviceId: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(runs.number) })
    .from(runs)
    .where(eq(runs.serviceId, serviceId));
  return (row?.last ?? 0) + 1;
}
