'use client';
import { useEffect, useState } from 'react';

/**
 * The server's clock, ticking, in milliseconds since 1970. Starts at what the server rendered, so that the first paint is
 * the same on both sides, and is not disturbed by a wrong clock of the reader's machine. `null` interval: it stands still.
 */
export function useNow(serverNow: number, intervalMs: number | null): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (intervalMs === null) return;
    const ahead = serverNow - Date.now();
    const timer = setInterval(() => setNow(Date.now() + ahead), intervalMs);
    return () => clearInterval(timer);
  }, [serverNow, intervalMs]);
  return now;
}
