import { APICallError } from 'ai';

/** Why a call of a model failed: a sentence for the architect, and how long to wait before another try (null: do not try again). */
export interface Failure {
  reason: string;
  retryAfterMs: number | null;
}

const MAX_WAIT_MS = 60_000;
const DEFAULT_WAIT_MS = 2_000;
const PASSING = [408, 425, 429, 500, 502, 503, 504, 529];

/**
 * Reads what a provider package threw. The sentence holds the status and nothing else of the answer: provider messages repeat
 * parts of keys and prompts. `attempt` counts from 1 and doubles the wait where the server names none.
 */
export function readFailure(error: unknown, attempt: number): Failure {
  if (!APICallError.isInstance(error)) return { reason: 'The connection to the model broke.', retryAfterMs: null };
  const { statusCode: status, responseHeaders: headers } = error;
  if (status === undefined)
    return { reason: 'The server of the model could not be reached.', retryAfterMs: wait(headers, attempt) };
  if (PASSING.includes(status)) return passing(status, wait(headers, attempt));
  return { reason: lasting(status), retryAfterMs: null };
}

function passing(status: number, retryAfterMs: number): Failure {
  const what =
    status === 429
      ? 'The model is busy: its rate limit is reached (429).'
      : `The server of the model failed (${status}).`;
  if (retryAfterMs <= MAX_WAIT_MS) return { reason: what, retryAfterMs };
  return { reason: `${what} It asks to wait ${Math.ceil(retryAfterMs / 1000)} s; try again then.`, retryAfterMs: null };
}

function lasting(status: number): string {
  if (status === 200) return 'The server of the model sent something that is no answer of a model.';
  if (status === 401 || status === 403) return `The server of the model refused the configured key (${status}).`;
  if (status === 402) return 'The account at the model’s provider has no credit left (402).';
  if (status === 404) return 'The server of the model does not know this model or address (404).';
  if (status === 413) return 'The text is too long for this model (413).';
  return `The server of the model refused the request (${status}).`;
}

/** RFC 9110 §10.2.3: seconds or a date. A date needs a clock, so only seconds count; `retry-after-ms` is OpenAI's finer form. */
function wait(headers: Record<string, string> | undefined, attempt: number): number {
  const ms = Number(headers?.['retry-after-ms'] ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  return DEFAULT_WAIT_MS * 2 ** (attempt - 1);
}
