import Link from 'next/link';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Status } from '#components/ui/status.tsx';
import type { ReviewView } from '#lib/domain/reviews/review-view.ts';

/** The question of the page, who may answer it, and how old the evidence is. */
export function ReviewQuestion({ view }: { view: ReviewView }) {
  const { run, version, evidence } = view;
  const [decision] = view.decisions;
  return (
    <div className="px-4 pt-4 pb-3 md:px-6">
      <h2 className="break-words font-semibold text-xl">
        {decision === undefined
          ? `May v${version.number} of ${run.service} go live?`
          : `v${version.number} of ${run.service} was ${decision.decision}`}
      </h2>
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
        <span className="break-words">“{version.message}”</span>
        <span>
          written by {version.authors.join(', ')}, run by {run.startedBy}
        </span>
        {evidence.provenAt !== null && (
          <span>
            evidence from <RelativeTime at={evidence.provenAt} />
          </span>
        )}
        {view.base === null ? (
          <span>first release</span>
        ) : (
          <span>compared with v{view.base.versionNumber}, which is approved</span>
        )}
      </div>
      {decision === undefined ? <WhoMaySign view={view} /> : <Decided view={view} />}
    </div>
  );
}

function WhoMaySign({ view }: { view: ReviewView }) {
  const { approve, others } = view.signing;
  const names = others.map(({ name, role }) => `${name} (${role})`).join(', ');
  return (
    <p id="who-may-sign" className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      {approve.ok ? (
        <Status kind="waiting" label="You may sign." />
      ) : (
        <Status kind="not-run" label="You cannot sign." />
      )}
      <span className="min-w-0 break-words">
        {approve.ok ? 'One approval by a second person is needed.' : approve.reason}
        {names !== '' && (approve.ok ? ` ${names} could sign too.` : ` Who can: ${names}.`)}
        {names === '' &&
          !approve.ok &&
          view.run.status === 'waiting' &&
          ' Nobody else can: an administrator can add a person.'}
      </span>
    </p>
  );
}

function Decided({ view }: { view: ReviewView }) {
  const [decision] = view.decisions;
  if (decision === undefined) return null;
  return (
    <Notice tone={decision.decision === 'approved' ? 'pass' : 'fail'} className="mt-2">
      {decision.person} {decision.decision} this <RelativeTime at={decision.at} />:{' '}
      <span className="whitespace-pre-wrap">{decision.reason ?? decision.meaning}</span>{' '}
      <Link href={`/runs/${view.run.id}`} className="text-accent hover:underline">
        Open the run
      </Link>
    </Notice>
  );
}
