import { z } from 'zod';
import { asRoute } from '#lib/server/people/request-context.ts';
import { startRun } from '#lib/server/runs/start-run.ts';
import { getVersion } from '#lib/server/specs/get-version.ts';
import { readJsonBody } from '#lib/server/specs/read-json-body.ts';

const wanted = z.object({ version: z.int().positive() });

/** Starts a run of one of the service's versions: `{version}` (its number) gives `{runId}`. */
export async function POST(request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  return asRoute(request, async (ctx) => {
    const body = await readJsonBody(request, wanted);
    const version = await getVersion(ctx, (await params).name, body.version);
    const { runId } = await startRun(ctx, { versionId: version.id });
    return Response.json({ runId }, { status: 201, headers: { 'cache-control': 'no-store' } });
  });
}
