import { z } from 'zod';
import { AppError } from '#lib/core/app-error.ts';
import { callOperation } from '#lib/server/deployments/call-operation.ts';
import { callerCredential } from '#lib/server/deployments/caller-credential.ts';
import { asRoute } from '#lib/server/people/request-context.ts';

/** Files in the call form travel as base64. Next keeps at most 10 MB of a body that passes its proxy. */
const MAX_BYTES = 9_000_000;

const call = z.strictObject({
  operation: z.string().min(1).max(200),
  parameters: z.record(z.string().max(200), z.string().max(10_000)),
  body: z.string().max(MAX_BYTES).nullable(),
  roles: z.array(z.string().min(1).max(100)).max(50),
  credential: callerCredential.nullable(),
  scopes: z.array(z.string().min(1).max(200)).max(50),
});

/** Sends one real request to a live service as the signed-in person, and gives its answer whatever its status. */
export function POST(request: Request, { params }: { params: Promise<{ service: string }> }): Promise<Response> {
  return asRoute(request, async (ctx) => {
    const { service } = await params;
    const asked = call.parse(await readJson(request));
    return Response.json(await callOperation(ctx, { service, ...asked }), { headers: { 'cache-control': 'no-store' } });
  });
}

async function readJson(request: Request): Promise<unknown> {
  const declared = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(declared <= MAX_BYTES)) throw new AppError('too_large', 'The form takes 9 MB at most. Nothing was sent.');
  try {
    return JSON.parse(await request.text());
  } catch {
    throw new AppError('invalid', 'The request is not JSON. Nothing was sent.');
  }
}
