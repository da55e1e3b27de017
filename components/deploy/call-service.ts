import { z } from 'zod';
import type { CallAnswer, OperationCall } from '#lib/domain/deployments/service-deployment.ts';

const answer = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  durationMs: z.number(),
});
const problem = z.object({ title: z.string() });

/** The most that the form sends, a little below what the server takes. */
export const MAX_CALL = 8_900_000;

/**
 * Sends a request to a live service through the server; whatever the service answers is an answer. Rejects with a sentence for
 * people when nothing was answered. Bodies hold files, so this is no server action: those end at 1 MB.
 */
export async function callService({ service, ...call }: OperationCall): Promise<CallAnswer> {
  const body = JSON.stringify(call);
  if (new Blob([body]).size > MAX_CALL)
    throw new Error('The form takes 9 MB at most. Nothing was sent; send smaller files, or use the command.');
  const response = await fetch(`/api/deployments/${encodeURIComponent(service)}/call`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  }).catch(() => {
    throw new Error('The server cannot be reached. What you filled in is kept; try again.');
  });
  return readAnswer(response);
}

/** Reads how a waiting request stands, as whoever sent it. Rejects with a sentence for people, or when aborted. */
export async function readWaiting(
  {
    service,
    id,
    roles,
    credential,
  }: { service: string; id: string; roles: readonly string[]; credential: string | null },
  signal: AbortSignal,
): Promise<CallAnswer> {
  const query = new URLSearchParams(roles.map((role) => ['role', role]));
  const path = `/api/deployments/${encodeURIComponent(service)}/requests/${encodeURIComponent(id)}?${query}`;
  // In a header: addresses are written down on the way.
  const headers: Record<string, string> = credential === null ? {} : { 'x-caller-credential': credential };
  return readAnswer(await fetch(path, { signal, headers }));
}

async function readAnswer(response: Response): Promise<CallAnswer> {
  if (response.ok) return answer.parse(await response.json());
  const said = problem.safeParse(await response.json().catch(() => null));
  throw new Error(said.success ? said.data.title : `The server answered ${response.status}. Try again.`);
}
