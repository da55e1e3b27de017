'use client';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { z } from 'zod';

const counts = z.object({ approvals: z.number().int(), tasks: z.number().int() });

/** What asks somebody to act, by the page where they do. */
export type ShellCounts = z.infer<typeof counts>;

const EVERY_MS = 30_000;

/**
 * Reads the counts after each change of page, and every 30 s while the tab is looked at. A reading that fails keeps the
 * numbers of before: they are hints, and their pages tell what is wrong.
 */
export function useCounts(): ShellCounts {
  const path = usePathname();
  const [known, setKnown] = useState<ShellCounts>({ approvals: 0, tasks: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the reason to read again
  useEffect(() => {
    const stop = new AbortController();
    const read = async () => {
      if (document.visibilityState !== 'visible') return;
      const response = await fetch('/counts', { signal: stop.signal }).catch(() => null);
      const parsed = response?.ok ? counts.safeParse(await response.json().catch(() => null)) : null;
      if (parsed?.success && !stop.signal.aborted) setKnown(parsed.data);
    };
    void read();
    const timer = setInterval(read, EVERY_MS);
    document.addEventListener('visibilitychange', read, { signal: stop.signal });
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [path]);
  return known;
}
