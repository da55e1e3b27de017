import Link from 'next/link';
import { Notice } from '#components/ui/notice.tsx';
import type { RunState } from '#lib/domain/runs/run-state.ts';
import type { RunHead } from './run-view.tsx';

/** One sentence that says what came of the run, or whom it waits for, with the next step. There is
 * always one, so that its coming moves nothing. */
export function RunVerdict({ head, run }: { head: RunHead; run: RunState }) {
  switch (run.status) {
    case 'waiting':
      return (
        <Notice className="mt-3">
          Every check has passed. A second person decides: not an author of version {head.versionNumber}, and not{' '}
          {head.startedBy}, who started the run.
        </Notice>
      );
    case 'succeeded':
      return (
        <Notice tone="pass" className="mt-3" action={run.address && <DeploymentLink service={head.service} />}>
          {run.address ? (
            <>
              Release {run.releaseNumber} is live at <span className="break-all font-mono">{run.address}</span>.
            </>
          ) : (
            'The run is finished.'
          )}
        </Notice>
      );
    case 'failed':
      return (
        <Notice tone="fail" className="mt-3">
          The run failed: {sentence(run.reason ?? 'no reason was given')} Nothing went live.
        </Notice>
      );
    case 'rejected':
      return (
        <Notice tone="fail" className="mt-3">
          <RejectedSentence run={run} />
        </Notice>
      );
    case 'cancelled':
      return (
        <Notice tone="warn" className="mt-3">
          {sentence(run.reason ?? 'The run was cancelled')} Nothing went live.
        </Notice>
      );
    case 'queued':
      return (
        <Notice className="mt-3">Queued: a worker takes it in a moment. It goes on if you leave this page.</Notice>
      );
    case 'running':
      return (
        <Notice className="mt-3">
          {run.review.state === 'approved'
            ? `${run.review.by} approved this. It goes live now.`
            : 'At work. It goes on if you leave this page.'}
        </Notice>
      );
  }
}

/** Reasons come from many places; each ends as a sentence does. */
function sentence(text: string): string {
  return /[.?:]$/.test(text.trimEnd()) ? text : `${text}.`;
}

function RejectedSentence({ run }: { run: RunState }) {
  if (run.review.state !== 'rejected') return <>The run was rejected: {run.reason ?? 'no reason was given.'}</>;
  return (
    <>
      {run.review.by} rejected this:
      <blockquote className="mt-1 whitespace-pre-wrap border-fail border-l-2 pl-2">{run.review.reason}</blockquote>
    </>
  );
}

function DeploymentLink({ service }: { service: string }) {
  return (
    <Link href={`/deployments/${service}`} className="whitespace-nowrap font-medium text-accent hover:underline">
      Open deployment
    </Link>
  );
}
