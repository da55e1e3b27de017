import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';

/** One thing that waits, with the next action. `at` is RFC 3339. */
export function HomeItem({
  status,
  title,
  detail,
  at,
  href,
  action,
}: {
  status: ReactNode;
  title: string;
  detail: string;
  at: string;
  href: string;
  action: string;
}) {
  return (
    <li className="flex min-h-12 items-center gap-3 border-hairline border-b py-2 last:border-b-0">
      <span className="flex w-4 shrink-0 justify-center">{status}</span>
      <div className="min-w-0 flex-1">
        <Link href={href} className="line-clamp-2 font-medium text-sm hover:underline sm:line-clamp-1">
          {title}
        </Link>
        <p className="truncate text-muted text-xs">
          {detail && `${detail} · `}
          <RelativeTime at={at} />
        </p>
      </div>
      <Button asChild size="small">
        <Link href={href} aria-label={`${action}: ${title}`}>
          {action}
        </Link>
      </Button>
    </li>
  );
}
