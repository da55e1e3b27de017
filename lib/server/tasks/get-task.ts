import type { ServiceTask } from '../../domain/deployments/service-task.ts';
import { authorise, type Context } from '../context.ts';
import { requireLive } from '../deployments/read-live.ts';
import { callTaskApi } from './call-task-api.ts';
import { requireTaskId } from './require-task-id.ts';
import { taskSchema } from './task-schema.ts';

/** One task of a live service. Throws `not_found` if the service has none of this id. */
export async function getTask(ctx: Context, { service, id }: { service: string; id: string }): Promise<ServiceTask> {
  authorise(ctx, 'task.complete');
  const row = await requireLive(ctx.db, service);
  return callTaskApi(ctx, row, { method: 'GET', path: `/tasks/${requireTaskId(id)}` }, taskSchema);
}
