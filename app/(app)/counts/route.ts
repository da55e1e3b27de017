import { readShellCounts } from '#lib/server/home/read-shell-counts.ts';
import { asRoute } from '#lib/server/people/request-context.ts';

/** What waits for the signed-in person, for the rail. A route and not an action: actions wait for one another. */
export async function GET(request: Request): Promise<Response> {
  return asRoute(request, async (ctx) =>
    Response.json(await readShellCounts(ctx), { headers: { 'cache-control': 'no-store' } }),
  );
}
