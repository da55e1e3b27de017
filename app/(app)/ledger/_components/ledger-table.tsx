'use client';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { actionText } from './action-text.ts';
import { detailText, subjectHref } from './detail-text.ts';

interface Entry {
  seq: number;
  id: string;
  at: string;
  actor: { id: string; name: string } | null;
  action: string;
  service: string | null;
  subject: string;
  detail: unknown;
}

/** The entries as sentences; each opens to show itself whole. */
export function LedgerTable({ entries }: { entries: readonly Entry[] }) {
  return (
    <ol className="border-hairline border-t">
      {entries.map((entry) => (
        <EntryRow key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function EntryRow({ entry }: { entry: Entry }) {
  const [open, setOpen] = useState(false);
  const href = subjectHref(entry);
  return (
    <li className="border-hairline border-b">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-8 w-full items-center gap-2 py-1.5 text-left text-sm -outline-offset-2 hover:bg-hover"
      >
        <ChevronRight className={classNames('size-4 shrink-0 text-faint', open && 'rotate-90')} aria-hidden />
        <span className="min-w-0 flex-1 sm:flex sm:items-baseline sm:gap-2">
          <span className="shrink-0">
            <span className="font-medium">{entry.actor?.name ?? 'The platform'}</span>{' '}
            <span>{actionText(entry.action)}</span>
          </span>
          <span className="block min-w-0 truncate text-muted">
            {[entry.service, detailText(entry.detail)].filter(Boolean).join(' · ')}
          </span>
        </span>
        <span className="shrink-0 text-muted text-xs">
          <RelativeTime at={entry.at} />
        </span>
        <span className="hidden w-14 shrink-0 text-right text-faint text-xs tabular-nums sm:block">{`#${entry.seq}`}</span>
      </button>
      {open && (
        <div className="pb-3 pl-6">
          <CodeBlock label="entry" wrap text={JSON.stringify(entry, null, 2)} />
          {href && (
            <Link href={href} className="mt-2 inline-block text-accent text-sm hover:underline">
              Open what it is about
            </Link>
          )}
        </div>
      )}
    </li>
  );
}
