'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/**
 * Reads the page's data again when the reader comes back to it, and every few seconds while something is going on. Asks
 * nothing in the background. The server renders, so what is on the page stays where it is.
 */
export function KeepFresh({ everyMs }: { everyMs: number | null }) {
  const router = useRouter();
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') router.refresh();
    };
    document.addEventListener('visibilitychange', refresh);
    const timer = everyMs === null ? null : setInterval(refresh, everyMs);
    return () => {
      document.removeEventListener('visibilitychange', refresh);
      if (timer !== null) clearInterval(timer);
    };
  }, [router, everyMs]);
  return null;
}
