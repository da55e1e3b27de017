'use server';
import { z } from 'zod';
import type { ActionResult } from '#lib/core/action-result.ts';
import { asAction } from '#lib/server/people/request-context.ts';
import { startRun } from '#lib/server/runs/start-run.ts';
import { getVersion } from '#lib/server/specs/get-version.ts';
import { serviceName } from '#lib/server/specs/service-name.ts';

const wanted = z.object({ service: serviceName, version: z.int().positive() });

/** Starts a run of a saved version. */
export async function generateAction(given: unknown): Promise<ActionResult<{ runId: string }>> {
  return asAction(async (ctx) => {
    const { service, version } = wanted.parse(given);
    const { id } = await getVersion(ctx, service, version);
    const { runId } = await startRun(ctx, { versionId: id });
    return { runId };
  });
}
