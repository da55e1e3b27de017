import { expect, test } from 'vitest';
import type { DraftEvent } from '#lib/domain/agents/draft-event.ts';
import { afterBreak, afterEvent, type DraftState, STARTED } from './agent-state.ts';

const PROBLEM = { code: 'SPC2003', severity: 'error', line: 3, message: 'endpoints are missing' } as const;
const TOTALS = { rounds: 2, inputTokens: 10, outputTokens: 5, costMicros: 75, durationMs: 900 };

function after(...events: DraftEvent[]): DraftState {
  return events.reduce(afterEvent, STARTED);
}

const ROUND_ONE: DraftEvent[] = [
  { kind: 'started', draftId: '11111111-1111-4111-8111-111111111111', model: 'm' },
  { kind: 'round.started', round: 1, of: 3 },
  { kind: 'text', delta: 'service: ' },
  { kind: 'text', delta: 'a\n' },
  { kind: 'checked', round: 1, errors: 1, warnings: 0, problems: [PROBLEM] },
];

test('a new round keeps the old text in view until its own first words come', () => {
  expect(after(...ROUND_ONE, { kind: 'round.started', round: 2, of: 3 }).text).toBe('service: a\n');
  const second = after(...ROUND_ONE, { kind: 'round.started', round: 2, of: 3 }, { kind: 'text', delta: 'ser' });
  expect(second.text).toBe('ser');
  expect(second.rounds).toEqual([
    { round: 1, of: 3, written: 11, checked: { errors: 1, warnings: 0, problems: [PROBLEM] } },
    { round: 2, of: 3, written: 3, checked: null },
  ]);
});

test('the text of the end is the one that counts, clean or not', () => {
  const event: DraftEvent = { kind: 'finished', text: 'service: b\n', clean: false, problems: [PROBLEM], ...TOTALS };
  expect(after(...ROUND_ONE, event)).toMatchObject({
    phase: 'finished',
    clean: false,
    text: 'service: b\n',
    figures: TOTALS,
  });
});

test('a failure and a broken connection keep what came', () => {
  const failed: DraftEvent = { kind: 'failed', reason: 'busy', text: null, ...TOTALS };
  expect(after(...ROUND_ONE, failed)).toMatchObject({ phase: 'failed', reason: 'busy', text: 'service: a\n' });
  expect(afterBreak(after(...ROUND_ONE), 'gone')).toMatchObject({
    phase: 'failed',
    reason: 'gone',
    text: 'service: a\n',
  });
  expect(afterBreak(after(...ROUND_ONE), null)).toMatchObject({ phase: 'stopped', reason: null, text: 'service: a\n' });
});

test('waiting is said until words come', () => {
  const waiting = after(...ROUND_ONE.slice(0, 2), { kind: 'waiting', seconds: 7, reason: 'busy' });
  expect(waiting.waiting).toEqual({ seconds: 7, reason: 'busy' });
  expect(afterEvent(waiting, { kind: 'text', delta: 'x' }).waiting).toBeNull();
});
