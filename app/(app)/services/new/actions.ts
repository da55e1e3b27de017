'use server';
import { z } from 'zod';
import type { ActionResult } from '#lib/core/action-result.ts';
import { asAction } from '#lib/server/people/request-context.ts';
import { createService, newService } from '#lib/server/specs/create-service.ts';

/** Makes a service and gives its name. */
export async function createServiceAction(form: unknown): Promise<ActionResult<{ name: string }>> {
  return asAction(async (ctx) => {
    const { name } = await createService(ctx, z.parse(newService, form));
    return { name };
  });
}
