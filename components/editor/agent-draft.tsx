'use client';
import { Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { DRAFT_LIMITS } from '#lib/domain/agents/draft-event.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Textarea } from '../ui/textarea.tsx';
import type { AgentPanelProps } from './agent-panel.tsx';
import { AgentProgress } from './agent-progress.tsx';
import { afterBreak, afterEvent, type DraftState, STARTED } from './agent-state.ts';
import { sendDecision, streamDraft } from './agent-stream.ts';

/** How often a growing text is shown in the editor's diff. */
const SHOW_EVERY_MS = 150;

interface Model {
  label: string;
  host: string;
}

/** The paragraph, the press that starts the agent, and what it does. */
export function AgentDraft(props: AgentPanelProps & { model: Model }) {
  const { service, model } = props;
  const [paragraph, setParagraph] = useKept(`plumbline:paragraph:${service}`);
  const [problem, setProblem] = useState<string | null>(null);
  const { draft, start, stop } = useDraft(props);
  const running = draft?.phase === 'running';
  const tooLong = paragraph.length > DRAFT_LIMITS.paragraph;

  const begin = (continueFrom: string | null) => {
    if (paragraph.trim() === '') return setProblem('Paste a paragraph first.');
    setProblem(null);
    start(paragraph, continueFrom);
  };

  return (
    <div className="flex flex-col gap-4 p-4">
      <Field
        label="What should the service do?"
        hint={`${paragraph.length.toLocaleString('en-GB')} of ${DRAFT_LIMITS.paragraph.toLocaleString('en-GB')} characters. ${model.label} at ${model.host} reads it together with the text in the editor.`}
        error={tooLong ? 'Shorten it: a paragraph holds 20,000 characters at most.' : problem}
      >
        <Textarea
          rows={8}
          value={paragraph}
          disabled={running}
          placeholder="Paste the paragraph as the business wrote it."
          onChange={(event) => setParagraph(event.target.value)}
        />
      </Field>
      <div className="flex items-center gap-2">
        {running ? (
          <Button icon={<Square aria-hidden />} onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button variant="primary" disabled={tooLong} onClick={() => begin(null)}>
            {draft ? 'Draft again' : 'Draft'}
          </Button>
        )}
        {draft && !running && draft.phase !== 'finished' && draft.text !== '' && (
          <Button onClick={() => begin(draft.text)}>Go on from what came</Button>
        )}
      </div>
      {draft && <AgentProgress draft={draft} />}
    </div>
  );
}

/** Runs one draft at a time; leaving the panel stops it. */
function useDraft({ service, getText, proposeText }: AgentPanelProps) {
  const [draft, setDraft] = useState<DraftState | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (paragraph: string, continueFrom: string | null) => {
    const control = new AbortController();
    running.current?.abort();
    running.current = control;
    let state = STARTED;
    let shownAt = 0;
    let refused = false;
    const take = (next: DraftState) => {
      const grew = next.text !== state.text;
      state = next;
      setDraft(next);
      if (!grew || next.phase !== 'running' || performance.now() - shownAt < SHOW_EVERY_MS) return;
      shownAt = performance.now();
      proposeText(next.text, { streaming: true, onDecided: refuse });
    };
    /** A text that is still growing can only be rejected: the agent then stops. */
    const refuse = () => {
      refused = true;
      control.abort();
    };
    take(STARTED);
    try {
      const currentText = getText().slice(0, DRAFT_LIMITS.currentText);
      await streamDraft({ service, paragraph, currentText, continueFrom }, control.signal, (event) =>
        take(afterEvent(state, event)),
      );
    } catch (error) {
      take(afterBreak(state, control.signal.aborted ? null : error instanceof Error ? error.message : String(error)));
    }
    if (running.current !== control) return;
    running.current = null;
    const { draftId, text } = state;
    const decide = (accepted: boolean) => {
      // The ledger's entry; a failure is not the architect's to mend, and the text itself is saved by the editor.
      if (draftId) sendDecision(draftId, accepted).catch(() => {});
    };
    if (refused) decide(false);
    else if (text.trim() !== '') proposeText(text, { streaming: false, onDecided: decide });
  };
  return { draft, start, stop: () => running.current?.abort() };
}

/** Text that survives a reload of the tab. */
function useKept(key: string): [string, (text: string) => void] {
  const [text, setText] = useState('');
  useEffect(() => setText(sessionStorage.getItem(key) ?? ''), [key]);
  return [
    text,
    (next) => {
      setText(next);
      sessionStorage.setItem(key, next.slice(0, 2 * DRAFT_LIMITS.paragraph));
    },
  ];
}
