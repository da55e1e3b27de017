'use client';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Status } from '../ui/status.tsx';
import { DiffPane } from './diff-pane.tsx';

export interface ProposalViewProps {
  current: string;
  proposed: string;
  /** More of the proposal is on its way. */
  streaming: boolean;
  onAccept: (text: string) => void;
  onReject: () => void;
}

/**
 * A proposed text beside the present one. Nothing changes until a person accepts: all of it, or what is left after single changes
 * were taken back with the arrows between the sides or edited at the right.
 */
export function ProposalView({ current, proposed, streaming, onAccept, onReject }: ProposalViewProps) {
  const [edited, setEdited] = useState<{ from: string; text: string } | null>(null);
  const text = edited !== null && edited.from === proposed ? edited.text : proposed;
  return (
    <section aria-label="Proposed text" className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-11 flex-wrap items-center gap-2 border-hairline border-b px-3 py-1.5 text-sm">
        <p className="min-w-0 flex-1">
          {streaming ? (
            <Status kind="running" label="The proposal is being written" />
          ) : (
            <span className="text-muted">
              The draft, and what is proposed for it. Nothing is changed until you accept.
            </span>
          )}
        </p>
        <Button size="small" onClick={onReject}>
          Reject
        </Button>
        <Button size="small" variant="primary" disabled={streaming} onClick={() => onAccept(text)}>
          {text === proposed ? 'Accept all' : 'Accept what is left'}
        </Button>
      </div>
      <DiffPane
        original={current}
        modified={text}
        labels={{ original: 'The draft', modified: 'The proposal' }}
        onEdit={(next) => setEdited({ from: proposed, text: next })}
      />
    </section>
  );
}
