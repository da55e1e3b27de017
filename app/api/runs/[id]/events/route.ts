import { z } from 'zod';
import { asRoute } from '#lib/server/people/request-context.ts';
import { runListener } from '#lib/server/runs/run-listener.ts';
import { streamRunEvents } from '#lib/server/runs/stream-run-events.ts';

export const dynamic = 'force-dynamic';

const cursor = z.coerce.number().int().min(0).max(2_147_483_647).catch(0);

/**
 * `GET /api/runs/{id}/events?after=N`: the run's events after N as server-sent events. A browser that reconnects sends
 * `Last-Event-ID`, which counts before `after`. Ends with an event `end` when the run is over.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return asRoute(request, async (ctx) => {
    const { id } = await params;
    const given = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after') ?? '0';
    const stream = await streamRunEvents(ctx, id, cursor.parse(given), runListener());
    return new Response(stream, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  });
}
