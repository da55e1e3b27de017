'use client';
import type { RefObject } from 'react';
import type { Proposal } from './agent-panel.tsx';
import { CodePane, type CodePaneHandle } from './code-pane.tsx';
import { ConflictView } from './conflict-view.tsx';
import { ProposalView } from './proposal-view.tsx';
import type { EditorSession } from './use-editor-session.ts';

export interface EditorCenterProps {
  session: EditorSession;
  code: RefObject<CodePaneHandle | null>;
  canEdit: boolean;
  openAt: number | null;
  proposal: { text: string; meta: Proposal } | null;
  /** The two drafts of a conflict are shown side by side. */
  comparing: boolean;
  onCursor: (offset: number) => void;
  onLeave: () => void;
  /** The text that was accepted, or null for none. */
  onDecide: (text: string | null) => void;
  /** The text that goes on top of theirs, or null to go back to the text without deciding. */
  onResolve: (text: string | null) => void;
}

/** The text; or in its place a proposal or a conflict, beside it. The text's editor stays open behind them. */
export function EditorCenter(props: EditorCenterProps) {
  const { session, proposal, comparing, onDecide, onResolve } = props;
  const { draft } = session;
  const theirs = comparing && draft.status.kind === 'conflict' ? draft.status.theirs : null;
  return (
    <>
      <div className={proposal === null && theirs === null ? 'flex min-h-0 flex-1 flex-col' : 'hidden'}>
        <CodePane
          handle={props.code}
          client={session.client}
          initialText={draft.local}
          readOnly={!props.canEdit}
          openAt={props.openAt}
          onEdit={session.edited}
          onCursor={props.onCursor}
          onLeave={props.onLeave}
        />
      </div>
      {proposal !== null && (
        <ProposalView
          current={draft.local}
          proposed={proposal.text}
          streaming={proposal.meta.streaming ?? false}
          onAccept={onDecide}
          onReject={() => onDecide(null)}
        />
      )}
      {proposal === null && theirs !== null && (
        <ConflictView
          key={theirs.revision}
          theirs={theirs}
          mine={draft.local}
          onTake={() => onResolve(theirs.text)}
          onKeep={onResolve}
          onBack={() => onResolve(null)}
        />
      )}
    </>
  );
}
