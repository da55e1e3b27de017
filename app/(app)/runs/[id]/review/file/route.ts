import { asRoute } from '#lib/server/people/request-context.ts';
import { readReviewFile } from '#lib/server/reviews/read-review-files.ts';

/** One file of a run on both sides of the diff: `?path=`. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return asRoute(request, async (ctx) => {
    const { id } = await params;
    const file = await readReviewFile(ctx, id, new URL(request.url).searchParams.get('path') ?? '');
    return Response.json(file, { headers: { 'cache-control': 'private, no-store' } });
  });
}
