import { type DraftEvent, type DraftState, nextDraft, openDraft, type StoredDraft } from './draft-state.ts';
import type { SaveAnswer } from './spec-api.ts';

/** What the draft's shell needs from its page. */
export interface DraftSyncOptions {
  initial: StoredDraft;
  kept: { text: string; onRevision: number } | null;
  me: StoredDraft['updatedBy'];
  save: (text: string, baseRevision: number) => Promise<SaveAnswer>;
  /** The stored draft if it is newer than a revision; null if not, or if the server cannot be asked. */
  newerThan: (revision: number) => Promise<StoredDraft | null>;
  /** Keeps the unsaved text on this device, or forgets it. */
  keep: (kept: { text: string; onRevision: number } | null) => void;
  onState: (state: DraftState) => void;
  onReplace: (text: string) => void;
  onNotice: (text: string) => void;
}

export interface DraftSync {
  state(): DraftState;
  edited(text: string): void;
  /** Decides a conflict: this text goes on top of theirs. */
  resolve(text: string): void;
  /** Saves now. Gives the revision that holds the local text, or null when it could not be stored. */
  flush(): Promise<number | null>;
  /** Looks for somebody's newer draft, and tries again what failed for want of a server or a session. */
  refresh(): Promise<void>;
  /** Ends it; what is not saved yet is sent once more. */
  stop(): void;
}

const PAUSE_MS = 600;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;

/** Keeps the shared draft and the editor's text together: saves after a pause in typing, one save at a time, retried until answered. */
export function createDraftSync(options: DraftSyncOptions): DraftSync {
  const { save, newerThan, keep, onState, onReplace, onNotice, me } = options;
  let state = openDraft(options.initial, options.kept);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryMs = FIRST_RETRY_MS;
  let saving: Promise<void> | null = null;
  let stopped = false;
  let looking = false;

  const dispatch = (event: DraftEvent) => {
    const step = nextDraft(state, event);
    state = step.state;
    keep(state.local === state.base.text ? null : { text: state.local, onRevision: state.base.revision });
    if (step.replaceWith !== undefined) onReplace(step.replaceWith);
    if (step.notice !== undefined) onNotice(step.notice);
    onState(state);
    plan();
  };
  const plan = () => {
    clearTimeout(timer);
    if (stopped || saving !== null) return;
    if (state.status.kind === 'unsaved') timer = setTimeout(start, PAUSE_MS);
    if (state.status.kind === 'offline' || state.status.kind === 'signedOut') timer = setTimeout(start, retryMs);
  };
  const start = () => {
    clearTimeout(timer);
    if (saving !== null || state.status.kind === 'conflict' || state.local === state.base.text) return;
    dispatch({ kind: 'sent' });
    saving = send(state.local, state.base.revision).then((event) => {
      saving = null;
      if (!stopped) dispatch(event);
      else if (event.kind === 'stored' && state.sending === state.local) keep(null);
    });
  };
  const send = async (text: string, revision: number): Promise<DraftEvent> => {
    const answer = await save(text, revision);
    if (answer.kind === 'offline' || answer.kind === 'signedOut') {
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      return { kind: 'failed', status: { kind: answer.kind } };
    }
    retryMs = FIRST_RETRY_MS;
    if (answer.kind === 'refused') return { kind: 'failed', status: { kind: 'refused', message: answer.message } };
    if (answer.kind === 'conflict') return { kind: 'newer', theirs: answer.theirs };
    return { kind: 'stored', revision: answer.revision, savedAt: answer.savedAt, by: me };
  };

  if (state.status.kind === 'saved') keep(null);
  onState(state);
  plan();
  return {
    state: () => state,
    edited: (text) => {
      if (text !== state.local) dispatch({ kind: 'edited', text });
    },
    resolve: (text) => dispatch({ kind: 'resolved', text }),
    async flush() {
      // Twice: a save that was on its way may hold an older text, and a merge may follow it.
      for (let round = 0; round < 3 && state.local !== state.base.text; round++) {
        start();
        await saving;
      }
      return state.local === state.base.text ? state.base.revision : null;
    },
    async refresh() {
      if (saving !== null || looking) return;
      if (state.status.kind === 'offline' || state.status.kind === 'signedOut') return start();
      const known = state.status.kind === 'conflict' ? state.status.theirs.revision : state.base.revision;
      looking = true;
      const theirs = await newerThan(known);
      looking = false;
      if (theirs !== null && saving === null && !stopped) dispatch({ kind: 'newer', theirs });
    },
    stop() {
      clearTimeout(timer);
      if (state.status.kind === 'unsaved') start();
      stopped = true;
    },
  };
}
