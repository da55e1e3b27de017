import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { RunEvent } from '#lib/domain/runs/events.ts';
import { applyRunEvents, emptyRun } from '#lib/domain/runs/run-state.ts';
import { RunVerdict } from './run-verdict.tsx';

const HEAD = {
  id: 'run',
  number: 4,
  service: 'loan-quotes',
  versionNumber: 2,
  versionMessage: 'Lower the rate',
  startedBy: 'Omar',
  startedAt: '2026-11-22T19:00:00.000Z',
};

/** The verdict's words after some events. */
function words(...events: RunEvent[]): string {
  const stored = events.map((event, index) => ({ seq: index + 1, at: HEAD.startedAt, event }));
  const html = renderToStaticMarkup(<RunVerdict head={HEAD} run={applyRunEvents(emptyRun(), stored)} />);
  return html.replace(/<[^>]*>/g, '');
}

test('a rejection says who rejected and why, and what was typed stays text', () => {
  const reason = 'No: <img src=x onerror=alert(1)>\nthe retention is wrong.';
  expect(
    words(
      { kind: 'review.rejected', by: 'Ravi', reason },
      { kind: 'run.finished', status: 'rejected', reason: 'Rejected by Ravi' },
    ),
  ).toBe('Ravi rejected this:No: &lt;img src=x onerror=alert(1)&gt;\nthe retention is wrong.');
});

test('a failure says why, and that nothing went live', () => {
  expect(words({ kind: 'run.finished', status: 'failed', reason: '2 of 64 tests failed' })).toBe(
    'The run failed: 2 of 64 tests failed. Nothing went live.',
  );
});

test('a success names the release and its address', () => {
  expect(
    words(
      { kind: 'deploy.live', address: 'http://127.0.0.1:3100', releaseNumber: 7 },
      { kind: 'run.finished', status: 'succeeded', reason: null },
    ),
  ).toBe('Release 7 is live at http://127.0.0.1:3100.Open deployment');
});

test('there is a sentence in every state, so that its coming moves nothing', () => {
  expect(words()).toMatch(/^Queued/);
  expect(words({ kind: 'stage.started', stage: 'specify' })).toMatch(/^At work/);
  expect(words({ kind: 'review.waiting', evidenceDigest: 'd' })).toMatch(/^Every check has passed. A second person/);
  expect(words({ kind: 'review.approved', by: 'Ravi', digest: 'd' })).toBe('Ravi approved this. It goes live now.');
});
