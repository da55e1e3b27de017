import { type LanguageModel, type ModelMessage, streamText } from 'ai';
import { DRAFT_LIMITS } from '../../domain/agents/draft-event.ts';
import { type Failure, readFailure } from './failure.ts';

/** One request to a model's server, as it is recorded. */
export interface CallRecord {
  /** Counts the requests of one draft from 0. */
  index: number;
  status: 'succeeded' | 'failed' | 'cancelled';
  inputTokens: number | null;
  outputTokens: number | null;
  durationMs: number;
  /** One sentence, safe to show; null for a success. */
  error: string | null;
}

/** How a call ended. `text` is what came; a cut-off answer has some, a failed one has none. */
export type Answer =
  | { kind: 'complete'; text: string }
  | { kind: 'cut'; text: string; reason: string }
  | { kind: 'failed'; reason: string }
  | { kind: 'cancelled' };

export interface Call {
  model: LanguageModel;
  instructions: string;
  messages: ModelMessage[];
  signal: AbortSignal;
  /** Milliseconds from any origin, never going back. */
  now(): number;
  /** How long the server may say nothing before the call is given up. */
  silenceMs: number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  onText(delta: string): Promise<void>;
  onWaiting(seconds: number, reason: string): Promise<void>;
  onCall(record: Omit<CallRecord, 'index'>): Promise<void>;
}

const ATTEMPTS = 3;
const MAX_OUTPUT_TOKENS = 16_000;
const CUT_OFF = 'The answer was cut off before its end.';

/**
 * Asks a model and streams its answer. Tries at most three times, and again only while nothing of the answer has come and the
 * failure is one that passes. Never throws for what a server does; the model gets no tools.
 */
export async function callModel(call: Call): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const started = call.now();
    const ended = await tryOnce(call);
    await call.onCall({ ...recordOf(ended), durationMs: call.now() - started });
    if (ended.kind !== 'error') return ended.answer;
    const failure = readFailure(ended.error, attempt);
    if (ended.text !== '') return broken(ended.text);
    if (failure.retryAfterMs === null || attempt === ATTEMPTS) return { kind: 'failed', reason: failure.reason };
    await waitFor(call, failure, failure.retryAfterMs);
    if (call.signal.aborted) return { kind: 'cancelled' };
  }
}

type Ended = { inputTokens: number | null; outputTokens: number | null } & (
  | { kind: 'answer'; answer: Answer }
  | { kind: 'error'; error: unknown; text: string }
);

async function waitFor(call: Call, failure: Failure, ms: number): Promise<void> {
  await call.onWaiting(ms / 1000, failure.reason);
  await call.sleep(ms, call.signal);
}

async function tryOnce(call: Call): Promise<Ended> {
  const tooLong = new AbortController();
  const result = streamText({
    model: call.model,
    instructions: call.instructions,
    messages: call.messages,
    maxRetries: 0,
    // OpenAI keeps what its responses endpoint is sent unless it is told not to.
    providerOptions: { openai: { store: false } },
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    abortSignal: AbortSignal.any([call.signal, tooLong.signal]),
    timeout: { firstChunkMs: call.silenceMs, chunkMs: call.silenceMs },
    // Failures arrive as parts of the stream; the default handler would print them, with the request, to the log.
    onError: () => {},
  });
  let text = '';
  let bytes = 0;
  const usage: { inputTokens: number | null; outputTokens: number | null } = { inputTokens: null, outputTokens: null };
  const answer = (value: Answer): Ended => ({ kind: 'answer', answer: value, ...usage });
  try {
    for await (const part of result.stream) {
      if (part.type === 'text-delta') {
        bytes += Buffer.byteLength(part.text);
        if (bytes > DRAFT_LIMITS.answerBytes) {
          tooLong.abort();
          return answer({ kind: 'cut', text, reason: 'The model wrote more than 256 KB and was stopped.' });
        }
        text += part.text;
        await call.onText(part.text);
      } else if (part.type === 'error') {
        return call.signal.aborted
          ? answer({ kind: 'cancelled' })
          : { kind: 'error', error: part.error, text, ...usage };
      } else if (part.type === 'abort') {
        return answer(call.signal.aborted ? { kind: 'cancelled' } : silent(text, call.silenceMs));
      } else if (part.type === 'finish') {
        usage.inputTokens = part.totalUsage.inputTokens ?? null;
        usage.outputTokens = part.totalUsage.outputTokens ?? null;
        return answer(finished(part.finishReason, text));
      }
    }
    return answer(broken(text));
  } catch (error) {
    return call.signal.aborted ? answer({ kind: 'cancelled' }) : { kind: 'error', error, text, ...usage };
  }
}

function finished(reason: string, text: string): Answer {
  if (reason === 'stop') return { kind: 'complete', text };
  if (reason === 'length') return cut(text, 'The model reached its output limit in the middle of the answer.');
  if (reason === 'content-filter') return cut(text, 'The provider of the model stopped the answer (content filter).');
  return broken(text);
}

function silent(text: string, ms: number): Answer {
  return cut(text, `The model said nothing for ${Math.round(ms / 1000)} s and was stopped.`);
}

function broken(text: string): Answer {
  if (text === '')
    return { kind: 'failed', reason: 'The server of the model sent something that is no answer of a model.' };
  return cut(text, CUT_OFF);
}

function cut(text: string, reason: string): Answer {
  return text === '' ? { kind: 'failed', reason } : { kind: 'cut', text, reason };
}

function recordOf(ended: Ended): Omit<CallRecord, 'index' | 'durationMs'> {
  const { inputTokens, outputTokens } = ended;
  if (ended.kind === 'error') {
    const error = ended.text === '' ? readFailure(ended.error, 1).reason : CUT_OFF;
    return { status: 'failed', inputTokens, outputTokens, error };
  }
  if (ended.answer.kind === 'complete') return { status: 'succeeded', inputTokens, outputTokens, error: null };
  if (ended.answer.kind === 'cancelled') return { status: 'cancelled', inputTokens, outputTokens, error: 'Stopped.' };
  return { status: 'failed', inputTokens, outputTokens, error: ended.answer.reason };
}
