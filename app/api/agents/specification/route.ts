import { type DraftEvent, draftRequest } from '#lib/domain/agents/draft-event.ts';
import { draftSpecification } from '#lib/server/agents/draft-specification.ts';
import { modelFacts } from '#lib/server/agents/get-agents.ts';
import { authorise } from '#lib/server/context.ts';
import { asRoute } from '#lib/server/people/request-context.ts';
import { readJsonBody } from '#lib/server/specs/read-json-body.ts';
import { listTemplates } from '#lib/server/specs/templates.ts';

/** What the panel of the agent can offer: the model, or why there is none, and the templates. */
export function GET(request: Request): Promise<Response> {
  return asRoute(request, async (ctx) => {
    authorise(ctx, 'agent.use');
    return Response.json(
      { model: modelFacts(), templates: await listTemplates() },
      { headers: { 'cache-control': 'no-store' } },
    );
  });
}

/** Starts a draft and streams its events as NDJSON. Leaving the page cancels the model's call. */
export function POST(request: Request): Promise<Response> {
  return asRoute(request, async (ctx) => {
    const asked = await readJsonBody(request, draftRequest);
    const left = new AbortController();
    const run = await draftSpecification(ctx, asked, AbortSignal.any([request.signal, left.signal]));
    return new Response(eventStream(run, left), {
      headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store, no-transform' },
    });
  });
}

function eventStream(
  run: (onEvent: (event: DraftEvent) => Promise<void>) => Promise<void>,
  left: AbortController,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      const send = async (event: DraftEvent): Promise<void> => {
        if (!left.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
      };
      try {
        await run(send);
      } catch (error) {
        console.error('a draft broke', error instanceof Error ? error.message : 'unknown');
        await send(BROKEN);
      }
      if (!left.signal.aborted) controller.close();
    },
    cancel: () => left.abort(),
  });
}

const BROKEN: DraftEvent = {
  kind: 'failed',
  reason: 'The server could not finish the draft. What came is kept; try again.',
  text: null,
  rounds: 0,
  inputTokens: null,
  outputTokens: null,
  costMicros: null,
  durationMs: 0,
};
