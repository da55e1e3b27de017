import { z } from 'zod';
import { readRequest } from '#lib/server/deployments/read-request.ts';
import { asRoute } from '#lib/server/people/request-context.ts';

const roles = z.array(z.string().min(1).max(100)).max(50);

/** How a request that waits for people stands, read as the person who sent it, with the roles of `?role=` (any number). */
export function GET(
  request: Request,
  { params }: { params: Promise<{ service: string; id: string }> },
): Promise<Response> {
  return asRoute(request, async (ctx) => {
    const { service, id } = await params;
    const asked = roles.parse(new URL(request.url).searchParams.getAll('role'));
    return Response.json(await readRequest(ctx, { service, id, roles: asked, scopes: [] }), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}
