import { z } from 'zod';
import { asRoute } from '#lib/server/people/request-context.ts';
import { getDraft } from '#lib/server/specs/get-draft.ts';
import { readJsonBody } from '#lib/server/specs/read-json-body.ts';
import { saveDraft } from '#lib/server/specs/save-draft.ts';

interface Params {
  params: Promise<{ name: string }>;
}

const NO_STORE = { 'cache-control': 'no-store' };
const change = z.object({ text: z.string(), baseRevision: z.int().positive() });

/** The draft; with `?after=REVISION` only if it is newer, else 204. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  return asRoute(request, async (ctx) => {
    const after = z.coerce
      .number()
      .int()
      .min(0)
      .catch(0)
      .parse(new URL(request.url).searchParams.get('after') ?? 0);
    const draft = await getDraft(ctx, (await params).name);
    if (draft.revision <= after) return new Response(null, { status: 204, headers: NO_STORE });
    return Response.json(draft, { headers: NO_STORE });
  });
}

/** Stores `{text, baseRevision}`; 409 with the newer draft when somebody was faster. */
export async function PUT(request: Request, { params }: Params): Promise<Response> {
  return asRoute(request, async (ctx) => {
    const body = await readJsonBody(request, change);
    return Response.json(await saveDraft(ctx, { service: (await params).name, ...body }), { headers: NO_STORE });
  });
}
