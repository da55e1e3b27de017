import type { DraftEvent, DraftProblem } from '#lib/domain/agents/draft-event.ts';

/** One round of the agent, as the panel shows it. */
export interface RoundState {
  round: number;
  of: number;
  /** UTF-16 units that came. */
  written: number;
  /** Null until the round was checked. */
  checked: { errors: number; warnings: number; problems: readonly DraftProblem[] } | null;
}

/** A draft as the panel knows it. `text` is the newest text of the specification. */
export interface DraftState {
  phase: 'running' | 'finished' | 'failed' | 'stopped';
  draftId: string | null;
  rounds: readonly RoundState[];
  text: string;
  /** Said while the model's server makes us wait. */
  waiting: { seconds: number; reason: string } | null;
  reason: string | null;
  clean: boolean;
  figures: {
    inputTokens: number | null;
    outputTokens: number | null;
    costMicros: number | null;
    durationMs: number;
  } | null;
}

export const STARTED: DraftState = {
  phase: 'running',
  draftId: null,
  rounds: [],
  text: '',
  waiting: null,
  reason: null,
  clean: false,
  figures: null,
};

/** The state after an event. */
export function afterEvent(state: DraftState, event: DraftEvent): DraftState {
  switch (event.kind) {
    case 'started':
      return { ...state, draftId: event.draftId };
    case 'round.started':
      return {
        ...state,
        waiting: null,
        // The draft of the round before stays in view until the first words of the new one come.
        rounds: [...state.rounds, { round: event.round, of: event.of, written: 0, checked: null }],
      };
    case 'waiting':
      return { ...state, waiting: { seconds: event.seconds, reason: event.reason } };
    case 'text':
      return afterText(state, event.delta);
    case 'checked': {
      const { errors, warnings, problems } = event;
      return {
        ...state,
        rounds: mapLast(state.rounds, (round) => ({ ...round, checked: { errors, warnings, problems } })),
      };
    }
    case 'finished':
      return { ...state, phase: 'finished', waiting: null, text: event.text, clean: event.clean, figures: event };
    case 'failed':
      return {
        ...state,
        phase: 'failed',
        waiting: null,
        text: event.text ?? state.text,
        reason: event.reason,
        figures: event,
      };
  }
}

/** The state after the stream broke off, or after the person stopped it (`reason` null). What came stays. */
export function afterBreak(state: DraftState, reason: string | null): DraftState {
  return { ...state, phase: reason === null ? 'stopped' : 'failed', waiting: null, reason };
}

function afterText(state: DraftState, delta: string): DraftState {
  const first = state.rounds.at(-1)?.written === 0;
  return {
    ...state,
    waiting: null,
    text: first ? delta : state.text + delta,
    rounds: mapLast(state.rounds, (round) => ({ ...round, written: round.written + delta.length })),
  };
}

function mapLast<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  return items.map((item, index) => (index === items.length - 1 ? change(item) : item));
}
