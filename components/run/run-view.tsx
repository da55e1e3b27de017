'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { PageBody, PageHeader } from '#components/ui/page-header.tsx';
import type { Stage } from '#lib/domain/runs/events.ts';
import { currentStage, isFinal, type RunState } from '#lib/domain/runs/run-state.ts';
import type { Connection } from './follow-run.ts';
import { RunFacts } from './run-facts.tsx';
import { RunLog } from './run-log.tsx';
import { RunVerdict } from './run-verdict.tsx';
import { StageLine } from './stage-line.tsx';
import { StagePanel } from './stage-panel.tsx';
import { useNow } from './use-now.ts';
import { useRunEvents } from './use-run-events.ts';

/** What does not change while a run goes on. */
export interface RunHead {
  id: string;
  number: number;
  service: string;
  versionNumber: number;
  versionMessage: string;
  startedBy: string;
  /** RFC 3339. */
  startedAt: string;
}

const TICK_MS = 500;

/** A run, live or finished: the stages, the selected stage, the log, and the facts at the side. */
export function RunView({
  head,
  initial,
  serverNow,
  actions,
}: {
  head: RunHead;
  initial: RunState;
  /** Milliseconds since 1970 when the server rendered the page. */
  serverNow: number;
  /** The buttons of the page, made for the state that it is in now. */
  actions: (run: RunState) => ReactNode;
}) {
  const { run, connection } = useRunEvents(head.id, initial);
  const now = useNow(serverNow, isFinal(run.status) ? null : TICK_MS);
  const [chosen, setChosen] = useState<Stage | null>(null);
  const selected = chosen ?? currentStage(run);
  return (
    <>
      <PageHeader
        trail={[
          { label: 'Runs', href: '/runs' },
          { label: head.service, href: `/services/${head.service}` },
          { label: `Run ${head.number}` },
        ]}
        action={actions(run)}
      />
      <PageBody>
        <StageLine run={run} now={now} selected={selected} onSelect={setChosen} />
        <ConnectionNotice connection={connection} />
        <RunVerdict head={head} run={run} />
        <div className="mt-4 grid gap-6 lg:grid-cols-[minmax(0,1fr)_17rem]">
          <div className="min-w-0">
            <StagePanel head={head} run={run} stage={selected} now={now} />
            <RunLog lines={run.log} live={!isFinal(run.status)} />
          </div>
          <RunFacts head={head} run={run} now={now} />
        </div>
      </PageBody>
    </>
  );
}

/** Says calmly that the page lost its stream: the run is not the page. A break of less than a second needs no word,
 * and the word floats: the page below does not move. */
function ConnectionNotice({ connection }: { connection: Connection }) {
  const broken = connection === 'reconnecting';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!broken) return setShown(false);
    const timer = setTimeout(() => setShown(true), 1_000);
    return () => clearTimeout(timer);
  }, [broken]);
  if (!shown) return null;
  return (
    <div className="fixed bottom-16 left-1/2 z-30 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 rounded-md shadow-floating md:bottom-4">
      <Notice tone="warn">
        Reconnecting to the server. The run goes on without this page; what you see is how it was last heard of.
      </Notice>
    </div>
  );
}
