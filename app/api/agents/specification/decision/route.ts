import { z } from 'zod';
import { decideDraft } from '#lib/server/agents/decide-draft.ts';
import { asRoute } from '#lib/server/people/request-context.ts';
import { readJson } from '../../_read-json.ts';

const decision = z.strictObject({ draftId: z.uuid(), accepted: z.boolean() });

/** Records whether a draft was taken into the text. */
export function POST(request: Request): Promise<Response> {
  return asRoute(request, async (ctx) => {
    await decideDraft(ctx, decision.parse(await readJson(request, 1_000)));
    return new Response(null, { status: 204 });
  });
}
