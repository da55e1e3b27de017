import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StoredRunEvent } from '#lib/domain/runs/events.ts';
import { applyRunEvents, emptyRun, isFinal, type RunState } from '#lib/domain/runs/run-state.ts';
import { type Connection, type EventStream, followRun } from './follow-run.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const FRAME_MS = 16;
const EVENTS: readonly StoredRunEvent[] = [
  at(1, { kind: 'run.queued', versionNumber: 3, by: 'Asha' }),
  at(2, { kind: 'stage.started', stage: 'specify' }),
  at(3, { kind: 'log', stage: 'specify', text: 'one' }),
  at(4, { kind: 'log', stage: 'specify', text: 'two' }),
  at(5, { kind: 'run.finished', status: 'cancelled', reason: 'Cancelled by Asha.' }),
];

test('a run is shown whole, each event once, however often the stream breaks and repeats', () => {
  const page = openPage();
  page.send(1, 2);
  page.break();
  vi.advanceTimersByTime(400);
  expect(page.cursors).toEqual([0, 2]);
  page.send(2, 3);
  page.break();
  vi.advanceTimersByTime(400);
  page.send(3, 4, 5);
  expect(page.cursors).toEqual([0, 2, 3]);
  expect(page.state).toEqual(applyRunEvents(emptyRun(), EVENTS));
  expect(page.connections.at(-1)).toBe('ended');
  expect(page.open).toBe(0);
});

test('after a gap nothing is guessed: it connects again from the last event that it has', () => {
  const page = openPage();
  page.send(1);
  page.send(3);
  expect(page.state.log).toEqual([]);
  vi.advanceTimersByTime(400);
  expect(page.cursors).toEqual([0, 1]);
  page.send(2, 3);
  expect(page.state.log.map((line) => line.text)).toEqual(['one']);
});

test('a server that stays away is asked ever more rarely, never given up', () => {
  const page = openPage();
  for (let failures = 0; failures < 20; failures++) {
    page.break();
    vi.advanceTimersByTime(5_000);
  }
  expect(page.cursors).toHaveLength(21);
  expect(page.connections.at(-1)).toBe('reconnecting');
  page.break();
  vi.advanceTimersByTime(4_999);
  expect(page.cursors).toHaveLength(21);
});

test.each(['not JSON', '{}', '{"seq":2,"at":"now","event":{"kind":"unheard of"}}', 'null'])(
  'what is no event (%s) is not shown: it connects again',
  (data) => {
    const page = openPage();
    page.send(1);
    page.raw(data);
    vi.advanceTimersByTime(400);
    expect(page.cursors).toEqual([0, 1]);
  },
);

test('leaving the page closes the stream for good', () => {
  const page = openPage();
  page.break();
  page.leave();
  vi.advanceTimersByTime(60_000);
  expect(page.cursors).toEqual([0]);
  expect(page.open).toBe(0);
});

/** A page on a run, with the server in the test's hand. */
function openPage() {
  let state: RunState = emptyRun();
  let stream: EventStream | null = null;
  let open = 0;
  const cursors: number[] = [];
  const connections: Connection[] = [];
  const leave = followRun({
    open: () => {
      cursors.push(state.seq);
      open += 1;
      stream = { onopen: null, onmessage: null, onerror: null, close: () => (open -= 1) };
      return stream;
    },
    onEvents: (events) => {
      state = applyRunEvents(state, events);
      if (isFinal(state.status)) return 'stop';
      return (events.at(-1)?.seq ?? 0) > state.seq ? 'again' : 'go on';
    },
    onConnection: (connection) => connections.push(connection),
    nextFrame: (work) => {
      const timer = setTimeout(work, FRAME_MS);
      return () => clearTimeout(timer);
    },
  });
  const raw = (data: string) => stream?.onmessage?.(new MessageEvent('message', { data }));
  return {
    cursors,
    connections,
    leave,
    raw,
    send: (...seqs: number[]) => {
      for (const seq of seqs) raw(JSON.stringify(EVENTS[seq - 1]));
      vi.advanceTimersByTime(FRAME_MS);
    },
    break: () => stream?.onerror?.(new Event('error')),
    get state() {
      return state;
    },
    get open() {
      return open;
    },
  };
}

function at(seq: number, event: StoredRunEvent['event']): StoredRunEvent {
  return { seq, at: '2026-11-22T19:00:00.000Z', event };
}
