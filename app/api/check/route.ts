import { z } from 'zod';
import { asRoute } from '#lib/server/people/request-context.ts';
import { checkText } from '#lib/server/specs/check-text.ts';
import { readJsonBody } from '#lib/server/specs/read-json-body.ts';

const body = z.object({ text: z.string(), path: z.string().max(500).optional() });

/** Checks `{text}`: `{files: [{path, diagnostics, readiness}]}`, as the command line prints it with `--json`. Nothing is stored. */
export function POST(request: Request): Promise<Response> {
  return asRoute(request, async (ctx) =>
    Response.json(checkText(ctx, await readJsonBody(request, body)), { headers: { 'cache-control': 'no-store' } }),
  );
}
