import Link from 'next/link';
import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/code-block.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { durationText } from '#components/ui/relative-time-text.ts';
import type { GateState, RunState } from '#lib/domain/runs/run-state.ts';
import { bytesText } from './bytes-text.ts';
import type { RunHead } from './run-view.tsx';

/** The facts of a run. Each row is there from the start, so that nothing moves when its value arrives. */
export function RunFacts({ head, run, now }: { head: RunHead; run: RunState; now: number }) {
  const end = run.finishedAt === null ? now : Date.parse(run.finishedAt);
  return (
    <aside aria-label="This run">
      <h2 className="border-hairline border-b pb-1.5 font-semibold text-sm">This run</h2>
      <dl className="mt-1 text-sm">
        <Fact name="Version">
          <Link
            href={`/services/${head.service}/versions/${head.versionNumber}`}
            className="text-accent hover:underline"
            title={head.versionMessage}
          >
            v{head.versionNumber}
          </Link>
        </Fact>
        <Fact name="Started by">{head.startedBy}</Fact>
        <Fact name="Started">
          <RelativeTime at={head.startedAt} />
        </Fact>
        <Fact name={run.finishedAt === null ? 'Elapsed' : 'Took'}>
          <span suppressHydrationWarning>{durationText(end - Date.parse(head.startedAt))}</span>
        </Fact>
        <Fact name="Engine">built-in, no model</Fact>
        <Fact name="Sandbox">{run.gates.at(-1)?.sandbox ?? '–'}</Fact>
        <Fact name="CPU">{cpuOf(run.gates)}</Fact>
        <Fact name="Memory, peak">{memoryOf(run.gates)}</Fact>
        <Fact name="Files">{run.files.length === 0 ? '–' : run.files.length}</Fact>
        <Fact name="Tests">{testsOf(run)}</Fact>
        <Fact name="Evidence">
          <Digest digest={digestOf(run)} />
        </Fact>
      </dl>
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-3 border-hairline border-b">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 truncate text-right tabular-nums">{children}</dd>
    </div>
  );
}

function Digest({ digest }: { digest: string | null }) {
  if (digest === null) return <>–</>;
  return (
    <span className="inline-flex items-center gap-1">
      <code className="font-mono text-xs" title={digest}>
        {digest.slice(0, 12)}
      </code>
      <CopyButton text={digest} label="Copy the evidence digest" />
    </span>
  );
}

function digestOf(run: RunState): string | null {
  return run.review.state === 'waiting' || run.review.state === 'approved' ? run.review.digest : null;
}

function cpuOf(gates: readonly GateState[]): string {
  const known = gates.flatMap((gate) => (gate.cpuMs === null ? [] : [gate.cpuMs]));
  return known.length === 0 ? '–' : durationText(known.reduce((sum, ms) => sum + ms, 0));
}

function memoryOf(gates: readonly GateState[]): string {
  const known = gates.flatMap((gate) => (gate.peakMemoryBytes === null ? [] : [gate.peakMemoryBytes]));
  return known.length === 0 ? '–' : bytesText(Math.max(...known));
}

function testsOf(run: RunState): string {
  const { passed, failed, skipped } = run.testCounts;
  if (passed + failed + skipped === 0) return '–';
  return [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`]
    .filter(Boolean)
    .join(', ');
}
