'use client';
import type { LogLine } from '#lib/domain/runs/run-state.ts';
import { useFollowEnd } from './use-follow-end.ts';

/** The log. Follows its end while the reader is at the end; scrolling up stops that, coming back resumes it. */
export function RunLog({ lines, live }: { lines: readonly LogLine[]; live: boolean }) {
  const { box, following, onScroll } = useFollowEnd(lines.at(-1)?.seq ?? 0, true);
  return (
    <section aria-label="Log" className="mt-6">
      <div className="flex min-h-8 items-center gap-2 border-hairline border-b">
        <h2 className="font-semibold text-sm">Log</h2>
        <span className="text-faint text-xs">
          {live && (following ? 'following' : 'stopped here: scroll down to follow')}
        </span>
      </div>
      <div
        ref={box}
        role="log"
        aria-label="Lines of the log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        onScroll={onScroll}
        className="h-48 overflow-auto bg-sunken px-3 py-2 font-mono text-xs leading-5"
      >
        {lines.length === 0 && <p className="text-muted">{live ? 'Nothing yet.' : 'This run wrote no log.'}</p>}
        {lines.map((line) => (
          <p key={line.seq} className="whitespace-pre-wrap break-words">
            <span className="select-none text-faint tabular-nums">{line.at.slice(11, 23)} </span>
            <span className="select-none text-muted">{line.stage} </span>
            {line.text}
          </p>
        ))}
      </div>
    </section>
  );
}
