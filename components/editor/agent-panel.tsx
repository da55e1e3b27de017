'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { AgentDraft } from './agent-draft.tsx';
import { type AgentFacts, readAgentFacts } from './agent-stream.ts';
import { AgentTemplates } from './agent-templates.tsx';

/** How the panel hands a text to the editor. */
export interface Proposal {
  /** More of the text is on its way: the diff is shown and cannot be accepted yet. */
  streaming?: boolean;
  /** Called once, when the person accepts all or part of the text, or rejects it. */
  onDecided?: (accepted: boolean) => void;
}

/** The editor's side panel for the specification agent. */
export interface AgentPanelProps {
  /** The service's name. */
  service: string;
  /** The text in the editor right now. */
  getText: () => string;
  /** Opens the diff that is accepted or rejected; a further call replaces the text proposed. */
  proposeText: (text: string, proposal?: Proposal) => void;
}

/** Drafts a specification from a paragraph with the configured model; without one it says why and offers templates. */
export function AgentPanel(props: AgentPanelProps) {
  const [facts, setFacts] = useState<AgentFacts | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const alive = useRef(true);
  const load = useCallback(() => {
    setFailure(null);
    readAgentFacts().then(
      (found) => {
        if (!alive.current) return;
        setFacts(found);
        setFailure(null);
      },
      (error: unknown) => alive.current && setFailure(error instanceof Error ? error.message : String(error)),
    );
  }, []);
  useEffect(() => {
    alive.current = true;
    load();
    return () => {
      alive.current = false;
    };
  }, [load]);

  if (failure !== null)
    return (
      <ErrorState title="The agent cannot be asked" action={<Button onClick={load}>Try again</Button>}>
        {failure}
      </ErrorState>
    );
  if (facts === null) return <SkeletonRows rows={5} />;
  if (facts.model.configured) return <AgentDraft {...props} model={facts.model} />;
  return (
    <div className="p-4">
      <EmptyState title="Drafting needs a model" className="py-6">
        {facts.model.reason} Templates need none.
      </EmptyState>
      <AgentTemplates templates={facts.templates} {...props} />
    </div>
  );
}
