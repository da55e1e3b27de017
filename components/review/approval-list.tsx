import Link from 'next/link';
import { counted } from '#components/run/counted.ts';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Status } from '#components/ui/status.tsx';
import type { ApprovalItem } from '#lib/domain/reviews/review-view.ts';

/** Runs with their next action, readable with one hand on a phone. */
export function ApprovalList({
  items,
  action,
  primary = false,
}: {
  items: readonly ApprovalItem[];
  action: string;
  primary?: boolean;
}) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item.runId} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-hairline border-b py-3">
          <div className="min-w-0 flex-1 basis-64">
            <p className="break-words font-medium">
              {item.service} <span className="text-muted">v{item.versionNumber}</span>
            </p>
            <p className="break-words text-muted text-sm">“{item.message}”</p>
            <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted text-xs">
              <span>
                run {item.runNumber} by {item.startedBy}
              </span>
              <span>{counted(item.files, 'file')}</span>
              <span>
                {counted(item.testsPassed, 'passed test')}
                {item.testsFailed > 0 && `, ${item.testsFailed} failed`}
              </span>
              <RelativeTime at={item.at} />
            </p>
            <Note item={item} />
          </div>
          <Button asChild variant={primary ? 'primary' : 'secondary'} className="max-sm:h-10 max-sm:w-full">
            <Link
              href={`/runs/${item.runId}/review`}
              aria-label={`${action} ${item.service} version ${item.versionNumber}`}
            >
              {action}
            </Link>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Note({ item }: { item: ApprovalItem }) {
  if (item.decision) {
    const { by, decision, reason } = item.decision;
    return (
      <div className="mt-1 text-sm">
        <Status kind={decision === 'approved' ? 'pass' : 'fail'} label={`${decision} by ${by}`} />
        {reason && <p className="mt-0.5 line-clamp-3 whitespace-pre-wrap break-words text-muted">{reason}</p>}
      </div>
    );
  }
  return item.reason && <p className="mt-1 text-muted text-sm">{item.reason}</p>;
}
