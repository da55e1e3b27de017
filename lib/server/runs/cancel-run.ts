import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { runs } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { isFinal } from '../../domain/runs/run-state.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';
import { appendEvents } from './durable/append-events.ts';
import { interruptRun } from './durable/wake.ts';

const input = z.object({ runId: z.uuid() });

/**
 * Cancels a run at once: nothing more is written for it, and its worker kills what it runs. A run that is being deployed
 * cannot be cancelled any more. Throws `not_found`, or `conflict` if it is over or being deployed.
 */
export async function cancelRun(ctx: Context, given: unknown): Promise<void> {
  authorise(ctx, 'run.cancel');
  const { runId } = input.parse(given);
  await ctx.db.transaction(async (tx) => {
    const [run] = await tx.select().from(runs).where(eq(runs.id, runId)).for('update');
    if (!run) throw new AppError('not_found', 'This run does not exist.');
    if (isFinal(run.status)) throw new AppError('conflict', 'This run is over already. Nothing was changed.');
    if (run.stage === 'deploy') {
      throw new AppError('conflict', 'This run is being deployed and can no longer be cancelled. Roll back instead.');
    }
    const at = ctx.now();
    const reason = `Cancelled by ${ctx.actor.name}.`;
    await appendEvents(tx, runId, at, [{ kind: 'run.finished', status: 'cancelled', reason }]);
    await tx.update(runs).set({ status: 'cancelled', reason, owner: null, finishedAt: at }).where(eq(runs.id, runId));
    await appendEntry(tx, {
      id: ctx.newId(),
      at,
      actorId: ctx.actor.id,
      action: 'run.cancelled',
      serviceId: run.serviceId,
      subject: `run:${runId}`,
      detail: { number: run.number },
    });
    await interruptRun(tx, runId);
  });
}
