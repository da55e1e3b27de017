'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { CodePaneHandle } from './code-pane.tsx';
import { type DraftState, openDraft, type StoredDraft } from './draft-state.ts';
import { createDraftSync, type DraftSync } from './draft-sync.ts';
import { keptDrafts } from './kept-draft.ts';
import type { SpecApi } from './spec-api.ts';
import { type CheckState, createSpecClient, type SpecClient } from './spec-client.ts';
import type { CheckedText } from './spec-protocol.ts';

export interface EditorSession {
  client: SpecClient;
  draft: DraftState;
  /** The newest answer of the checker and the text that it is about. */
  checked: { answer: CheckedText; text: string } | null;
  check: CheckState;
  sync: RefObject<DraftSync | null>;
  edited: (text: string) => void;
}

export interface EditorSessionOptions {
  service: string;
  initial: StoredDraft;
  me: StoredDraft['updatedBy'];
  canEdit: boolean;
  api: SpecApi;
  code: RefObject<CodePaneHandle | null>;
  onNotice: (text: string) => void;
}

const POLL_MS = 4_000;

/** The parts of an open editor that outlive a key stroke: the language worker and the draft's way to the server. */
export function useEditorSession(options: EditorSessionOptions): EditorSession | null {
  const { service, canEdit } = options;
  const latest = useRef(options);
  latest.current = options;
  const [client, setClient] = useState<SpecClient | null>(null);
  const [draft, setDraft] = useState<DraftState>(() => openDraft(options.initial, null));
  const [checked, setChecked] = useState<EditorSession['checked']>(null);
  const [check, setCheck] = useState<CheckState>({ kind: 'checking' });
  const sync = useRef<DraftSync | null>(null);

  useEffect(() => {
    const { initial, me, api, code } = latest.current;
    const opened = openClient(code, setChecked, setCheck);
    const kept = canEdit ? keptOnDevice(service) : null;
    const started = createDraftSync({
      initial,
      kept: kept?.read() ?? null,
      me,
      save: api.save,
      newerThan: api.newerThan,
      keep: (text) => kept?.write(text),
      onState: setDraft,
      onReplace: (text) => {
        code.current?.replace(text);
        opened.check(text);
      },
      onNotice: (text) => latest.current.onNotice(text),
    });
    sync.current = started;
    setClient(opened);
    opened.check(started.state().local);
    const unwatch = watchOthers(started);
    return () => {
      unwatch();
      started.stop();
      opened.stop();
      sync.current = null;
      setClient(null);
    };
  }, [service, canEdit]);

  if (client === null) return null;
  const edited = (text: string) => {
    client.check(text);
    sync.current?.edited(text);
  };
  return { client, draft, checked, check, sync, edited };
}

function openClient(
  code: RefObject<CodePaneHandle | null>,
  onChecked: (checked: EditorSession['checked']) => void,
  onState: (state: CheckState) => void,
): SpecClient {
  return createSpecClient({
    start: () => new Worker(new URL('./spec-worker.ts', import.meta.url), { type: 'module' }),
    onChecked: (answer, text) => {
      code.current?.show(answer);
      onChecked({ answer, text });
    },
    onState,
  });
}

/** The device's storage, or null where the browser refuses it. */
function keptOnDevice(service: string): ReturnType<typeof keptDrafts> | null {
  try {
    return keptDrafts(service, localStorage, Date.now);
  } catch {
    return null;
  }
}

/** Looks for other people's drafts while the page is seen, and at once when it is seen again or the network is back. */
function watchOthers(sync: DraftSync): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') void sync.refresh();
  };
  const timer = setInterval(look, POLL_MS);
  const events = ['focus', 'online'] as const;
  for (const event of events) window.addEventListener(event, look);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    for (const event of events) window.removeEventListener(event, look);
    document.removeEventListener('visibilitychange', look);
  };
}
