'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { ActionResult } from '#lib/core/action-result.ts';
import { asAction } from '#lib/server/people/request-context.ts';
import { claimTask } from '#lib/server/tasks/claim-task.ts';
import { completeTask } from '#lib/server/tasks/complete-task.ts';
import { listTasks } from '#lib/server/tasks/list-tasks.ts';

const place = z.strictObject({ service: z.string().min(1).max(63), id: z.uuid() });
const answer = place.extend({ values: z.record(z.string().max(200), z.json()) });

/** Takes a task for the signed-in person. */
export async function claimTaskAction(asked: unknown): Promise<ActionResult<null>> {
  return asAction(async (ctx) => {
    await claimTask(ctx, place.parse(asked));
    return null;
  });
}

/** Completes a task and says where to go on: the next task of the same request if there is one, else the inbox. */
export async function completeTaskAction(asked: unknown): Promise<ActionResult<{ next: string }>> {
  return asAction(async (ctx) => {
    const { service, id, values } = answer.parse(asked);
    const { request } = await completeTask(ctx, { service, id, values });
    const { tasks } = await listTasks(ctx);
    const following = tasks.find((each) => each.service === service && each.task.request === request);
    revalidatePath('/tasks');
    return { next: following ? `/tasks/${service}/${following.task.id}` : '/tasks' };
  });
}
