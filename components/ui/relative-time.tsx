'use client';
import { useEffect, useState } from 'react';
import { relativeTime } from './relative-time-text.ts';

const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** A moment, said relative to now and kept up to date; the exact one, in the reader's zone, is on the hover. */
export function RelativeTime({ at, className }: { at: Date | string; className?: string }) {
  const moment = typeof at === 'string' ? new Date(at) : at;
  const [now, setNow] = useState<number | null>(null);
  const young = Math.abs((now ?? Date.now()) - moment.getTime()) < 60_000;
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), young ? 5_000 : 30_000);
    return () => clearInterval(timer);
  }, [young]);
  return (
    <time
      dateTime={moment.toISOString()}
      // The reader's zone is known in the browser only.
      title={now === null ? moment.toISOString() : EXACT.format(moment)}
      suppressHydrationWarning
      className={className ?? 'whitespace-nowrap tabular-nums'}
    >
      {relativeTime(moment.getTime(), now ?? Date.now())}
    </time>
  );
}
