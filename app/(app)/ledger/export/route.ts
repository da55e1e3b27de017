import { exportEntries } from '#lib/server/ledger/export-entries.ts';
import { asRoute } from '#lib/server/people/request-context.ts';

/** The ledger under the page's filter, one JSON entry per line. */
export async function GET(request: Request): Promise<Response> {
  return asRoute(request, async (ctx) => {
    const filter = Object.fromEntries(new URL(request.url).searchParams);
    return new Response(exportEntries(ctx, filter), {
      headers: {
        'content-type': 'application/x-ndjson; charset=utf-8',
        'content-disposition': 'attachment; filename="ledger.ndjson"',
        'cache-control': 'no-store',
      },
    });
  });
}
