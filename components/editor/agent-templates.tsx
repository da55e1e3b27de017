'use client';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Notice } from '../ui/notice.tsx';
import type { AgentPanelProps } from './agent-panel.tsx';
import { type AgentFacts, readTemplate } from './agent-stream.ts';

const HOW = `PLUMBLINE_MODEL=compatible:NAME \\
PLUMBLINE_MODEL_URL=http://127.0.0.1:8080/v1 \\
npm start`;

/** What there is to start from without a model, and how to configure one. */
export function AgentTemplates({
  templates,
  service,
  proposeText,
}: AgentPanelProps & { templates: AgentFacts['templates'] }) {
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const propose = async (id: string) => {
    setBusy(id);
    setFailure(null);
    try {
      proposeText(await readTemplate(id, service));
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className="flex flex-col gap-4">
      {failure && <Notice tone="fail">{failure}</Notice>}
      <ul aria-label="Templates">
        {templates.map(({ id, title, summary }) => (
          <li key={id} className="flex items-center gap-3 border-hairline border-b py-2 last:border-b-0">
            <div className="min-w-0 flex-1">
              <p className="font-medium text-sm">{title}</p>
              <p className="text-muted text-xs">{summary}</p>
            </div>
            <Button size="small" busy={busy === id} disabled={busy !== null} onClick={() => propose(id)}>
              Propose
            </Button>
          </li>
        ))}
      </ul>
      <details className="text-sm">
        <summary className="cursor-pointer text-muted">How to configure a model</summary>
        <p className="mt-2 mb-2 text-muted text-xs">
          Set these on the server and start it again. A provider is openai, anthropic or compatible (any server that
          speaks OpenAI’s format). Keys go into PLUMBLINE_MODEL_KEY and never leave the server.
        </p>
        <CodeBlock label="settings" text={HOW} />
      </details>
    </div>
  );
}
