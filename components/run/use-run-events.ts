'use client';
import { useEffect, useRef, useState } from 'react';
import { applyRunEvents, isFinal, type RunState } from '#lib/domain/runs/run-state.ts';
import { type Connection, followRun } from './follow-run.ts';

/**
 * Follows a run from the state that the server rendered. Reconnects from the last applied sequence number after any break,
 * so nothing is lost or shown twice; stops when the run is final. Events of one frame are applied together.
 */
export function useRunEvents(runId: string, initial: RunState): { run: RunState; connection: Connection } {
  const [run, setRun] = useState(initial);
  const [connection, setConnection] = useState<Connection>(isFinal(initial.status) ? 'ended' : 'live');
  const latest = useRef(initial);

  useEffect(() => {
    if (isFinal(latest.current.status)) return;
    return followRun({
      open: () => new EventSource(`/api/runs/${runId}/events?after=${latest.current.seq}`),
      onEvents: (events) => {
        latest.current = applyRunEvents(latest.current, events);
        setRun(latest.current);
        if (isFinal(latest.current.status)) return 'stop';
        const last = events.at(-1);
        return last && last.seq > latest.current.seq ? 'again' : 'go on';
      },
      onConnection: setConnection,
      nextFrame,
    });
  }, [runId]);

  return { run, connection };
}

/** A page in the background gets no frames: there a timer does. */
function nextFrame(work: () => void): () => void {
  if (document.hidden) {
    const timer = setTimeout(work, 100);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(work);
  return () => cancelAnimationFrame(frame);
}
