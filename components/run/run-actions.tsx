'use client';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { ActionResult } from '#lib/core/action-result.ts';
import { isFinal, type RunState } from '#lib/domain/runs/run-state.ts';
import type { RunHead } from './run-view.tsx';

interface RunActionsProps {
  run: RunState;
  head: RunHead;
  mayCancel: boolean;
  mayStart: boolean;
  onCancel: () => Promise<ActionResult<unknown>>;
  onRunAgain: () => Promise<ActionResult<unknown>>;
}

/** What one can do with a run in the state that it is in. */
export function RunActions({ run, head, mayCancel, mayStart, onCancel, onRunAgain }: RunActionsProps) {
  if (isFinal(run.status)) return <FinishedActions run={run} head={head} mayStart={mayStart} onRunAgain={onRunAgain} />;
  const deploying = run.stages.deploy.status === 'running';
  return (
    <>
      {mayCancel && !deploying && <CancelButton run={run} head={head} onCancel={onCancel} />}
      {run.status === 'waiting' && (
        <Button asChild variant="primary">
          <Link href={`/runs/${head.id}/review`}>Review</Link>
        </Button>
      )}
    </>
  );
}

function FinishedActions({
  run,
  head,
  mayStart,
  onRunAgain,
}: Pick<RunActionsProps, 'run' | 'head' | 'mayStart' | 'onRunAgain'>) {
  const [busy, setBusy] = useState(false);
  const again = async () => {
    setBusy(true);
    const result = await onRunAgain().catch(() => UNREACHABLE);
    if (result.ok) return;
    setBusy(false);
    toast('fail', result.error.message);
  };
  if (run.status === 'succeeded') {
    return (
      <Button asChild>
        <Link href={`/runs/${head.id}/review`}>Open review</Link>
      </Button>
    );
  }
  return (
    mayStart && (
      <Button variant="primary" busy={busy} onClick={again} title={`Starts a new run of version ${head.versionNumber}`}>
        Run again
      </Button>
    )
  );
}

const UNREACHABLE: ActionResult<never> = {
  ok: false,
  error: { code: 'unavailable', message: 'The server did not answer. Nothing was changed here: try again.' },
};

function CancelButton({ run, head, onCancel }: Pick<RunActionsProps, 'run' | 'head' | 'onCancel'>) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const cancel = async () => {
    setBusy(true);
    setFailure(null);
    const result = await onCancel().catch(() => UNREACHABLE);
    setBusy(false);
    if (result.ok) setOpen(false);
    else setFailure(result.error.message);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Cancel run…</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Cancel run ${head.number} of ${head.service}?`}
        description={
          run.status === 'waiting'
            ? 'Nobody can approve it afterwards. Its files, tests and log stay readable.'
            : 'What it is doing is stopped at once. Its files, results so far and log stay readable.'
        }
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Keep running</Button>
            <Button variant="danger" busy={busy} onClick={cancel}>
              Cancel the run
            </Button>
          </>
        }
      >
        {failure && <Notice tone="fail">{failure}</Notice>}
      </Dialog>
    </>
  );
}
