'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Span } from '#lib/core/text-range.ts';
import { classNames } from '../ui/class-names.ts';
import { toast } from '../ui/toast.tsx';
import { AgentPanel, type Proposal } from './agent-panel.tsx';
import { CodePane, type CodePaneHandle } from './code-pane.tsx';
import { ConflictView } from './conflict-view.tsx';
import type { StoredDraft } from './draft-state.ts';
import { EditorBanner } from './editor-banner.tsx';
import { EditorHeader } from './editor-header.tsx';
import { EditorSkeleton } from './editor-skeleton.tsx';
import { MeaningPane } from './meaning-pane.tsx';
import { NarrowTabs, type NarrowView } from './narrow-tabs.tsx';
import { OutlinePane } from './outline-pane.tsx';
import { PaneBorder } from './pane-border.tsx';
import { ProblemsBar } from './problems-bar.tsx';
import { ProposalView } from './proposal-view.tsx';
import { specApi } from './spec-api.ts';
import { useEditorSession } from './use-editor-session.ts';
import { useGenerate } from './use-generate.ts';
import { useRemembered } from './use-remembered.ts';
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
  const { service, canEdit, canUseAgent } = props;
  const router = useRouter();
  const api = useMemo(() => specApi(service), [service]);
  const code = useRef<CodePaneHandle>(null);
  const notice = useCallback((text: string) => toast('pass', text), []);
  const session = useEditorSession({
    service,
    initial: props.draft,
    me: props.me,
    canEdit,
    api,
    code,
    onNotice: notice,
  });
  const generate = useGenerate({
    api,
    session,
    latest: props.latestVersion,
    versionText: props.draftIsVersion ? props.draft.text : null,
    canEdit,
    canStart: props.canStart,
    onRun: (runId) => router.push(`/runs/${runId}`),
    onSaved: (number) => toast('pass', `Version ${number} is saved.`),
    onFailure: (text) => toast('fail', text),
  });
  const [comparing, setComparing] = useState(false);
  const [agent, setAgent] = useState(false);
  const [proposal, setProposal] = useState<{ text: string; meta: Proposal } | null>(null);
  const [narrow, setNarrow] = useState<NarrowView>('text');
  const [cursor, setCursor] = useState(props.openAt ?? 0);
  const [outlineWidth, setOutlineWidth] = useRemembered('editor.outline', 232);
  const [meaningWidth, setMeaningWidth] = useRemembered('editor.meaning', 416);
  const [problemsHeight, setProblemsHeight] = useRemembered('editor.problems', 144);
  const [problemsOpen, setProblemsOpen] = useRemembered('editor.problems-open', 0);
  const frame = useRef<HTMLDivElement>(null);
  const meaning = useLastMeaning(session?.checked?.answer.meaning ?? null);
  useShortcuts({ save: generate.askToSave, generate: generate.start });

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
    code.current?.focus();
  };

  if (session === null) return <EditorSkeleton />;
  const { draft, checked, check, sync } = session;
  const theirs = draft.status.kind === 'conflict' ? draft.status.theirs : null;
  const resolve = (text: string) => {
    sync.current?.resolve(text);
    setComparing(false);
  };
  const showText = proposal === null && !(comparing && theirs !== null);
  const side = agent ? (
    <AgentPanel service={service} getText={() => code.current?.text() ?? draft.local} proposeText={propose} />
  ) : (
    <MeaningPane
      meaning={meaning}
      outdated={checked !== null && checked.answer.meaning === null && meaning !== null}
      checking={checked === null}
      onGo={go}
    />
  );
  return (
    <div ref={frame} className="flex min-h-0 flex-1 flex-col">
      <EditorHeader
        service={service}
        version={generate.versionNumber}
        draft={draft}
        canEdit={canEdit}
        agent={canUseAgent && canEdit ? { open: agent, onOpen: setAgent } : null}
        generate={generate}
      />
      <EditorBanner
        draft={draft}
        canEdit={canEdit}
        comparing={comparing}
        onCompare={() => setComparing(true)}
        onTake={() => theirs && resolve(theirs.text)}
      />
      <NarrowTabs view={narrow} onView={setNarrow} agent={agent} />
      <div className="flex min-h-0 flex-1">
        <div
          style={{ width: narrow === 'outline' ? undefined : outlineWidth }}
          className={classNames(
            'min-h-0 flex-col bg-canvas lg:flex lg:flex-none',
            narrow === 'outline' ? 'flex flex-1' : 'hidden',
          )}
        >
          <OutlinePane nodes={checked?.answer.outline ?? null} cursor={cursor} onGo={go} />
        </div>
        <PaneBorder
          label="Width of the outline"
          side="left"
          size={outlineWidth}
          min={140}
          max={480}
          onSize={setOutlineWidth}
          className="hidden lg:block"
        />
        <div
          className={classNames(
            'min-h-0 min-w-0 flex-1 flex-col bg-surface lg:flex',
            narrow === 'text' ? 'flex' : 'hidden',
          )}
        >
          <div className={classNames('min-h-0 flex-1 flex-col', showText ? 'flex' : 'hidden')}>
            <CodePane
              handle={code}
              client={session.client}
              initialText={draft.local}
              readOnly={!canEdit}
              openAt={props.openAt}
              onEdit={session.edited}
              onCursor={setCursor}
              onLeave={() => leave(frame.current)}
            />
          </div>
          {proposal !== null && (
            <ProposalView
              current={draft.local}
              proposed={proposal.text}
              streaming={proposal.meta.streaming ?? false}
              onAccept={decide}
              onReject={() => decide(null)}
            />
          )}
          {proposal === null && comparing && theirs !== null && (
            <ConflictView
              key={theirs.revision}
              theirs={theirs}
              mine={draft.local}
              onTake={() => resolve(theirs.text)}
              onKeep={resolve}
              onBack={() => setComparing(false)}
            />
          )}
        </div>
        <PaneBorder
          label="Width of the panel"
          side="right"
          size={meaningWidth}
          min={240}
          max={760}
          onSize={setMeaningWidth}
          className="hidden lg:block"
        />
        <aside
          aria-label={agent ? 'Draft with the agent' : 'Meaning'}
          style={{ width: narrow === 'side' ? undefined : meaningWidth }}
          className={classNames(
            'min-h-0 min-w-0 flex-col overflow-y-auto bg-canvas lg:flex lg:flex-none',
            narrow === 'side' ? 'flex flex-1' : 'hidden',
          )}
        >
          {side}
        </aside>
      </div>
      <ProblemsBar
        checked={checked?.answer ?? null}
        text={checked?.text ?? ''}
        state={check}
        open={problemsOpen === 1}
        height={problemsHeight}
        onOpen={(open) => setProblemsOpen(open ? 1 : 0)}
        onHeight={setProblemsHeight}
        onGo={go}
      />
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

/** Escape in the text gives the keyboard back to the page: to the first thing after the text. */
function leave(frame: HTMLElement | null): void {
  const target = frame?.querySelector<HTMLElement>(
    '[role="tab"][data-state="active"], nav[aria-label="Outline"] button',
  );
  target?.focus();
}

/** The newest meaning there was, so that the panel does not go blank over a half-typed line. */
function useLastMeaning<T>(meaning: T | null): T | null {
  const last = useRef<T | null>(null);
  if (meaning !== null) last.current = meaning;
  return last.current;
}

/** ⌘S and ⌘⏎ (Ctrl elsewhere), wherever the keyboard is on the page. */
function useShortcuts(commands: { save: () => void; generate: () => void }): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
      const command = event.key === 's' ? latest.current.save : event.key === 'Enter' ? latest.current.generate : null;
      if (command === null) return;
      event.preventDefault();
      event.stopPropagation();
      command();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}
