'use client';
import { Play, Sparkles } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import type { DraftState } from './draft-state.ts';
import { SaveState } from './save-state.tsx';
import type { Generate } from './use-generate.ts';

export interface EditorHeaderProps {
  service: string;
  version: number | null;
  draft: DraftState;
  canEdit: boolean;
  agent: { open: boolean; onOpen: (open: boolean) => void } | null;
  generate: Generate;
}

/** Where you are, where the text is, and what can be done with it. */
export function EditorHeader({ service, version, draft, canEdit, agent, generate }: EditorHeaderProps) {
  const keys = useKeyNames();
  return (
    <PageHeader
      trail={[
        { label: 'Services', href: '/services' },
        { label: service, href: `/services/${service}` },
        { label: version === null ? 'Draft' : `Draft, v${version + 1}` },
      ]}
      meta={canEdit ? <SaveState draft={draft} /> : <Badge>Read only: your role does not change specifications</Badge>}
      action={
        <>
          {agent && (
            <Button
              variant="quiet"
              aria-pressed={agent.open}
              icon={<Sparkles aria-hidden />}
              onClick={() => agent.onOpen(!agent.open)}
            >
              <span className="hidden sm:inline">{agent.open ? 'Close the agent' : 'Draft with agent'}</span>
              <span className="sr-only sm:hidden">Draft with agent</span>
            </Button>
          )}
          {canEdit && (
            <Explained reason={generate.saveReason}>
              <Button
                aria-disabled={generate.saveReason !== null}
                onClick={generate.askToSave}
                className={dim(generate.saveReason)}
              >
                <span className="hidden sm:inline">Save version</span>
                <span className="sm:hidden">Save</span>
                <Shortcut>{keys.save}</Shortcut>
              </Button>
            </Explained>
          )}
          <Explained reason={generate.reason}>
            <Button
              variant="primary"
              icon={<Play aria-hidden />}
              busy={generate.busy}
              aria-disabled={generate.reason !== null}
              onClick={generate.start}
              className={dim(generate.reason)}
            >
              Generate
              <Shortcut>{keys.generate}</Shortcut>
            </Button>
          </Explained>
        </>
      }
    />
  );
}

/** A button that cannot be used stays reachable, so that everybody can learn why. */
function Explained({ reason, children }: { reason: string | null; children: React.ReactElement }) {
  return reason === null ? (
    children
  ) : (
    <Tooltip content={reason} side="bottom">
      {children}
    </Tooltip>
  );
}

function dim(reason: string | null): string {
  return reason === null ? '' : 'opacity-50';
}

function Shortcut({ children }: { children: string }) {
  return (
    <span aria-hidden className="hidden font-normal text-xs opacity-70 xl:inline">
      {children}
    </span>
  );
}

/** The names of the shortcuts on this keyboard; known in the browser only. */
function useKeyNames(): { save: string; generate: string } {
  const [mac, setMac] = useState(false);
  useEffect(() => setMac(/Mac|iPhone|iPad/.test(navigator.userAgent)), []);
  return mac ? { save: '⌘S', generate: '⌘⏎' } : { save: 'Ctrl S', generate: 'Ctrl ⏎' };
}
