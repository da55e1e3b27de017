import { may } from '../../domain/access/permissions.ts';
import { authorise, type Context } from '../context.ts';
import { listApprovals } from '../reviews/list-approvals.ts';
import { listTasks } from '../tasks/list-tasks.ts';

/** What asks this person to act, for the rail. */
export interface WaitingCounts {
  approvals: number;
  tasks: number;
}

/**
 * Counts what waits for the actor: runs that they may approve, and tasks that are open or theirs. Tasks live in the
 * services; one that does not answer adds nothing here, and the task page says so.
 */
export async function readShellCounts(ctx: Context): Promise<WaitingCounts> {
  authorise(ctx, 'read');
  const [{ mine }, tasks] = await Promise.all([listApprovals(ctx), countTasks(ctx)]);
  return { approvals: mine.length, tasks };
}

async function countTasks(ctx: Context): Promise<number> {
  if (!may(ctx.actor.role, 'task.complete')) return 0;
  const { tasks } = await listTasks(ctx);
  return tasks.filter(({ task }) => task.claimedBy === null || task.claimedBy === ctx.actor.id).length;
}
