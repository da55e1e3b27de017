'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { durationText } from '#components/ui/relative-time-text.ts';
import { Status, type StatusKind } from '#components/ui/status.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx';
import type { GateName, Stage } from '#lib/domain/runs/events.ts';
import type { GateState, RunState } from '#lib/domain/runs/run-state.ts';
import { bytesText } from './bytes-text.ts';
import type { RunHead } from './run-view.tsx';
import { STAGE_NAMES } from './stage-names.ts';
import { TestResults } from './test-results.tsx';
import { useFollowEnd } from './use-follow-end.ts';

/** What the selected stage does or did. Its height is reserved, so that the log below does not move. */
export function StagePanel({ head, run, stage, now }: { head: RunHead; run: RunState; stage: Stage; now: number }) {
  const { status, resumed } = run.stages[stage];
  // Results are followed as they come in; a failure stands at the top, and there the reader stays.
  const ticking = stage === 'test' && status === 'running' && run.testCounts.failed === 0;
  const { box, onScroll } = useFollowEnd(run.tests.length, ticking);
  return (
    <section
      role="tabpanel"
      id="stage-panel"
      aria-labelledby={`stage-${stage}`}
      className="flex h-[26rem] flex-col overflow-hidden"
    >
      <div className="flex min-h-8 shrink-0 items-baseline gap-3 border-hairline border-b pb-1.5">
        <h2 className="font-semibold text-sm">{STAGE_NAMES[stage]}</h2>
        <p className="min-w-0 flex-1 truncate text-muted text-sm" title={headLine(run, stage)}>
          {headLine(run, stage)}
        </p>
        {resumed > 0 && (
          <p className="shrink-0 text-warn text-xs" title="A worker stopped in the middle; another one continued.">
            continued {resumed === 1 ? 'once' : `${resumed} times`}
          </p>
        )}
      </div>
      <div ref={box} onScroll={onScroll} className="min-h-0 flex-1 overflow-y-auto pt-3">
        <PanelBody head={head} run={run} stage={stage} now={now} />
      </div>
    </section>
  );
}

const DOING: Readonly<Record<Stage, string>> = {
  specify: 'Reading the specification',
  implement: 'Compiling the files',
  test: 'Checking types and running the generated tests',
  review: 'Waiting for a decision',
  deploy: 'Starting the approved files',
};

const NOT_YET: Readonly<Record<Stage, string>> = {
  specify: 'Reads the specification and reports how precise it is',
  implement: 'Compiles the specification to files',
  test: 'Checks the types and runs the generated tests in a sandbox',
  review: 'Waits for a second person',
  deploy: 'Starts the approved files and gives them the traffic once they are healthy',
};

/** What the stage is doing, what came of it, or what it will do. Why it failed is said in full below. */
function headLine(run: RunState, stage: Stage): string {
  const { status, summary } = run.stages[stage];
  if (status === 'not_run') return NOT_YET[stage];
  if (status === 'failed') return stage === 'review' && run.review.state === 'rejected' ? 'Rejected' : 'Failed';
  if (status === 'cancelled') return 'Cancelled';
  return summary ?? DOING[stage];
}

function PanelBody({ head, run, stage, now }: { head: RunHead; run: RunState; stage: Stage; now: number }): ReactNode {
  const failure = run.stages[stage].status === 'failed' ? run.stages[stage].summary : null;
  // The page's head says why the run failed; only what it does not say is said here.
  const failed = failure !== null && failure !== run.reason && stage !== 'review' && (
    <Notice tone="fail" className="mb-3">
      <span className="whitespace-pre-wrap">{failure}</span>
    </Notice>
  );
  switch (stage) {
    case 'specify':
      return (
        <>
          {failed}
          <SpecifyPanel run={run} />
        </>
      );
    case 'implement':
      return (
        <>
          {failed}
          <FilesPanel run={run} />
        </>
      );
    case 'test':
      return (
        <>
          {failed}
          <TestPanel head={head} run={run} now={now} />
        </>
      );
    case 'review':
      return <ReviewPanel head={head} run={run} />;
    case 'deploy':
      return (
        <>
          {failed}
          <DeployPanel run={run} />
        </>
      );
  }
}

function SpecifyPanel({ run }: { run: RunState }) {
  const { readiness } = run;
  if (readiness === null) return null;
  return (
    <ul className="text-sm">
      <Count value={readiness.operations} noun="operation" />
      <Count value={readiness.precise} noun="step" after="done by software" />
      <Count value={readiness.prose} noun="step" after="in prose: a person does it, until it is refined" />
      <Count value={readiness.assumed} noun="value" after="assumed: a reviewer sees each with its place" />
      <Count value={readiness.errors} noun="error" />
      <Count value={readiness.warnings} noun="warning" />
    </ul>
  );
}

function Count({ value, noun, after = '' }: { value: number; noun: string; after?: string }) {
  return (
    <li className="flex h-8 items-center gap-2 border-hairline border-b">
      <span className="w-10 text-right font-medium tabular-nums">{value}</span>
      <span className="text-muted">
        {value === 1 ? noun : `${noun}s`} {after}
      </span>
    </li>
  );
}

function FilesPanel({ run }: { run: RunState }) {
  if (run.files.length === 0) return null;
  return (
    <Table label="Generated files">
      <TableHead>
        <HeadCell>File</HeadCell>
        <HeadCell align="end">Lines</HeadCell>
        <HeadCell align="end">Size</HeadCell>
      </TableHead>
      <tbody>
        {run.files.map((file) => (
          <Row key={file.path}>
            <Cell className="break-all font-mono text-xs">{file.path}</Cell>
            <Cell align="end">{file.lines.toLocaleString('en')}</Cell>
            <Cell align="end" className="whitespace-nowrap">
              {bytesText(file.size)}
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function TestPanel({ head, run, now }: { head: RunHead; run: RunState; now: number }) {
  const done = run.tests.length;
  const since = run.stages.test.startedAt;
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {(['types', 'tests'] as const).map((gate) => (
          <GateLine key={gate} gate={gate} state={run.gates.find((found) => found.gate === gate) ?? null} />
        ))}
        {run.stages.test.status === 'running' && since !== null && (
          <li className="ml-auto text-muted text-sm tabular-nums">{durationText(now - Date.parse(since))}</li>
        )}
      </ul>
      <Progress
        label="Tests that have run"
        {...(run.testsPlanned === null && run.stages.test.status === 'running' ? {} : { value: done })}
        max={Math.max(run.testsPlanned ?? done, done, 1)}
        tone={progressTone(run)}
        className={done === 0 && run.stages.test.status !== 'running' ? 'invisible' : ''}
      />
      {done === 0 ? (
        <p className="text-muted text-sm">
          {run.stages.test.status === 'running' ? 'No result yet.' : 'No test has run.'}
        </p>
      ) : (
        <TestResults
          tests={run.tests}
          planned={run.testsPlanned}
          specHref={(line) => `/services/${head.service}/versions/${head.versionNumber}?line=${line}`}
          fileHref={(file, line) =>
            `/runs/${head.id}/review?tab=files&file=${encodeURIComponent(file)}${line ? `&line=${line}` : ''}`
          }
        />
      )}
    </div>
  );
}

function progressTone({ stages, testCounts }: RunState): 'fail' | 'pass' | 'running' {
  if (testCounts.failed > 0 || stages.test.status === 'failed') return 'fail';
  return stages.test.status === 'passed' ? 'pass' : 'running';
}

const GATE_NAMES: Readonly<Record<GateName, string>> = { types: 'Type check', tests: 'Generated tests' };
const GATE_KINDS: Readonly<Record<GateState['status'], StatusKind>> = {
  running: 'running',
  passed: 'pass',
  failed: 'fail',
  not_run: 'not-run',
};

function GateLine({ gate, state }: { gate: GateName; state: GateState | null }) {
  return (
    <li className="flex min-w-0 items-center gap-2 text-sm">
      <Status kind={state === null ? 'not-run' : GATE_KINDS[state.status]} label={GATE_NAMES[gate]} />
      <span className="truncate text-muted">
        {state?.summary ?? (state === null ? 'not run' : state.status === 'running' ? 'running' : 'did not finish')}
      </span>
    </li>
  );
}

function ReviewPanel({ head, run }: { head: RunHead; run: RunState }) {
  const href = `/runs/${head.id}/review`;
  switch (run.review.state) {
    case 'none':
      return null;
    case 'waiting':
      return <WaitingFacts run={run} digest={run.review.digest} />;
    case 'approved':
      return (
        <PanelAction href={href} label="Open what was signed">
          Approved by {run.review.by}, on evidence <code className="font-mono">{run.review.digest.slice(0, 12)}</code>.
        </PanelAction>
      );
    case 'rejected':
      return (
        <PanelAction href={href} label="Open the review">
          Rejected by {run.review.by}: <span className="whitespace-pre-wrap">{run.review.reason}</span>
        </PanelAction>
      );
  }
}

/** What the decision is about, in numbers. */
function WaitingFacts({ run, digest }: { run: RunState; digest: string }) {
  const skipped = run.testCounts.skipped;
  return (
    <>
      <ul className="text-sm">
        <Count value={run.files.length} noun="file" after="compiled" />
        <Count value={run.testCounts.passed} noun="test" after="passed" />
        {skipped > 0 && <Count value={skipped} noun="test" after="skipped: not tested" />}
        {run.readiness && <Count value={run.readiness.prose} noun="step" after="left to people" />}
        {run.readiness && <Count value={run.readiness.assumed} noun="value" after="assumed" />}
      </ul>
      <p className="mt-3 text-muted text-sm">
        The signature is about the digest <code className="break-all font-mono text-xs">{digest}</code>
      </p>
    </>
  );
}

function PanelAction({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-3 text-sm">
      <p className="break-words">{children}</p>
      <Button asChild size="small">
        <Link href={href}>{label}</Link>
      </Button>
    </div>
  );
}

function DeployPanel({ run }: { run: RunState }) {
  const lines = run.log.filter((line) => line.stage === 'deploy');
  return (
    <div className="flex flex-col gap-3 text-sm">
      {lines.length > 0 && (
        <ol className="leading-6">
          {lines.map((line) => (
            <li key={line.seq} className="break-words">
              {line.text}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
