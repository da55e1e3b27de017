import { mergeLines } from './merge-lines.ts';

/** The stored draft as the server last told. */
export interface StoredDraft {
  revision: number;
  text: string;
  updatedBy: { id: string; name: string };
  /** RFC 3339. */
  updatedAt: string;
}

/** How the local text relates to the stored one. */
export type SaveStatus =
  | { kind: 'saved' }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  /** The server did not answer; it is tried again by itself. */
  | { kind: 'offline' }
  /** The session ended; it is tried again after signing in. */
  | { kind: 'signedOut' }
  /** The server will not store this text; the next change is tried again. */
  | { kind: 'refused'; message: string }
  /** Somebody else's newer draft touches the same lines: a person decides. */
  | { kind: 'conflict'; theirs: StoredDraft };

export interface DraftState {
  /** What the local text was made from: the base of every merge. */
  base: StoredDraft;
  local: string;
  /** The text on its way to the server. */
  sending: string | null;
  status: SaveStatus;
}

export type DraftEvent =
  | { kind: 'edited'; text: string }
  | { kind: 'sent' }
  | { kind: 'stored'; revision: number; savedAt: string; by: StoredDraft['updatedBy'] }
  | { kind: 'newer'; theirs: StoredDraft }
  | { kind: 'failed'; status: Extract<SaveStatus, { kind: 'offline' | 'signedOut' | 'refused' }> }
  /** The person decided: this text goes on top of theirs. */
  | { kind: 'resolved'; text: string };

export interface DraftStep {
  state: DraftState;
  /** The text that the editor must show instead of the local one. */
  replaceWith?: string;
  /** What a person should know about it. */
  notice?: string;
}

/** The state of an editor that was opened on a stored draft, with the text that this device kept unsaved, if any. */
export function openDraft(base: StoredDraft, kept: { text: string; onRevision: number } | null): DraftState {
  const opened: DraftState = { base, local: base.text, sending: null, status: { kind: 'saved' } };
  if (kept === null || kept.text === base.text) return opened;
  if (kept.onRevision !== base.revision) {
    // Made on an older draft whose text is gone: there is nothing to merge by, so both are shown. The old revision stays its base,
    // so that it is a question again after another reload.
    const old = { ...base, revision: kept.onRevision };
    return { base: old, local: kept.text, sending: null, status: { kind: 'conflict', theirs: base } };
  }
  return { ...opened, local: kept.text, status: { kind: 'unsaved' } };
}

/** What happens to the draft when something happens. Nobody's text is ever dropped without a decision of a person. */
export function nextDraft(state: DraftState, event: DraftEvent): DraftStep {
  switch (event.kind) {
    case 'edited':
      return { state: { ...state, local: event.text, status: afterEdit(state, event.text) } };
    case 'sent':
      return { state: { ...state, sending: state.local, status: { kind: 'saving' } } };
    case 'stored':
      return { state: stored(state, event) };
    case 'newer':
      return meet(state, event.theirs);
    case 'failed':
      return { state: { ...state, sending: null, status: event.status } };
    case 'resolved':
      return resolved(state, event.text);
  }
}

function afterEdit(state: DraftState, text: string): SaveStatus {
  if (state.status.kind === 'conflict') return state.status;
  if (state.sending !== null) return { kind: 'saving' };
  return text === state.base.text ? { kind: 'saved' } : { kind: 'unsaved' };
}

function stored(state: DraftState, event: Extract<DraftEvent, { kind: 'stored' }>): DraftState {
  const text = state.sending ?? state.base.text;
  const base = { revision: event.revision, text, updatedBy: event.by, updatedAt: event.savedAt };
  return { base, local: state.local, sending: null, status: { kind: state.local === text ? 'saved' : 'unsaved' } };
}

/** Somebody's newer draft meets ours: adopted when we have no changes, merged where they do not touch, else a question. */
function meet(state: DraftState, theirs: StoredDraft): DraftStep {
  if (theirs.revision <= state.base.revision && state.status.kind !== 'conflict') return { state };
  const settled = { base: theirs, sending: null };
  if (state.status.kind === 'conflict')
    return { state: { ...state, sending: null, status: { kind: 'conflict', theirs } } };
  if (state.local === state.base.text) {
    const notice =
      theirs.text === state.local
        ? {}
        : { notice: `${theirs.updatedBy.name} changed the draft. You see the new text.` };
    return {
      state: { ...settled, local: theirs.text, status: { kind: 'saved' } },
      replaceWith: theirs.text,
      ...notice,
    };
  }
  const merged = mergeLines(state.base.text, state.local, theirs.text);
  if (merged === null) return { state: { ...state, sending: null, status: { kind: 'conflict', theirs } } };
  return {
    state: { ...settled, local: merged, status: { kind: merged === theirs.text ? 'saved' : 'unsaved' } },
    replaceWith: merged,
    notice: `${theirs.updatedBy.name} changed other lines. Both changes are in the text.`,
  };
}

function resolved(state: DraftState, text: string): DraftStep {
  const base = state.status.kind === 'conflict' ? state.status.theirs : state.base;
  const status: SaveStatus = { kind: text === base.text ? 'saved' : 'unsaved' };
  return { state: { base, local: text, sending: null, status }, replaceWith: text };
}
