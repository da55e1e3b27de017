'use client';
import { Fragment } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { durationText } from '#components/ui/relative-time-text.ts';
import { Status, type StatusKind } from '#components/ui/status.tsx';
import { STAGE_ORDER, type Stage } from '#lib/domain/runs/events.ts';
import type { RunState, StageState, StageStatus } from '#lib/domain/runs/run-state.ts';
import { STAGE_NAMES } from './stage-names.ts';

const KINDS: Readonly<Record<StageStatus, StatusKind>> = {
  not_run: 'not-run',
  running: 'running',
  waiting: 'waiting',
  passed: 'pass',
  failed: 'fail',
  cancelled: 'not-run',
};

/** The stages in a row, each with its state and time. Pressing one shows it below; the arrow keys move between them. */
export function StageLine({
  run,
  now,
  selected,
  onSelect,
}: {
  run: RunState;
  now: number;
  selected: Stage;
  onSelect: (stage: Stage) => void;
}) {
  return (
    <div role="tablist" aria-label="Stages of this run" className="flex items-stretch py-1 sm:gap-1 sm:overflow-x-auto">
      {STAGE_ORDER.map((stage, index) => (
        <Fragment key={stage}>
          {index > 0 && (
            <span aria-hidden className="hidden w-4 shrink-0 self-center border-edge border-t sm:block lg:w-8" />
          )}
          <button
            type="button"
            role="tab"
            id={`stage-${stage}`}
            aria-controls="stage-panel"
            aria-selected={selected === stage}
            tabIndex={selected === stage ? 0 : -1}
            onClick={() => onSelect(stage)}
            onKeyDown={(event) => moveByArrow(event, index, onSelect)}
            className={classNames(
              'flex min-w-0 flex-1 flex-col items-center gap-x-1.5 rounded-md py-1.5 transition-colors duration-100',
              'sm:min-w-32 sm:flex-none sm:items-start sm:px-2.5 sm:text-left',
              selected === stage ? 'bg-selected' : 'hover:bg-hover',
            )}
          >
            <span className="flex flex-col items-center gap-x-1.5 sm:flex-row">
              <Status kind={KINDS[run.stages[stage].status]} iconOnly />
              <span className="font-medium max-sm:text-xs">{STAGE_NAMES[stage]}</span>
            </span>
            <span className="max-w-full truncate text-muted text-xs tabular-nums sm:pl-5.5">
              {stageNote(run, run.stages[stage], now)}
            </span>
          </button>
        </Fragment>
      ))}
    </div>
  );
}

/** What the line says below a stage's name. Always something, so that its height never changes. */
function stageNote(run: RunState, stage: StageState, now: number): string {
  switch (stage.status) {
    case 'not_run':
      return 'not run';
    case 'running': {
      const { passed, failed, skipped } = run.testCounts;
      if (stage.stage === 'test' && run.testsPlanned) return `${passed + failed + skipped}/${run.testsPlanned} tests`;
      return durationText(now - Date.parse(stage.startedAt ?? new Date(now).toISOString()));
    }
    case 'waiting':
      return 'waiting';
    case 'passed':
      return stage.durationMs === null ? 'done' : durationText(stage.durationMs);
    case 'failed':
      return stage.stage === 'review' && run.review.state === 'rejected' ? 'rejected' : 'failed';
    case 'cancelled':
      return 'cancelled';
  }
}

function moveByArrow(event: React.KeyboardEvent<HTMLElement>, index: number, onSelect: (stage: Stage) => void): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const next = STAGE_ORDER[(index + step + STAGE_ORDER.length) % STAGE_ORDER.length];
  if (step === 0 || next === undefined) return;
  event.preventDefault();
  onSelect(next);
  document.getElementById(`stage-${next}`)?.focus();
}
