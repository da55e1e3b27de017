'use client';
import { ChevronDown, ChevronUp, CircleAlert, CircleX, Info } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { lineIndex, type Span } from '#lib/core/text-range.ts';
import type { Diagnostic, Readiness, Severity } from '#lib/spec/index.ts';
import { classNames } from '../ui/class-names.ts';
import { PaneBorder } from './pane-border.tsx';
import { readinessText } from './readiness-text.ts';
import { Said } from './said.tsx';
import type { CheckState } from './spec-client.ts';
import type { CheckedText } from './spec-protocol.ts';
import { useRemembered } from './use-remembered.ts';

export interface ProblemsBarProps {
  checked: CheckedText | null;
  /** The text that was checked: problems are shown by its lines. */
  text: string;
  state: CheckState;
  onGo: (span: Span) => void;
}

/** Below the text: how many problems, how far the specification has come, and the list that leads to each place. */
export function ProblemsBar({ checked, text, state, onGo }: ProblemsBarProps) {
  const [opened, setOpened] = useRemembered('editor.problems-open', 0);
  const [height, setHeight] = useRemembered('editor.problems', 144);
  const open = opened === 1;
  return (
    <div className="flex shrink-0 flex-col bg-canvas">
      {open && (
        <>
          <PaneBorder label="Height of the problems" side="below" size={height} min={64} max={480} onSize={setHeight} />
          <div style={{ height }} className="overflow-y-auto">
            <ProblemList checked={checked} text={text} onGo={onGo} />
          </div>
        </>
      )}
      <div className="flex h-8 items-center gap-3 border-hairline border-t px-3 text-sm">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpened(open ? 0 : 1)}
          className="flex shrink-0 items-center gap-1.5 font-medium hover:text-accent"
        >
          {open ? <ChevronDown className="size-3.5" aria-hidden /> : <ChevronUp className="size-3.5" aria-hidden />}
          <ProblemCounts readiness={checked?.readiness ?? null} />
        </button>
        <p className="min-w-0 truncate text-muted" role="status">
          <Said text={barText(checked, state)} />
        </p>
      </div>
    </div>
  );
}

/** What matters most now: a checker that gave up, the first error, or how far the specification has come. */
function barText(checked: CheckedText | null, state: CheckState): string {
  if (state.kind === 'stuck') {
    return `Not checked: ${state.reason}. The checker was started anew; the text is kept, and the next change is checked.`;
  }
  if (checked === null) return 'Reading the text';
  const first = checked.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  return first ? first.message : readinessText(checked.readiness);
}

function ProblemCounts({ readiness }: { readiness: Readiness | null }): ReactNode {
  if (readiness === null) return 'Problems';
  const { errors, warnings } = readiness;
  if (errors + warnings === 0) return <span className="text-pass">No problems</span>;
  return (
    <>
      {errors > 0 && (
        <span className="flex items-center gap-1 text-fail">
          <CircleX className="size-3.5" aria-hidden />
          {`${errors.toLocaleString('en')} ${errors === 1 ? 'error' : 'errors'}`}
        </span>
      )}
      {warnings > 0 && (
        <span className="flex items-center gap-1 text-warn">
          <CircleAlert className="size-3.5" aria-hidden />
          {`${warnings.toLocaleString('en')} ${warnings === 1 ? 'warning' : 'warnings'}`}
        </span>
      )}
    </>
  );
}

const LOOK: Readonly<Record<Severity, { icon: typeof Info; look: string; word: string; rank: number }>> = {
  error: { icon: CircleX, look: 'text-fail', word: 'Error', rank: 0 },
  warning: { icon: CircleAlert, look: 'text-warn', word: 'Warning', rank: 1 },
  information: { icon: Info, look: 'text-accent', word: 'Information', rank: 2 },
  hint: { icon: Info, look: 'text-faint', word: 'Hint', rank: 3 },
};

function ProblemList({ checked, text, onGo }: Pick<ProblemsBarProps, 'checked' | 'text' | 'onGo'>) {
  const rows = useMemo(() => sorted(checked, text), [checked, text]);
  if (checked === null) return null;
  if (rows.length === 0) return <p className="px-3 py-2 text-muted text-sm">Nothing to mend.</p>;
  return (
    <ul className="py-1">
      {rows.map(({ diagnostic, line, column }) => (
        <Problem
          key={`${diagnostic.code} ${diagnostic.span.start} ${diagnostic.message}`}
          diagnostic={diagnostic}
          place={`${line}:${column}`}
          onGo={onGo}
        />
      ))}
      {checked.more > 0 && (
        <li className="px-3 py-1 text-muted text-xs">{`and ${checked.more.toLocaleString('en')} more`}</li>
      )}
    </ul>
  );
}

/** Errors first, then in text order. */
function sorted(checked: CheckedText | null, text: string) {
  const lines = lineIndex(text);
  return (checked?.diagnostics ?? [])
    .map((diagnostic) => {
      const { line, character } = lines.position(diagnostic.span.start);
      return { diagnostic, line: line + 1, column: character + 1 };
    })
    .sort((a, b) => LOOK[a.diagnostic.severity].rank - LOOK[b.diagnostic.severity].rank || a.line - b.line);
}

function Problem({ diagnostic, place, onGo }: { diagnostic: Diagnostic; place: string; onGo: (span: Span) => void }) {
  const { icon: Icon, look, word } = LOOK[diagnostic.severity];
  return (
    <li className="flex items-baseline gap-2 px-3 text-sm hover:bg-hover">
      <button
        type="button"
        onClick={() => onGo(diagnostic.span)}
        className="flex min-h-7 min-w-0 flex-1 items-baseline gap-2 py-1 text-left"
      >
        <Icon className={classNames('size-3.5 shrink-0 translate-y-0.5', look)} aria-label={word} />
        <span className="min-w-0 flex-1 break-words">
          <Said text={diagnostic.message} />
        </span>
        <span className="shrink-0 text-faint text-xs tabular-nums">{place}</span>
      </button>
      <a
        href={`/reference/${diagnostic.code}`}
        target="_blank"
        rel="noreferrer"
        className="w-16 shrink-0 text-right font-mono text-faint text-xs hover:text-accent hover:underline"
      >
        {diagnostic.code}
        <span className="sr-only"> in the reference, in a new tab</span>
      </a>
    </li>
  );
}
