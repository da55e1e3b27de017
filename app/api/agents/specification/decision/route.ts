import { z } from 'zod';
import { decideDraft } from '#lib/server/agents/decide-draft.ts';
import { asRoute } from '#lib/server/people/request-context.ts';
import { readJsonBody } from '#lib/server/specs/read-json-body.ts';

const decision = z.strictObject({ draftId: z.uuid(), accepted: z.boolean() });

/** Records whether a draft was taken into the text. */
export function POST(request: Request): Promise<Response> {
  return asRoute(request, async (ctx) => {
    await decideDraft(ctx, await readJsonBody(request, decision));
    return new Response(null, { status: 204 });
  });
}
