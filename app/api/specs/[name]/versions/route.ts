import { z } from 'zod';
import { asRoute } from '#lib/server/people/request-context.ts';
import { readJsonBody } from '#lib/server/specs/read-json-body.ts';
import { saveVersion } from '#lib/server/specs/save-version.ts';

const wanted = z.object({ message: z.string(), baseRevision: z.int().positive() });

/** Freezes the draft `{message, baseRevision}` as the next version. */
export async function POST(request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  return asRoute(request, async (ctx) => {
    const body = await readJsonBody(request, wanted);
    const version = await saveVersion(ctx, { service: (await params).name, ...body });
    return Response.json(version, { status: 201, headers: { 'cache-control': 'no-store' } });
  });
}
