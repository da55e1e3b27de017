import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DbOrTx } from '#db/client.ts';
import { people, runs, services, specVersions } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import type { RunStatus, Stage } from '../../domain/runs/events.ts';
import { authorise, type Context } from '../context.ts';

/** A run as pages and lists show it. Times are RFC 3339. */
export interface RunSummary {
  id: string;
  number: number;
  service: { id: string; name: string };
  version: { id: string; number: number; digest: string; message: string };
  startedBy: { id: string; name: string };
  status: RunStatus;
  stage: Stage;
  reason: string | null;
  /** What waits for a signature. */
  evidenceDigest: string | null;
  createdAt: string;
  finishedAt: string | null;
}

/** One run. Throws `not_found`. */
export async function getRun(ctx: Context, runId: string): Promise<RunSummary> {
  authorise(ctx, 'read');
  const id = z.uuid().safeParse(runId);
  const [row] = id.success ? await selectRuns(ctx.db).where(eq(runs.id, id.data)) : [];
  if (!row) throw new AppError('not_found', 'This run does not exist.');
  return runSummary(row);
}

/** Runs with their names, to be narrowed further. */
export function selectRuns(db: DbOrTx) {
  return db
    .select({
      run: runs,
      service: { id: services.id, name: services.name },
      version: {
        id: specVersions.id,
        number: specVersions.number,
        digest: specVersions.digest,
        message: specVersions.message,
      },
      startedBy: { id: people.id, name: people.name },
    })
    .from(runs)
    .innerJoin(services, eq(services.id, runs.serviceId))
    .innerJoin(specVersions, eq(specVersions.id, runs.versionId))
    .innerJoin(people, eq(people.id, runs.startedBy))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectRuns>>[number];

/** A row of `selectRuns` as a summary. */
export function runSummary({ run, service, version, startedBy }: Row): RunSummary {
  return {
    id: run.id,
    number: run.number,
    service,
    version,
    startedBy,
    status: run.status,
    stage: run.stage,
    reason: run.reason,
    evidenceDigest: run.evidenceDigest,
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}
