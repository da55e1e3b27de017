import { z } from 'zod';
import { authorise } from '#lib/server/context.ts';
import { asRoute } from '#lib/server/people/request-context.ts';
import { templateText } from '#lib/server/specs/templates.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);

/** The text of a template with `?service=NAME` as its service, to propose in the editor. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return asRoute(request, async (ctx) => {
    authorise(ctx, 'spec.edit');
    const service = name.parse(new URL(request.url).searchParams.get('service'));
    return Response.json({ text: await templateText((await params).id, service) });
  });
}
