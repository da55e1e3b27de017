import type { LanguageModel, ModelMessage } from 'ai';
import { costMicros, type Price } from '../../adapters/model/price.ts';
import { DRAFT_LIMITS, type DraftEvent } from '../../domain/agents/draft-event.ts';
import { type Answer, type CallRecord, callModel } from './call-model.ts';
import type { DraftCheck } from './check-draft.ts';
import { instructions } from './instructions.ts';
import { feedback, firstMessage } from './prompt.ts';
import { specificationReader } from './specification-reader.ts';

/** All that a draft needs. Time, ids and randomness are arguments. */
export interface Drafting {
  draftId: string;
  model: LanguageModel;
  /** The model's name, safe to show. */
  label: string;
  price: Price | null;
  /** The name that the service has already; null for a new one. */
  service: string | null;
  paragraph: string;
  currentText: string;
  continueFrom: string | null;
  /** An unguessable word that frames material in the prompt. */
  boundary: string;
  /** Aborting it cancels the model's call at once. */
  signal: AbortSignal;
  /** Reads a draft that came whole: `checkDraft`. */
  check(text: string): DraftCheck;
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** How long the whole draft and one silence of the server may last. */
  limits: { totalMs: number; silenceMs: number };
  onEvent(event: DraftEvent): Promise<void>;
  /** Called once for each request to the model's server, also for failed ones. */
  onCall(record: CallRecord): Promise<void>;
}

export const DRAFT_TIMES = { totalMs: 300_000, silenceMs: 60_000 } as const;

/**
 * Drafts a specification from a paragraph: asks, checks, and hands the diagnostics back until no error is left or three rounds
 * are over. The last event is `finished` or `failed`, or none after an abort. The model has no tools and decides nothing: its
 * answer is only ever a text that is checked and shown.
 */
export async function draftSpecification(drafting: Drafting): Promise<void> {
  const outOfTime = AbortSignal.timeout(drafting.limits.totalMs);
  const signal = AbortSignal.any([drafting.signal, outOfTime]);
  const state: State = { started: drafting.now(), calls: [], rounds: 0, draft: null };
  await drafting.onEvent({ kind: 'started', draftId: drafting.draftId, model: drafting.label });
  const messages: ModelMessage[] = [{ role: 'user', content: firstMessage(drafting) }];

  while (state.rounds < DRAFT_LIMITS.rounds) {
    state.rounds += 1;
    await drafting.onEvent({ kind: 'round.started', round: state.rounds, of: DRAFT_LIMITS.rounds });
    const reader = specificationReader();
    const answer = await ask(drafting, state, messages, signal, reader.push);
    if (drafting.signal.aborted) return;
    const rest = reader.end();
    if (rest !== '') await drafting.onEvent({ kind: 'text', delta: rest });
    const failure = failureOf(answer, reader.text(), outOfTime.aborted);
    if (failure !== null) return fail(drafting, state, failure, reader.text());
    state.draft = drafting.check(reader.text());
    await drafting.onEvent({
      kind: 'checked',
      round: state.rounds,
      ...countsOf(state.draft),
      problems: state.draft.problems,
    });
    if (state.draft.errors === 0) break;
    messages.push(
      { role: 'assistant', content: `\`\`\`\`yaml\n${reader.text()}\`\`\`\`` },
      { role: 'user', content: feedback(drafting.boundary, state.draft.problems, state.draft.hidden) },
    );
  }
  const { draft } = state;
  if (draft)
    await drafting.onEvent({
      kind: 'finished',
      text: draft.text,
      clean: draft.errors === 0,
      problems: draft.problems,
      ...totals(drafting, state),
    });
}

interface State {
  started: number;
  calls: CallRecord[];
  rounds: number;
  /** The last draft that came whole. */
  draft: DraftCheck | null;
}

function ask(
  drafting: Drafting,
  state: State,
  messages: ModelMessage[],
  signal: AbortSignal,
  read: (delta: string) => string,
): Promise<Answer> {
  return callModel({
    model: drafting.model,
    instructions: instructions(),
    messages,
    signal,
    now: drafting.now,
    sleep: drafting.sleep,
    silenceMs: drafting.limits.silenceMs,
    onText: async (delta) => {
      const piece = read(delta);
      if (piece !== '') await drafting.onEvent({ kind: 'text', delta: piece });
    },
    onWaiting: (seconds, reason) => drafting.onEvent({ kind: 'waiting', seconds, reason }),
    onCall: async (call) => {
      const record = { ...call, index: state.calls.length };
      state.calls.push(record);
      await drafting.onCall(record);
    },
  });
}

function failureOf(answer: Answer, text: string, outOfTime: boolean): string | null {
  if (outOfTime) return 'The time limit of the draft is over.';
  if (answer.kind === 'cancelled') return 'The draft was stopped.';
  if (answer.kind !== 'complete') return answer.reason;
  return text.trim() === '' ? `The model answered without a specification: ${quote(answer.text)}` : null;
}

function quote(words: string): string {
  const short = words.replace(/\s+/g, ' ').trim().slice(0, 200);
  return short === '' ? 'its answer is empty.' : `“${short}”`;
}

/** What came is kept: the piece of this round, or the whole draft of the round before when that says more. */
async function fail(drafting: Drafting, state: State, reason: string, piece: string): Promise<void> {
  const text = state.draft?.text ?? (piece.trim() === '' ? null : piece);
  await drafting.onEvent({ kind: 'failed', reason, text, ...totals(drafting, state) });
}

function countsOf({ errors, warnings }: DraftCheck): { errors: number; warnings: number } {
  return { errors, warnings };
}

function totals(drafting: Drafting, state: State) {
  const inputTokens = sum(state.calls.map((call) => call.inputTokens));
  const outputTokens = sum(state.calls.map((call) => call.outputTokens));
  return {
    rounds: state.rounds,
    inputTokens,
    outputTokens,
    costMicros: costMicros(drafting.price, inputTokens, outputTokens),
    durationMs: drafting.now() - state.started,
  };
}

/** The sum of what was reported; null when nothing was. */
function sum(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
}
