import type { StoredRunEvent } from '../../domain/runs/events.ts';
import { isFinal } from '../../domain/runs/run-state.ts';
import type { Context } from '../context.ts';
import { getRun } from './get-run.ts';
import { EVENTS_PER_READ, readRunEvents } from './read-run-events.ts';
import type { RunListener } from './run-listener.ts';

const HEARTBEAT_MS = 15_000;
/** Then the browser connects again, and proves again who it is: a revoked session does not watch for ever. */
const LIFETIME_MS = 10 * 60_000;

/**
 * The events of a run after a cursor as server-sent events: first what is stored, then what comes, each exactly once and in
 * order, until the run is over. The table is the truth; notifications only say when to look.
 */
export async function streamRunEvents(
  ctx: Context,
  runId: string,
  afterSeq: number,
  listener: RunListener,
): Promise<ReadableStream<Uint8Array>> {
  await getRun(ctx, runId);
  const encoder = new TextEncoder();
  let stop = (): void => {};
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (text: string): void => controller.enqueue(encoder.encode(text));
      const reader = follow(ctx, runId, afterSeq, send, () => {
        stop();
        controller.close();
      });
      const unwatch = listener.watch(runId, reader.look);
      const heartbeat = setInterval(() => send(': here\n\n'), HEARTBEAT_MS);
      const lifetime = setTimeout(() => {
        stop();
        controller.close();
      }, LIFETIME_MS);
      stop = () => {
        reader.stop();
        unwatch();
        clearInterval(heartbeat);
        clearTimeout(lifetime);
      };
      send('retry: 500\n\n');
      reader.look();
    },
    cancel: () => stop(),
  });
}

/** Reads on from the cursor whenever it is told to; never twice at a time, and never missing a call. */
function follow(ctx: Context, runId: string, afterSeq: number, send: (text: string) => void, onEnd: () => void) {
  let cursor = afterSeq;
  let reading = false;
  let again = false;
  let stopped = false;

  async function read(): Promise<void> {
    do {
      again = false;
      const events = await readRunEvents(ctx, runId, cursor);
      if (stopped) return;
      for (const event of events) send(message(event));
      cursor = events.at(-1)?.seq ?? cursor;
      if (events.length === EVENTS_PER_READ) again = true;
      else if (isFinal((await getRun(ctx, runId)).status)) return await finish();
    } while (again && !stopped);
  }

  /** The status was read after the events: whatever was appended in between is sent before the end. */
  async function finish(): Promise<void> {
    for (let rest = await readRunEvents(ctx, runId, cursor); rest.length > 0; ) {
      if (stopped) return;
      for (const event of rest) send(message(event));
      cursor = rest.at(-1)?.seq ?? cursor;
      rest = await readRunEvents(ctx, runId, cursor);
    }
    if (stopped) return;
    send('event: end\ndata: {}\n\n');
    onEnd();
  }

  return {
    look: (): void => {
      again = true;
      if (reading || stopped) return;
      reading = true;
      read()
        // The database is away for a moment: the listener comes back to us when it is there again.
        .catch(() => {})
        .finally(() => {
          reading = false;
        });
    },
    stop: (): void => {
      stopped = true;
    },
  };
}

function message(stored: StoredRunEvent): string {
  return `id: ${stored.seq}\ndata: ${JSON.stringify(stored)}\n\n`;
}
