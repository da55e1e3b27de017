'use client';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { DiffPane } from './diff-pane.tsx';
import type { StoredDraft } from './draft-state.ts';

export interface ConflictViewProps {
  theirs: StoredDraft;
  mine: string;
  onTake: () => void;
  /** Puts this text on top of theirs: mine as it is, or merged by hand. */
  onKeep: (text: string) => void;
  onBack: () => void;
}

/** Two drafts that touch the same lines, side by side: theirs at the left, mine at the right, where it can be edited. */
export function ConflictView({ theirs, mine, onTake, onKeep, onBack }: ConflictViewProps) {
  const [merged, setMerged] = useState(mine);
  const [start] = useState(mine);
  const touched = merged !== start;
  return (
    <section aria-label="Two drafts" className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-11 flex-wrap items-center gap-2 border-hairline border-b px-3 py-1.5 text-sm">
        <p className="min-w-0 flex-1">
          <span className="font-medium">{`Theirs: ${theirs.updatedBy.name}`}</span>
          <span className="text-muted">
            {', saved '}
            <RelativeTime at={theirs.updatedAt} />
          </span>
          <span className="px-2 text-faint">|</span>
          <span className="font-medium">Yours</span>
          <span className="text-muted">: not saved yet; edit it to merge by hand</span>
        </p>
        <Button size="small" variant="quiet" onClick={onBack}>
          Back to the text
        </Button>
        <Button size="small" onClick={onTake}>
          Take theirs
        </Button>
        <Button size="small" variant="primary" onClick={() => onKeep(merged)}>
          {touched ? 'Save the merged text' : 'Keep mine on top of theirs'}
        </Button>
      </div>
      <DiffPane
        original={theirs.text}
        modified={merged}
        labels={{ original: `Draft of ${theirs.updatedBy.name}`, modified: 'Your text, to be merged' }}
        onEdit={setMerged}
      />
    </section>
  );
}
