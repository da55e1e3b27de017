'use client';
import { useState } from 'react';
import { z } from 'zod';
import type { SpecApi } from './spec-api.ts';
import type { EditorSession } from './use-editor-session.ts';

export interface GenerateOptions {
  api: SpecApi;
  session: EditorSession | null;
  latest: { id: string; number: number } | null;
  /** The newest version's text, where the page knows it. */
  versionText: string | null;
  canEdit: boolean;
  canStart: boolean;
  onRun: (runId: string) => void;
  onSaved: (number: number) => void;
  onFailure: (text: string) => void;
}

export interface Generate {
  /** Why a run cannot be started now, as a sentence; null when it can. */
  reason: string | null;
  /** Why no version can be saved now. */
  saveReason: string | null;
  busy: boolean;
  /** What the dialog asks for. */
  asking: 'save' | 'generate' | null;
  /** The newest version's number. */
  versionNumber: number | null;
  askToSave: () => void;
  start: () => void;
  /** Saves a version with this message, and goes on as asked; gives a sentence when it did not work. */
  save: (message: string) => Promise<string | null>;
  cancel: () => void;
}

const sameAs = z.object({ versionId: z.string(), number: z.int() });
const NOT_STORED = 'The text is not stored yet, so there is nothing to make a version of. The line above says why.';

/** Versions and runs from the editor: the draft is stored first, a changed draft becomes a version, a version becomes a run. */
export function useGenerate(options: GenerateOptions): Generate {
  const { api, session, canEdit, canStart, onRun, onSaved, onFailure } = options;
  const [latest, setLatest] = useState(options.latest);
  const [versionText, setVersionText] = useState(options.versionText);
  const [asking, setAsking] = useState<Generate['asking']>(null);
  const [busy, setBusy] = useState(false);
  const unchanged = session !== null && latest !== null && session.draft.local === versionText;
  const reason = reasonNotToRun({ session, canStart, canEdit, unchanged });
  const saveReason = reasonNotToSave({ session, canEdit, unchanged, number: latest?.number ?? 0 });

  const run = async (version: number): Promise<string | null> => {
    const started = await api.startRun(version);
    if (started.ok) onRun(started.value.runId);
    return started.ok ? null : started.message;
  };
  const start = async () => {
    if (busy) return;
    if (reason !== null) return onFailure(reason);
    if (!unchanged || latest === null) return setAsking('generate');
    setBusy(true);
    const failure = await run(latest.number);
    setBusy(false);
    if (failure !== null) onFailure(failure);
  };
  const save = async (message: string): Promise<string | null> => {
    const revision = (await session?.sync.current?.flush()) ?? null;
    if (revision === null) return NOT_STORED;
    const text = session?.sync.current?.state().base.text ?? null;
    const saved = await api.saveVersion(message, revision);
    const same = saved.ok ? null : sameAs.safeParse(saved.data);
    if (!saved.ok && !(asking === 'generate' && same?.success)) return saved.message;
    const version = saved.ok
      ? saved.value
      : same?.success
        ? { id: same.data.versionId, number: same.data.number }
        : null;
    if (version === null) return NOT_STORED;
    setLatest(version);
    setVersionText(text);
    if (saved.ok) onSaved(version.number);
    const failure = asking === 'generate' ? await run(version.number) : null;
    if (failure === null) setAsking(null);
    return failure;
  };
  return {
    reason,
    saveReason,
    busy,
    asking,
    versionNumber: latest?.number ?? null,
    askToSave: () => (saveReason === null ? setAsking('save') : onFailure(saveReason)),
    start,
    save,
    cancel: () => setAsking(null),
  };
}

interface Situation {
  session: EditorSession | null;
  canEdit: boolean;
  unchanged: boolean;
}

function reasonNotToRun({ session, canStart, canEdit, unchanged }: Situation & { canStart: boolean }): string | null {
  if (session === null) return 'The editor is opening.';
  if (!canStart) return 'Your role does not start runs.';
  if (!canEdit && !unchanged) return 'The draft is not saved as a version yet, and your role does not change it.';
  const blocked = notStored(session);
  if (blocked !== null) return blocked;
  if (session.check.kind === 'stuck') return 'The text could not be checked.';
  const errors = session.checked?.answer.readiness.errors ?? null;
  if (errors === null) return 'The text is being checked.';
  if (errors > 0) return `Mend ${errors === 1 ? 'the error' : `the ${errors} errors`} first.`;
  return null;
}

function reasonNotToSave({ session, canEdit, unchanged, number }: Situation & { number: number }): string | null {
  if (session === null) return 'The editor is opening.';
  if (!canEdit) return 'Your role does not change specifications.';
  if (unchanged) return `Nothing changed since version ${number}.`;
  return notStored(session);
}

function notStored({ draft: { status } }: EditorSession): string | null {
  if (status.kind === 'conflict')
    return `Decide between your text and the draft of ${status.theirs.updatedBy.name} first.`;
  if (status.kind === 'refused') return `The text is not saved. ${status.message}`;
  if (status.kind === 'offline') return 'The server does not answer. The text is kept on this device.';
  if (status.kind === 'signedOut') return 'Your session ended. Sign in in another tab first.';
  return null;
}
