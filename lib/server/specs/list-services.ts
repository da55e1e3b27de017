import { desc, eq, inArray, sql } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { deployments, people, releases, runs, services, specDrafts, specVersions } from '#db/schema.ts';
import { checkSpec, type Readiness } from '../../spec/index.ts';
import { authorise, type Context } from '../context.ts';

/** A service as a list shows it. Times are RFC 3339. */
export interface ServiceSummary {
  id: string;
  name: string;
  createdAt: string;
  draft: { revision: number; updatedAt: string; updatedBy: { id: string; name: string } };
  readiness: Readiness;
  /** The newest version. */
  version: { id: string; number: number; createdAt: string; matchesDraft: boolean } | null;
  lastRun: { id: string; number: number; status: string; stage: string; createdAt: string } | null;
  /** What answers now. */
  live: { environment: string; address: string | null; release: number; version: number; since: string | null } | null;
}

/** All services, by name. */
export async function listServices(ctx: Context): Promise<readonly ServiceSummary[]> {
  authorise(ctx, 'read');
  const rows = await readServices(ctx.db);
  return summarise(ctx.db, rows);
}

type Row = Awaited<ReturnType<typeof readServices>>[number];

function readServices(db: DbOrTx) {
  return db
    .select({
      id: services.id,
      name: services.name,
      createdAt: services.createdAt,
      text: specDrafts.text,
      revision: specDrafts.revision,
      updatedAt: specDrafts.updatedAt,
      updatedBy: { id: people.id, name: people.name },
    })
    .from(services)
    .innerJoin(specDrafts, eq(specDrafts.serviceId, services.id))
    .innerJoin(people, eq(people.id, specDrafts.updatedBy))
    .orderBy(services.name);
}

async function summarise(db: DbOrTx, rows: readonly Row[]): Promise<readonly ServiceSummary[]> {
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const [versions, lastRuns, live] = await Promise.all([
    newestVersions(db, ids),
    newestRuns(db, ids),
    liveDeployments(db, ids),
  ]);
  return rows.map((row) => {
    const version = versions.get(row.id);
    const run = lastRuns.get(row.id);
    return {
      id: row.id,
      name: row.name,
      createdAt: row.createdAt.toISOString(),
      draft: { revision: row.revision, updatedAt: row.updatedAt.toISOString(), updatedBy: row.updatedBy },
      readiness: readinessOf(row),
      version: version
        ? {
            id: version.id,
            number: version.number,
            createdAt: version.createdAt.toISOString(),
            matchesDraft: version.text === row.text,
          }
        : null,
      lastRun: run
        ? {
            id: run.id,
            number: run.number,
            status: run.status,
            stage: run.stage,
            createdAt: run.createdAt.toISOString(),
          }
        : null,
      live: live.get(row.id) ?? null,
    };
  });
}

async function newestVersions(db: DbOrTx, ids: readonly string[]) {
  const rows = await db
    .selectDistinctOn([specVersions.serviceId])
    .from(specVersions)
    .where(inArray(specVersions.serviceId, [...ids]))
    .orderBy(specVersions.serviceId, desc(specVersions.number));
  return new Map(rows.map((row) => [row.serviceId, row]));
}

async function newestRuns(db: DbOrTx, ids: readonly string[]) {
  const rows = await db
    .selectDistinctOn([runs.serviceId])
    .from(runs)
    .where(inArray(runs.serviceId, [...ids]))
    .orderBy(runs.serviceId, desc(runs.number));
  return new Map(rows.map((row) => [row.serviceId, row]));
}

/** What is live per service, by service id. */
export async function liveDeployments(db: DbOrTx, ids: readonly string[]) {
  const rows = await db
    .select({
      serviceId: deployments.serviceId,
      environment: deployments.environment,
      address: deployments.address,
      release: releases.number,
      version: specVersions.number,
      liveAt: deployments.liveAt,
    })
    .from(deployments)
    .innerJoin(releases, eq(releases.id, deployments.releaseId))
    .innerJoin(specVersions, eq(specVersions.id, releases.versionId))
    .where(sql`${deployments.status} = 'live' and ${inArray(deployments.serviceId, [...ids])}`);
  return new Map(
    rows.map(({ serviceId, liveAt, ...row }) => [serviceId, { ...row, since: liveAt?.toISOString() ?? null }]),
  );
}

const KEPT_READINGS = 200;
const readings = new Map<string, Readiness>();

/** Reading a large text takes milliseconds, and a draft's revision never changes its text: each is read once per process. */
function readinessOf(row: Row): Readiness {
  const key = `${row.id}:${row.revision}`;
  const known = readings.get(key);
  if (known) return known;
  const { readiness } = checkSpec(row.text);
  const oldest = readings.keys().next().value;
  if (readings.size >= KEPT_READINGS && oldest !== undefined) readings.delete(oldest);
  readings.set(key, readiness);
  return readiness;
}
