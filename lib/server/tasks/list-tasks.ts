import { AppError } from '../../core/app-error.ts';
import type { TaskInbox } from '../../domain/deployments/service-task.ts';
import { authorise, type Context } from '../context.ts';
import { readLive } from '../deployments/read-live.ts';
import { factsOf } from '../deployments/release-facts.ts';
import { callTaskApi } from './call-task-api.ts';
import { taskListSchema } from './task-schema.ts';

/** The open and claimed tasks of all live services, oldest first. Services that do not answer are named with the reason. */
export async function listTasks(ctx: Context): Promise<TaskInbox> {
  authorise(ctx, 'task.complete');
  const live = await readLive(ctx.db);
  const facts = await Promise.all(live.map((row) => factsOf(ctx.db, row)));
  // Services whose every step is precise have no task interface.
  const rows = live.filter((_, index) => (facts[index]?.taskRoles.length ?? 0) > 0);
  const answers = await Promise.allSettled(
    rows.map((row) => callTaskApi(ctx, row, { method: 'GET', path: '/tasks' }, taskListSchema)),
  );
  const tasks: TaskInbox['tasks'][number][] = [];
  const unreachable: TaskInbox['unreachable'][number][] = [];
  answers.forEach((answer, index) => {
    const service = rows[index]?.service ?? '';
    if (answer.status === 'fulfilled') tasks.push(...answer.value.tasks.map((task) => ({ service, task })));
    else
      unreachable.push({ service, reason: answer.reason instanceof AppError ? answer.reason.message : 'It failed.' });
  });
  const byAge = tasks.sort((a, b) => (a.task.createdAt < b.task.createdAt ? -1 : 1));
  return { tasks: byAge, unreachable };
}
