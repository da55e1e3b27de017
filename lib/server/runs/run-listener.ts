import pg from 'pg';
import { RUN_EVENTS_CHANNEL } from './durable/append-events.ts';

/** Tells readers that a run has new events. One database session per process, however many browsers watch. */
export interface RunListener {
  /** Calls `onNews` for each append to the run, and now and then without one; returns how to stop. */
  watch(runId: string, onNews: () => void): () => void;
  close(): Promise<void>;
}

const RECONNECT_MS = 500;
/** A notification may be lost with a connection: readers look by themselves this often. */
const LOOK_ANYWAY_MS = 5_000;

const shared = globalThis as { plumblineRunListener?: RunListener };

/** This process's listener, opened on first use. Shared, because Next may load a module twice. */
export function runListener(): RunListener {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set: start the application with `npm start` or `npm run dev`');
  shared.plumblineRunListener ??= openRunListener(url);
  return shared.plumblineRunListener;
}

/** Listens on a database; reconnects by itself and then wakes everybody, who read from their cursors. */
export function openRunListener(url: string): RunListener {
  const watchers = new Map<string, Set<() => void>>();
  let client: pg.Client | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const tell = (runId: string): void => {
    for (const onNews of watchers.get(runId) ?? []) onNews();
  };
  const tellAll = (): void => {
    for (const runId of watchers.keys()) tell(runId);
  };

  async function open(): Promise<void> {
    const opening = new pg.Client({ connectionString: url, application_name: 'plumbline events', keepAlive: true });
    client = opening;
    opening.on('error', () => {});
    opening.once('end', () => {
      if (!closed) retry = setTimeout(() => void open(), RECONNECT_MS);
    });
    opening.on('notification', ({ payload }) => payload && tell(payload));
    try {
      await opening.connect();
      await opening.query(`listen ${RUN_EVENTS_CHANNEL}`);
      tellAll();
    } catch {
      await opening.end().catch(() => {});
    }
  }

  void open();
  const looking = setInterval(tellAll, LOOK_ANYWAY_MS);
  looking.unref();
  return {
    watch: (runId, onNews) => {
      const others = watchers.get(runId) ?? new Set();
      watchers.set(runId, others.add(onNews));
      return () => {
        others.delete(onNews);
        if (others.size === 0) watchers.delete(runId);
      };
    },
    close: async () => {
      closed = true;
      clearInterval(looking);
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
