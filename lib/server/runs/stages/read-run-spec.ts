import { eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { runs, services, specVersions } from '#db/schema.ts';
import { assert } from '../../../core/assert.ts';
import type { Stage } from '../../../domain/runs/events.ts';

/** What a run is about. */
export interface RunSpec {
  serviceId: string;
  serviceName: string;
  versionId: string;
  versionNumber: number;
  text: string;
  startedBy: string;
  stage: Stage;
}

/** The specification version that a run carries, and where it stands. */
export async function readRunSpec(db: Db, runId: string): Promise<RunSpec> {
  const [spec] = await db
    .select({
      serviceId: runs.serviceId,
      serviceName: services.name,
      versionId: runs.versionId,
      versionNumber: specVersions.number,
      text: specVersions.text,
      startedBy: runs.startedBy,
      stage: runs.stage,
    })
    .from(runs)
    .innerJoin(services, eq(services.id, runs.serviceId))
    .innerJoin(specVersions, eq(specVersions.id, runs.versionId))
    .where(eq(runs.id, runId));
  assert(spec, 'a claimed run exists');
  return spec;
}
