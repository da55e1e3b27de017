import { z } from 'zod';
import { callerCredential } from '#lib/server/deployments/caller-credential.ts';
import { readRequest } from '#lib/server/deployments/read-request.ts';
import { asRoute } from '#lib/server/people/request-context.ts';

const roles = z.array(z.string().min(1).max(100)).max(50);

/**
 * How a request that waits for people stands, read as whoever sent it: with the roles of `?role=` (any number), or with a token or
 * key of their own in the header `X-Caller-Credential`.
 */
export function GET(
  request: Request,
  { params }: { params: Promise<{ service: string; id: string }> },
): Promise<Response> {
  return asRoute(request, async (ctx) => {
    const { service, id } = await params;
    const credential = callerCredential.nullable().parse(request.headers.get('x-caller-credential'));
    const asked = roles.parse(new URL(request.url).searchParams.getAll('role'));
    return Response.json(await readRequest(ctx, { service, id, roles: asked, scopes: [], credential }), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}
