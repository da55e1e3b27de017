import { z } from 'zod';
import { type DraftEvent, type DraftRequest, draftEvent } from '#lib/domain/agents/draft-event.ts';

const facts = z.object({
  model: z.discriminatedUnion('configured', [
    z.object({
      configured: z.literal(true),
      label: z.string(),
      host: z.string(),
      price: z.object({ input: z.number(), output: z.number() }).nullable(),
    }),
    z.object({ configured: z.literal(false), reason: z.string() }),
  ]),
  templates: z.array(z.object({ id: z.string(), title: z.string(), summary: z.string() })),
});

/** What the panel can offer. */
export type AgentFacts = z.infer<typeof facts>;

const PATH = '/api/agents/specification';
const UNREACHABLE = 'The server cannot be reached. Nothing is lost; try again when the connection is back.';

/** Asks which model and which templates there are. Rejects with a sentence for people. */
export async function readAgentFacts(): Promise<AgentFacts> {
  return facts.parse(await (await request(PATH)).json());
}

/** A template's text for this service. Rejects with a sentence for people. */
export async function readTemplate(id: string, service: string): Promise<string> {
  const answer = await request(`${PATH}/templates/${encodeURIComponent(id)}?service=${encodeURIComponent(service)}`);
  return z.object({ text: z.string() }).parse(await answer.json()).text;
}

/** Records the decision about a draft, also when the page is left meanwhile. Rejects with a sentence for people. */
export async function sendDecision(draftId: string, accepted: boolean): Promise<void> {
  await request(`${PATH}/decision`, { method: 'POST', body: JSON.stringify({ draftId, accepted }), keepalive: true });
}

/**
 * Starts a draft and hands over its events in order. Resolves when the stream ends; rejects with a sentence for people when it
 * cannot start or breaks off, and with an AbortError after `signal`.
 */
export async function streamDraft(
  asked: DraftRequest,
  signal: AbortSignal,
  onEvent: (event: DraftEvent) => void,
): Promise<void> {
  const answer = await request(PATH, { method: 'POST', body: JSON.stringify(asked), signal });
  if (!answer.body) throw new Error(UNREACHABLE);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let ended = false;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      signal.throwIfAborted();
      throw new Error('The connection broke while the agent was writing. What came is kept.');
    });
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = draftEvent.parse(JSON.parse(line));
      ended ||= event.kind === 'finished' || event.kind === 'failed';
      onEvent(event);
    }
  }
  if (!ended) throw new Error('The connection broke while the agent was writing. What came is kept.');
}

const problem = z.object({ title: z.string() });

async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = init.body ? { 'content-type': 'application/json' } : {};
  const answer = await fetch(path, { ...init, headers }).catch(() => {
    init.signal?.throwIfAborted();
    throw new Error(UNREACHABLE);
  });
  if (answer.ok) return answer;
  const said = problem.safeParse(await answer.json().catch(() => null));
  throw new Error(said.success ? said.data.title : `The server answered ${answer.status}. Try again.`);
}
