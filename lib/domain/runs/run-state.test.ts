import { expect, test } from 'vitest';
import type { RunEvent, StoredRunEvent } from './events.ts';
import { applyRunEvent, applyRunEvents, currentStage, emptyRun } from './run-state.ts';

const AT = '2026-11-22T10:00:00.000Z';

function stored(...events: RunEvent[]): StoredRunEvent[] {
  return events.map((event, i) => ({ seq: i + 1, at: AT, event }));
}

const UNTIL_TESTS = stored(
  { kind: 'run.queued', versionNumber: 3, by: 'Asha Rao' },
  { kind: 'stage.started', stage: 'specify' },
  { kind: 'stage.finished', stage: 'specify', durationMs: 12, summary: '1 operation' },
  { kind: 'stage.started', stage: 'test' },
  { kind: 'gate.started', gate: 'tests', sandbox: 'full' },
  { kind: 'test.planned', total: 2 },
  {
    kind: 'test.finished',
    name: 'a',
    suite: 'contract',
    file: 'test/a.test.ts',
    line: 4,
    status: 'failed',
    durationMs: 1,
    message: 'expected 202, got 200',
    specLine: 12,
  },
);

test('an event that was sent twice counts once', () => {
  const once = applyRunEvents(emptyRun(), UNTIL_TESTS);
  const twice = applyRunEvents(emptyRun(), [...UNTIL_TESTS, ...UNTIL_TESTS]);
  expect(twice).toEqual(once);
  expect(once.testCounts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('an event after a gap is not taken, so that the caller reads what is missing', () => {
  const state = applyRunEvents(emptyRun(), UNTIL_TESTS.slice(0, 2));
  expect(applyRunEvent(state, { seq: 4, at: AT, event: { kind: 'stage.started', stage: 'test' } })).toBe(state);
});

test('replaying from the start and continuing from a cursor give the same page', () => {
  const live = applyRunEvents(applyRunEvents(emptyRun(), UNTIL_TESTS.slice(0, 3)), UNTIL_TESTS.slice(3));
  expect(live).toEqual(applyRunEvents(emptyRun(), UNTIL_TESTS));
});

test('when a run ends, nothing keeps running and what was not reached is not green', () => {
  const state = applyRunEvents(emptyRun(), [
    ...UNTIL_TESTS,
    { seq: 8, at: AT, event: { kind: 'run.finished', status: 'cancelled', reason: 'Cancelled by Asha Rao.' } },
  ]);
  expect(Object.values(state.stages).map(({ stage, status }) => [stage, status])).toEqual([
    ['specify', 'passed'],
    ['implement', 'not_run'],
    ['test', 'cancelled'],
    ['review', 'not_run'],
    ['deploy', 'not_run'],
  ]);
  expect(state.gates.map((gate) => gate.status)).toEqual(['not_run']);
  expect(currentStage(state)).toBe('test');
});

test('waiting for a signature and its answer', () => {
  const waiting = applyRunEvents(
    emptyRun(),
    stored({ kind: 'stage.started', stage: 'review' }, { kind: 'review.waiting', evidenceDigest: 'd1' }),
  );
  expect([waiting.status, waiting.stages.review.status, waiting.review]).toEqual([
    'waiting',
    'waiting',
    { state: 'waiting', digest: 'd1', since: AT },
  ]);
  const rejected = applyRunEvents(waiting, [
    { seq: 3, at: AT, event: { kind: 'review.rejected', by: 'Ravi Iyer', reason: 'Retention is too short.' } },
    { seq: 4, at: AT, event: { kind: 'run.finished', status: 'rejected', reason: 'Retention is too short.' } },
  ]);
  expect([rejected.status, rejected.reason, rejected.stages.review.status]).toEqual([
    'rejected',
    'Retention is too short.',
    'failed',
  ]);
});
