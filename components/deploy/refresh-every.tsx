'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition } from 'react';

/** Reads the page anew every few seconds while somebody looks at it, and at once when they come back. One reading at a time. */
export function RefreshEvery({ seconds }: { seconds: number }) {
  const router = useRouter();
  const [reading, startReading] = useTransition();
  const busy = useRef(reading);
  busy.current = reading;
  useEffect(() => {
    const refresh = () => {
      if (!document.hidden && !busy.current) startReading(() => router.refresh());
    };
    const timer = setInterval(refresh, seconds * 1000);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [router, seconds]);
  return null;
}
