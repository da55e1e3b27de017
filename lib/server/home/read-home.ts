import { and, desc, eq, inArray } from 'drizzle-orm';
import { runs, services } from '#db/schema.ts';
import type { ApprovalItem } from '../../domain/reviews/review-view.ts';
import { authorise, type Context } from '../context.ts';
import { listApprovals } from '../reviews/list-approvals.ts';
import { listServices, type ServiceSummary } from '../specs/list-services.ts';

/** A run that the actor started and that is the newest of its service. */
export interface MyRun {
  id: string;
  service: string;
  number: number;
  status: 'queued' | 'running' | 'waiting' | 'failed' | 'rejected';
  stage: string;
  reason: string | null;
  at: string;
}

/** What waits for the actor, and what runs. Times are RFC 3339. */
export interface Home {
  approvals: readonly ApprovalItem[];
  /** Failed or rejected: somebody must do something, and it is the actor. */
  stopped: readonly MyRun[];
  /** Under way or waiting for others. */
  moving: readonly MyRun[];
  /** Drafts that the actor changed last and that are no version yet. */
  drafts: readonly ServiceSummary[];
  live: readonly ServiceSummary[];
  /** Whether there is any service at all. */
  anyService: boolean;
}

/** Reads the home page. */
export async function readHome(ctx: Context): Promise<Home> {
  authorise(ctx, 'read');
  const [{ mine }, summaries, myRuns] = await Promise.all([listApprovals(ctx), listServices(ctx), readMyRuns(ctx)]);
  return {
    approvals: mine,
    stopped: myRuns.filter(({ status }) => status === 'failed' || status === 'rejected'),
    moving: myRuns.filter(({ status }) => status !== 'failed' && status !== 'rejected'),
    drafts: summaries.filter(
      ({ draft, version }) => draft.updatedBy.id === ctx.actor.id && version?.matchesDraft !== true,
    ),
    live: summaries.filter(({ live }) => live !== null),
    anyService: summaries.length > 0,
  };
}

const MINE = ['queued', 'running', 'waiting', 'failed', 'rejected'] as const;

/** The newest run of each service, where it is the actor's and not over well. */
async function readMyRuns(ctx: Context): Promise<readonly MyRun[]> {
  const newest = ctx.db
    .selectDistinctOn([runs.serviceId], { id: runs.id })
    .from(runs)
    .orderBy(runs.serviceId, desc(runs.number));
  const rows = await ctx.db
    .select({
      id: runs.id,
      service: services.name,
      number: runs.number,
      status: runs.status,
      stage: runs.stage,
      reason: runs.reason,
      createdAt: runs.createdAt,
      finishedAt: runs.finishedAt,
    })
    .from(runs)
    .innerJoin(services, eq(services.id, runs.serviceId))
    .where(and(inArray(runs.id, newest), eq(runs.startedBy, ctx.actor.id), inArray(runs.status, [...MINE])))
    .orderBy(desc(runs.createdAt));
  return rows.flatMap(({ status, createdAt, finishedAt, ...run }) => {
    if (status === 'succeeded' || status === 'cancelled') return [];
    return [{ ...run, status, at: (finishedAt ?? createdAt).toISOString() }];
  });
}
