import { desc, eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { people, runs, specVersions } from '#db/schema.ts';
import { checkSpec, type Readiness } from '../../spec/index.ts';
import { authorise, type Context } from '../context.ts';
import { findService } from './find-service.ts';
import { readDraft } from './get-draft.ts';
import { getNewestVersion } from './get-newest-version.ts';
import { liveDeployments, type ServiceSummary } from './list-services.ts';

/** A service with its history. Times are RFC 3339; the newest comes first. */
export interface ServiceDetail {
  id: string;
  name: string;
  summary: string | null;
  createdAt: string;
  draft: { revision: number; updatedAt: string; updatedBy: { id: string; name: string }; lines: number };
  readiness: Readiness;
  /** Whether the draft differs from the newest version; true when there is none. */
  draftChanged: boolean;
  versions: readonly VersionRow[];
  runs: readonly RunRow[];
  live: ServiceSummary['live'];
}

export interface VersionRow {
  id: string;
  number: number;
  message: string;
  digest: string;
  author: string;
  createdAt: string;
}

export interface RunRow {
  id: string;
  number: number;
  version: number;
  status: (typeof runs.$inferSelect)['status'];
  stage: (typeof runs.$inferSelect)['stage'];
  reason: string | null;
  startedBy: string;
  createdAt: string;
  finishedAt: string | null;
}

const SHOWN = 100;

/** Reads a service with its newest 100 versions and runs. Throws `not_found`. */
export async function getService(ctx: Context, name: string): Promise<ServiceDetail> {
  authorise(ctx, 'read');
  const service = await findService(ctx.db, name);
  const [draft, newest, versions, runRows, live] = await Promise.all([
    readDraft(ctx.db, service.id),
    getNewestVersion(ctx, name),
    readVersions(ctx.db, service.id),
    readRuns(ctx.db, service.id),
    liveDeployments(ctx.db, [service.id]),
  ]);
  const { model, readiness } = checkSpec(draft.text);
  return {
    id: service.id,
    name: service.name,
    summary: model?.summary ?? null,
    createdAt: service.createdAt.toISOString(),
    draft: {
      revision: draft.revision,
      updatedAt: draft.updatedAt,
      updatedBy: draft.updatedBy,
      lines: draft.text.split('\n').length,
    },
    readiness,
    draftChanged: !newest?.isDraft,
    versions,
    runs: runRows,
    live: live.get(service.id) ?? null,
  };
}

async function readVersions(db: Db, serviceId: string): Promise<VersionRow[]> {
  const rows = await db
    .select({
      id: specVersions.id,
      number: specVersions.number,
      message: specVersions.message,
      digest: specVersions.digest,
      author: people.name,
      createdAt: specVersions.createdAt,
    })
    .from(specVersions)
    .innerJoin(people, eq(people.id, specVersions.authorId))
    .where(eq(specVersions.serviceId, serviceId))
    .orderBy(desc(specVersions.number))
    .limit(SHOWN);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

async function readRuns(db: Db, serviceId: string): Promise<RunRow[]> {
  const rows = await db
    .select({
      id: runs.id,
      number: runs.number,
      version: specVersions.number,
      status: runs.status,
      stage: runs.stage,
      reason: runs.reason,
      startedBy: people.name,
      createdAt: runs.createdAt,
      finishedAt: runs.finishedAt,
    })
    .from(runs)
    .innerJoin(specVersions, eq(specVersions.id, runs.versionId))
    .innerJoin(people, eq(people.id, runs.startedBy))
    .where(eq(runs.serviceId, serviceId))
    .orderBy(desc(runs.number))
    .limit(SHOWN);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}
