import type { z } from 'zod';
import { AppError } from '../../core/app-error.ts';
import type { ServiceTask, TaskInbox } from '../../domain/deployments/service-task.ts';
import { authorise, type Context } from '../context.ts';
import { type LiveRow, readLive } from '../deployments/read-live.ts';
import { factsOf } from '../deployments/release-facts.ts';
import { callTaskApi } from './call-task-api.ts';
import { taskPageSchema } from './task-schema.ts';

const MOST_TASKS = 500;

/** The open and claimed tasks of all live services, oldest first. Services that do not answer are named with the reason. */
export async function listTasks(ctx: Context): Promise<TaskInbox> {
  authorise(ctx, 'task.complete');
  const live = await readLive(ctx.db);
  const facts = await Promise.all(live.map((row) => factsOf(ctx.db, row)));
  // Services whose every step is precise have no task interface.
  const rows = live.filter((_, index) => (facts[index]?.taskRoles.length ?? 0) > 0);
  const answers = await Promise.allSettled(rows.map((row) => tasksOf(ctx, row)));
  const tasks: TaskInbox['tasks'][number][] = [];
  const unreachable: TaskInbox['unreachable'][number][] = [];
  answers.forEach((answer, index) => {
    const service = rows[index]?.service ?? '';
    if (answer.status === 'fulfilled') tasks.push(...answer.value.map((task) => ({ service, task })));
    else
      unreachable.push({ service, reason: answer.reason instanceof AppError ? answer.reason.message : 'It failed.' });
  });
  const byAge = tasks.sort((a, b) => (a.task.createdAt < b.task.createdAt ? -1 : 1));
  return { tasks: byAge, unreachable };
}

/** All pages of one service's tasks, at most 500 tasks: nobody reads further. */
async function tasksOf(ctx: Context, row: LiveRow): Promise<ServiceTask[]> {
  const tasks: ServiceTask[] = [];
  for (
    let offset: number | null | undefined = 0;
    offset !== null && offset !== undefined && tasks.length < MOST_TASKS;
  ) {
    const path: string = offset === 0 ? '/tasks' : `/tasks?offset=${offset}`;
    const page: z.infer<typeof taskPageSchema> = await callTaskApi(ctx, row, { method: 'GET', path }, taskPageSchema);
    tasks.push(...page.tasks);
    offset = page.next;
  }
  return tasks;
}
