import { authorise, type Context } from '../context.ts';
import { listApprovals } from '../reviews/list-approvals.ts';

/** What asks this person to act, for the rail. */
export interface WaitingCounts {
  approvals: number;
  tasks: number;
}

/** Counts what waits for the actor. Tasks are counted on their own page: they live in the services, which may be slow. */
export async function readShellCounts(ctx: Context): Promise<WaitingCounts> {
  authorise(ctx, 'read');
  const { mine } = await listApprovals(ctx);
  return { approvals: mine.length, tasks: 0 };
}
