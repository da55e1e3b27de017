'use client';
import { useRouter } from 'next/navigation';
import { RunActions } from '#components/run/run-actions.tsx';
import { type RunHead, RunView } from '#components/run/run-view.tsx';
import type { RunState } from '#lib/domain/runs/run-state.ts';
import { cancelAction, runAgainAction } from '../actions.ts';

/** The run's page with what its buttons do. */
export function RunPage({
  head,
  versionId,
  initial,
  serverNow,
  mayCancel,
  mayStart,
}: {
  head: RunHead;
  versionId: string;
  initial: RunState;
  serverNow: number;
  mayCancel: boolean;
  mayStart: boolean;
}) {
  const router = useRouter();
  return (
    <RunView
      head={head}
      initial={initial}
      serverNow={serverNow}
      actions={(run) => (
        <RunActions
          run={run}
          head={head}
          mayCancel={mayCancel}
          mayStart={mayStart}
          onCancel={() => cancelAction(head.id)}
          onRunAgain={async () => {
            const started = await runAgainAction(versionId);
            if (started.ok) router.push(`/runs/${started.value.runId}`);
            return started;
          }}
        />
      )}
    />
  );
}
