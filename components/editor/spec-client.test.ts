import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CheckState, createSpecClient, type WorkerLike } from './spec-client.ts';
import type { CheckedText, SpecAnswer, SpecRequest } from './spec-protocol.ts';

class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  received: SpecRequest[] = [];
  ended = false;
  postMessage(message: SpecRequest) {
    this.received.push(message);
  }
  terminate() {
    this.ended = true;
  }
  answer(data: SpecAnswer) {
    this.onmessage?.(new MessageEvent('message', { data }));
  }
}

const NOTHING: CheckedText = {
  diagnostics: [],
  more: 0,
  readiness: { operations: 0, precise: 0, prose: 0, assumed: 0, notUnderstood: 0, errors: 0, warnings: 0 },
  outline: [],
  meaning: null,
  notYet: null,
  ms: 1,
};

function setUp() {
  const workers: FakeWorker[] = [];
  const checked: CheckedText[] = [];
  const states: CheckState[] = [];
  const client = createSpecClient({
    start: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    onChecked: (answer) => checked.push(answer),
    onState: (state) => states.push(state),
  });
  const worker = (index = workers.length - 1) => {
    const found = workers[index];
    if (!found) throw new Error('no such worker');
    return found;
  };
  worker().answer({ kind: 'ready' });
  return { client, workers, worker, checked, states };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('texts typed while a check runs are replaced by the newest, and stale answers are dropped', () => {
  const { client, worker, checked } = setUp();
  for (const text of ['a', 'ab', 'abc']) client.check(text);
  expect(worker().received).toEqual([{ kind: 'check', version: 1, text: 'a' }]);
  worker().answer({ kind: 'checked', version: 1, ...NOTHING });
  expect(checked).toEqual([]);
  expect(worker().received.at(-1)).toEqual({ kind: 'check', version: 3, text: 'abc' });
  worker().answer({ kind: 'checked', version: 3, ...NOTHING });
  expect(checked).toHaveLength(1);
});

test('a worker that does not answer in 3 s is replaced, the page is told, and the next text is checked', () => {
  const { client, workers, worker, states, checked } = setUp();
  client.check('endless');
  vi.advanceTimersByTime(3_001);
  expect(worker(0).ended).toBe(true);
  expect(states.at(-1)).toEqual({ kind: 'stuck', reason: 'checking took longer than 3 s' });
  expect(worker(1).received).toEqual([]);
  client.check('fine');
  worker(1).answer({ kind: 'checked', version: 2, ...NOTHING });
  expect(checked).toHaveLength(1);
  vi.advanceTimersByTime(60_000);
  expect(workers).toHaveLength(2);
});

test('loading the worker may take longer than a check, but not for ever', () => {
  const { client, workers, worker, states } = setUp();
  client.check('endless');
  vi.advanceTimersByTime(3_001);
  client.check('typed while the next worker loads');
  vi.advanceTimersByTime(20_000);
  worker(1).answer({ kind: 'ready' });
  worker(1).answer({ kind: 'checked', version: 2, ...NOTHING });
  expect([workers.length, states.at(-1)?.kind]).toEqual([2, 'checked']);
});

test('a question that is never answered ends as no answer', async () => {
  const { client, worker } = setUp();
  const hover = client.ask('hover', 'text', 2);
  vi.advanceTimersByTime(3_001);
  expect(await hover).toBeNull();
  worker().answer({ kind: 'ready' });
  const next = client.ask('hover', 'text', 2);
  worker().answer({ kind: 'answered', id: 2, value: { kind: 'hover', hover: null } });
  expect(await next).toEqual({ kind: 'hover', hover: null });
});

test('a checker that breaks says so, and the text stays unchecked until it changes', () => {
  const { client, worker, states } = setUp();
  client.check('bad');
  worker().answer({ kind: 'failed', version: 1, message: 'boom' });
  expect(states.at(-1)).toEqual({ kind: 'stuck', reason: 'the checker failed: boom' });
});

test('what cannot be generated comes after the check, and only for the newest text', () => {
  const { client, worker, checked } = setUp();
  const notYet = { shown: [], total: 3 };
  client.check('a');
  worker().answer({ kind: 'checked', version: 1, ...NOTHING });
  worker().answer({ kind: 'generable', version: 1, notYet });
  expect(checked.map((answer) => answer.notYet)).toEqual([null, notYet]);
  client.check('ab');
  worker().answer({ kind: 'generable', version: 1, notYet });
  expect(checked).toHaveLength(2);
});
