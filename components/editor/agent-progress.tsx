'use client';
import { classNames } from '../ui/class-names.ts';
import { Notice } from '../ui/notice.tsx';
import { Status } from '../ui/status.tsx';
import { costText, durationText, tokensText } from './agent-figures.ts';
import type { DraftState, RoundState } from './agent-state.ts';
import { Said } from './said.tsx';

const SHOWN_PROBLEMS = 6;

/** What the agent did and does, round by round, and what it cost. */
export function AgentProgress({ draft }: { draft: DraftState }) {
  return (
    <section aria-label="Progress of the agent" className="flex flex-col gap-3" data-phase={draft.phase}>
      <ol className="flex flex-col">
        {draft.rounds.map((round, index) => (
          <Round key={round.round} round={round} phase={index === draft.rounds.length - 1 ? draft.phase : 'finished'} />
        ))}
        {draft.rounds.length === 0 && draft.phase === 'running' && <Status kind="running" label="Asking the model" />}
      </ol>
      {draft.waiting && (
        <Notice tone="warn">
          {draft.waiting.reason} Trying again in {Math.ceil(draft.waiting.seconds)} s.
        </Notice>
      )}
      <div role="status">
        <Outcome draft={draft} />
      </div>
      {draft.figures && <Figures figures={draft.figures} />}
    </section>
  );
}

function Round({ round, phase }: { round: RoundState; phase: DraftState['phase'] }) {
  const { checked } = round;
  return (
    <li className="border-hairline border-b py-2 last:border-b-0">
      <div className="flex items-center gap-2 text-sm">
        <span className="text-muted">
          Round {round.round} of {round.of}
        </span>
        <RoundStatus round={round} phase={phase} />
        <span className="ml-auto text-faint text-xs tabular-nums">
          {round.written.toLocaleString('en-GB')} characters
        </span>
      </div>
      {checked && checked.problems.length > 0 && (
        <ul className="mt-1 flex flex-col gap-0.5 text-xs">
          {checked.problems.slice(0, SHOWN_PROBLEMS).map((problem) => (
            <li key={`${problem.code}${problem.line}${problem.message}`} className="flex gap-2">
              <span className="w-12 shrink-0 text-faint tabular-nums">line {problem.line}</span>
              <span className={classNames('w-16 shrink-0', problem.severity === 'error' ? 'text-fail' : 'text-warn')}>
                {problem.code}
              </span>
              <span className="min-w-0 break-words">
                <Said text={problem.message} />
              </span>
            </li>
          ))}
          {checked.problems.length > SHOWN_PROBLEMS && (
            <li className="text-muted">and {checked.problems.length - SHOWN_PROBLEMS} more</li>
          )}
        </ul>
      )}
    </li>
  );
}

function RoundStatus({ round: { checked }, phase }: { round: RoundState; phase: DraftState['phase'] }) {
  if (checked?.errors === 0)
    return <Status kind="pass" label={checked.warnings === 0 ? 'no problem' : count(checked.warnings, 'warning')} />;
  if (checked)
    return <Status kind="fail" label={`${count(checked.errors, 'error')}, ${count(checked.warnings, 'warning')}`} />;
  if (phase === 'running') return <Status kind="running" label="writing" />;
  if (phase === 'stopped') return <Status kind="not-run" label="stopped" />;
  return <Status kind="fail" label="broke off" />;
}

function Outcome({ draft }: { draft: DraftState }) {
  const kept = draft.text.trim() === '' ? '' : ' What came is shown as a proposal.';
  if (draft.phase === 'finished' && draft.clean)
    return <Notice tone="pass">The draft has no error. Accept or reject it in the editor.</Notice>;
  if (draft.phase === 'finished')
    return (
      <Notice tone="warn">
        Errors are left after {count(draft.rounds.length, 'round')}. Accept the draft to mend them by hand, or draft
        again.
      </Notice>
    );
  if (draft.phase === 'failed')
    return (
      <Notice tone="fail">
        {draft.reason}
        {kept}
      </Notice>
    );
  if (draft.phase === 'stopped') return <Notice>You stopped the agent.{kept}</Notice>;
  return null;
}

function Figures({ figures }: { figures: NonNullable<DraftState['figures']> }) {
  const facts = [
    ['Tokens in', tokensText(figures.inputTokens)],
    ['Tokens out', tokensText(figures.outputTokens)],
    ['Cost', costText(figures.costMicros)],
    ['Time', durationText(figures.durationMs)],
  ];
  return (
    <dl className="grid grid-cols-4 gap-2 text-xs">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-muted">{name}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
