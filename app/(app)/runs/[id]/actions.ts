'use server';
import type { ActionResult } from '#lib/core/action-result.ts';
import { asAction } from '#lib/server/people/request-context.ts';
import { cancelRun } from '#lib/server/runs/cancel-run.ts';
import { type StartedRun, startRun } from '#lib/server/runs/start-run.ts';

/** Cancels a run that is not over. */
export async function cancelAction(runId: string): Promise<ActionResult<null>> {
  return asAction(async (ctx) => {
    await cancelRun(ctx, { runId });
    return null;
  });
}

/** Starts a new run of the same version. */
export async function runAgainAction(versionId: string): Promise<ActionResult<StartedRun>> {
  return asAction((ctx) => startRun(ctx, { versionId }));
}
