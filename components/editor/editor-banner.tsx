'use client';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { DraftState } from './draft-state.ts';
import { SaveState } from './save-state.tsx';

export interface EditorBannerProps {
  draft: DraftState;
  canEdit: boolean;
  comparing: boolean;
  onCompare: () => void;
  /** Takes this text in place of ours. */
  onTake: (text: string) => void;
}

/** What needs a decision about the text as a whole: a newer draft of somebody else, or a text that cannot be stored. */
export function EditorBanner({ draft, canEdit, comparing, onCompare, onTake }: EditorBannerProps) {
  const { status } = draft;
  if (!canEdit || comparing) return null;
  if (status.kind === 'refused') {
    return (
      <Notice tone="fail" className="mx-3 my-2 shrink-0">
        {status.message}
      </Notice>
    );
  }
  if (status.kind === 'offline' || status.kind === 'signedOut') {
    // Wide screens say it in the header.
    return (
      <Notice tone="warn" className="mx-3 my-2 shrink-0 lg:hidden">
        <SaveState draft={draft} wrap />
      </Notice>
    );
  }
  if (status.kind !== 'conflict') return null;
  const { theirs } = status;
  return (
    <Notice
      tone="warn"
      className="mx-3 my-2 shrink-0"
      action={
        <span className="flex shrink-0 gap-2">
          <Button size="small" onClick={() => onTake(theirs.text)}>
            Take theirs
          </Button>
          <Button size="small" onClick={onCompare}>
            Compare and decide
          </Button>
        </span>
      }
    >
      <span className="font-medium">{theirs.updatedBy.name}</span>
      {' saved another draft '}
      <RelativeTime at={theirs.updatedAt} />
      {
        ' that changes the same lines. Yours is kept on this device and not stored yet. Nothing is overwritten until you decide.'
      }
    </Notice>
  );
}
