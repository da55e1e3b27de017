import { storedRunEvent } from '#lib/domain/runs/event-schema.ts';
import type { StoredRunEvent } from '#lib/domain/runs/events.ts';

/** `reconnecting`: the page lost its stream; the run itself goes on without it. */
export type Connection = 'live' | 'reconnecting' | 'ended';

/** The part of an EventSource that is used. */
export interface EventStream {
  onopen: ((event: Event) => void) | null;
  onmessage: ((message: MessageEvent<string>) => void) | null;
  onerror: ((event: Event) => void) | null;
  close(): void;
}

export interface Follower {
  /** Opens the stream after the last event that was applied. Asked again for each connection. */
  open: () => EventStream;
  /** Applies events; answers whether to stop, to connect again from the cursor (there was a gap), or to go on. */
  onEvents: (events: readonly StoredRunEvent[]) => 'stop' | 'again' | 'go on';
  onConnection: (connection: Connection) => void;
  /** Runs a function with the next frame, or soon; returns what takes that back. */
  nextFrame: (work: () => void) => () => void;
}

const FIRST_RETRY_MS = 400;
const LONGEST_RETRY_MS = 5_000;

/**
 * Keeps one stream open until the run is over, whatever happens to the server: each break is followed by a new connection
 * from the cursor, at first after 0.4 s and then ever later up to 5 s. Returns what ends it.
 */
export function followRun({ open, onEvents, onConnection, nextFrame }: Follower): () => void {
  let stream: EventStream | null = null;
  let cancelRetry = (): void => {};
  let cancelFrame: (() => void) | null = null;
  let retryMs = FIRST_RETRY_MS;
  let waiting: StoredRunEvent[] = [];

  const close = (): void => {
    stream?.close();
    stream = null;
    cancelRetry();
    cancelFrame?.();
    cancelFrame = null;
    // What was not applied comes again: the next connection asks from the cursor.
    waiting = [];
  };
  const again = (): void => {
    close();
    onConnection('reconnecting');
    const timer = setTimeout(connect, retryMs);
    cancelRetry = () => clearTimeout(timer);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  };
  const apply = (): void => {
    cancelFrame = null;
    const events = waiting;
    waiting = [];
    const next = onEvents(events);
    if (next === 'again') {
      again();
    } else if (next === 'stop') {
      close();
      onConnection('ended');
    }
  };
  const receive = (message: MessageEvent<string>): void => {
    const event = parseEvent(message.data);
    if (event === null) {
      again();
      return;
    }
    retryMs = FIRST_RETRY_MS;
    waiting.push(event);
    cancelFrame ??= nextFrame(apply);
  };
  const connect = (): void => {
    const opened = open();
    stream = opened;
    opened.onopen = () => onConnection('live');
    opened.onmessage = receive;
    opened.onerror = again;
  };
  connect();
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
