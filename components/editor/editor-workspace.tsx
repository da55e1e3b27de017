'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Span } from '#lib/core/text-range.ts';
import { toast } from '../ui/toast.tsx';
import { AgentPanel, type Proposal } from './agent-panel.tsx';
import type { CodePaneHandle } from './code-pane.tsx';
import type { StoredDraft } from './draft-state.ts';
import { EditorBanner } from './editor-banner.tsx';
import { EditorCenter } from './editor-center.tsx';
import { EditorHeader } from './editor-header.tsx';
import { EditorPanes } from './editor-panes.tsx';
import { EditorSkeleton } from './editor-skeleton.tsx';
import { MeaningPane } from './meaning-pane.tsx';
import type { NarrowView } from './narrow-tabs.tsx';
import { OutlinePane } from './outline-pane.tsx';
import { ProblemsBar } from './problems-bar.tsx';
import { specApi } from './spec-api.ts';
import { type EditorSession, useEditorSession } from './use-editor-session.ts';
import { type Generate, useGenerate } from './use-generate.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { VersionDialog } from './version-dialog.tsx';

export interface EditorWorkspaceProps {
  service: string;
  draft: StoredDraft;
  me: { id: string; name: string };
  canEdit: boolean;
  canStart: boolean;
  canUseAgent: boolean;
  latestVersion: { id: string; number: number } | null;
  /** The draft's text is the newest version's. */
  draftIsVersion: boolean;
  /** Offset of the place to open on. */
  openAt: number | null;
}

/** The specification editor: outline, text, meaning, problems; saves by itself, freezes versions, starts runs. */
export function EditorWorkspace(props: EditorWorkspaceProps) {
  const { service, canEdit, canStart } = props;
  const router = useRouter();
  const api = useMemo(() => specApi(service), [service]);
  const code = useRef<CodePaneHandle>(null);
  const onNotice = useCallback((text: string) => toast('pass', text), []);
  const session = useEditorSession({ service, initial: props.draft, me: props.me, canEdit, api, code, onNotice });
  const generate = useGenerate({
    api,
    session,
    latest: props.latestVersion,
    versionText: props.draftIsVersion ? props.draft.text : null,
    canEdit,
    canStart,
    onRun: (runId) => router.push(`/runs/${runId}`),
    onSaved: (number) => toast('pass', `Version ${number} is saved.`),
    onFailure: (text) => toast('fail', text),
  });
  useShortcuts({ save: generate.askToSave, generate: generate.start });
  if (session === null) return <EditorSkeleton />;
  return <OpenEditor {...props} session={session} generate={generate} code={code} />;
}

interface OpenEditorProps extends EditorWorkspaceProps {
  session: EditorSession;
  generate: Generate;
  code: React.RefObject<CodePaneHandle | null>;
}

function OpenEditor({ session, generate, code, ...props }: OpenEditorProps) {
  const { service, canEdit, openAt } = props;
  const { draft, checked, sync } = session;
  const [comparing, setComparing] = useState(false);
  const [agent, setAgent] = useState(false);
  const [proposal, setProposal] = useState<{ text: string; meta: Proposal } | null>(null);
  const [narrow, setNarrow] = useState<NarrowView>('text');
  const [cursor, setCursor] = useState(openAt ?? 0);
  const frame = useRef<HTMLDivElement>(null);
  const go = (span: Span) => {
    setNarrow('text');
    setComparing(false);
    // The text may just have been hidden: it is measured again before it scrolls.
    requestAnimationFrame(() => code.current?.reveal(span));
  };
  const propose = useCallback((text: string, meta: Proposal = {}) => {
    setNarrow('text');
    setProposal({ text, meta });
  }, []);
  const decide = (text: string | null) => {
    if (text !== null) code.current?.replace(text);
    proposal?.meta.onDecided?.(text !== null);
    setProposal(null);
  };
  const resolve = (text: string | null) => {
    if (text !== null) sync.current?.resolve(text);
    setComparing(false);
  };
  return (
    <div ref={frame} className="flex min-h-0 flex-1 flex-col">
      <EditorHeader
        service={service}
        version={generate.versionNumber}
        draft={draft}
        canEdit={canEdit}
        agent={props.canUseAgent && canEdit ? { open: agent, onOpen: setAgent } : null}
        generate={generate}
      />
      <EditorBanner
        draft={draft}
        canEdit={canEdit}
        comparing={comparing}
        onCompare={() => setComparing(true)}
        onTake={resolve}
      />
      <EditorPanes
        narrow={narrow}
        onNarrow={setNarrow}
        outline={<OutlinePane nodes={checked?.answer.outline ?? null} cursor={cursor} onGo={go} />}
        center={
          <EditorCenter
            session={session}
            code={code}
            canEdit={canEdit}
            openAt={openAt}
            proposal={proposal}
            comparing={comparing}
            onCursor={setCursor}
            onLeave={() => leave(frame.current)}
            onDecide={decide}
            onResolve={resolve}
          />
        }
        sideLabel={agent ? 'Agent' : 'Meaning'}
        side={
          agent ? (
            <AgentPanel service={service} getText={() => code.current?.text() ?? draft.local} proposeText={propose} />
          ) : (
            <MeaningPane checked={checked?.answer ?? null} stuck={session.check.kind === 'stuck'} onGo={go} />
          )
        }
      />
      <ProblemsBar checked={checked?.answer ?? null} text={checked?.text ?? ''} state={session.check} onGo={go} />
      <VersionDialog
        purpose={generate.asking}
        number={(generate.versionNumber ?? 0) + 1}
        errors={checked?.answer.readiness.errors ?? 0}
        onClose={generate.cancel}
        onSave={generate.save}
      />
    </div>
  );
}

/** Escape in the text gives the keyboard back to the page: to the panel beside the text. */
function leave(frame: HTMLElement | null): void {
  const target = frame?.querySelector<HTMLElement>(
    '[role="tab"][data-state="active"], nav[aria-label="Outline"] button',
  );
  target?.focus();
}
