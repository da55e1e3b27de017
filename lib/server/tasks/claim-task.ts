import type { ServiceTask } from '../../domain/deployments/service-task.ts';
import { authorise, type Context } from '../context.ts';
import { requireLive } from '../deployments/read-live.ts';
import { callTaskApi } from './call-task-api.ts';
import { requireTaskId } from './require-task-id.ts';
import { taskSchema } from './task-schema.ts';

/** Takes a task for the signed-in person. Throws `conflict` if somebody else has it. */
export async function claimTask(ctx: Context, { service, id }: { service: string; id: string }): Promise<ServiceTask> {
  authorise(ctx, 'task.complete');
  const row = await requireLive(ctx.db, service);
  return callTaskApi(ctx, row, { method: 'POST', path: `/tasks/${requireTaskId(id)}/claim` }, taskSchema);
}
