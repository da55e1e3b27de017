'use client';
import { useEffect, useRef, useState } from 'react';
import { storedRunEvent } from '#lib/domain/runs/event-schema.ts';
import type { StoredRunEvent } from '#lib/domain/runs/events.ts';
import { applyRunEvents, isFinal, type RunState } from '#lib/domain/runs/run-state.ts';

/** `reconnecting` since a time (browser clock, ms): the run itself goes on without this page. */
export type Connection = { state: 'live' } | { state: 'reconnecting'; since: number } | { state: 'ended' };

const FIRST_RETRY_MS = 400;
const LONGEST_RETRY_MS = 5_000;

/**
 * Follows a run from the state that the server rendered. Reconnects from the last applied sequence number after any break,
 * so nothing is lost or shown twice; stops when the run is final. Events of one frame are applied together.
 */
export function useRunEvents(runId: string, initial: RunState): { run: RunState; connection: Connection } {
  const [run, setRun] = useState(initial);
  const [connection, setConnection] = useState<Connection>(
    isFinal(initial.status) ? { state: 'ended' } : { state: 'live' },
  );
  const latest = useRef(initial);

  useEffect(() => {
    if (isFinal(latest.current.status)) return;
    return follow({
      url: () => `/api/runs/${runId}/events?after=${latest.current.seq}`,
      onEvents: (events) => {
        latest.current = applyRunEvents(latest.current, events);
        setRun(latest.current);
        const last = events.at(-1);
        if (isFinal(latest.current.status)) return 'stop';
        return last && last.seq > latest.current.seq ? 'again' : 'go on';
      },
      onConnection: setConnection,
    });
  }, [runId]);

  return { run, connection };
}

interface Follower {
  url: () => string;
  /** Answers whether to stop, to connect again from the cursor (a gap), or to go on. */
  onEvents: (events: readonly StoredRunEvent[]) => 'stop' | 'again' | 'go on';
  onConnection: (connection: Connection) => void;
}

/** Keeps one EventSource open; returns what closes it. */
function follow({ url, onEvents, onConnection }: Follower): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let frame: number | null = null;
  let brokenSince: number | null = null;
  let retryMs = FIRST_RETRY_MS;
  let waiting: StoredRunEvent[] = [];

  const close = (): void => {
    source?.close();
    source = null;
    if (timer !== null) clearTimeout(timer);
    if (frame !== null) cancelAnimationFrame(frame);
    timer = frame = null;
    waiting = [];
  };
  const again = (): void => {
    close();
    brokenSince ??= Date.now();
    onConnection({ state: 'reconnecting', since: brokenSince });
    timer = setTimeout(open, retryMs);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  };
  const flush = (): void => {
    frame = null;
    const events = waiting;
    waiting = [];
    const next = onEvents(events);
    if (next === 'again') {
      again();
    } else if (next === 'stop') {
      close();
      onConnection({ state: 'ended' });
    }
  };
  const open = (): void => {
    source = new EventSource(url());
    source.onopen = () => {
      brokenSince = null;
      retryMs = FIRST_RETRY_MS;
      onConnection({ state: 'live' });
    };
    source.onmessage = (message: MessageEvent<string>) => {
      const event = parseEvent(message.data);
      if (event === null) {
        again();
        return;
      }
      waiting.push(event);
      // A page in the background gets no frames; there a timer applies the events.
      if (document.hidden) flush();
      else frame ??= requestAnimationFrame(flush);
    };
    source.onerror = again;
  };
  open();
  return close;
}

/** An event as the stream sends it, or null for anything else. */
function parseEvent(data: string): StoredRunEvent | null {
  try {
    return storedRunEvent.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
