import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';

/** test/due-times.test.ts: when schedules are due by the clocks of a zone; null without schedules. */
export function dueTimesTests({ schedules }: Plan): string | null {
  return schedules.length === 0 ? null : DUE_TIMES;
}

const DUE_TIMES = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { type Cron, lastDue } from '../src/platform/schedules.ts';

  const ANY: Cron = { minutes: null, hours: null, days: null, months: null, weekdays: null };

  /** The last time before or at a moment, as UTC. */
  function due(cron: Partial<Cron>, timezone: string, now: string): string | undefined {
    const at = lastDue({ cron: { ...ANY, ...cron }, timezone }, new Date(now));
    return at?.toISOString().replace(':00.000Z', 'Z');
  }

  const nine: Partial<Cron> = { minutes: [0], hours: [9] };
  const night: Partial<Cron> = { minutes: [30], hours: [2] };

  test('a time is due from its minute on, on the clocks of the zone', () => {
    assert.equal(due(nine, 'Europe/Berlin', '2026-05-04T07:00:00.000Z'), '2026-05-04T07:00Z');
    assert.equal(due(nine, 'Europe/Berlin', '2026-05-04T06:59:59.999Z'), '2026-05-03T07:00Z');
    assert.equal(due(nine, 'UTC', '2026-05-04T09:00:00Z'), '2026-05-04T09:00Z');
    assert.equal(due(nine, 'America/St_Johns', '2026-05-04T12:00:00Z'), '2026-05-04T11:30Z');
    assert.equal(due({}, 'UTC', '2026-05-04T12:34:56.789Z'), '2026-05-04T12:34Z');
  });

  test('the day is that of the zone, which may be another one than in UTC', () => {
    const mondays = { ...nine, weekdays: [1] };
    assert.equal(due(mondays, 'Pacific/Auckland', '2026-06-07T21:00:00Z'), '2026-06-07T21:00Z');
    assert.equal(due({ ...mondays, hours: [23] }, 'America/Los_Angeles', '2026-06-09T06:00:00Z'), '2026-06-09T06:00Z');
  });

  test('the latest of several times counts', () => {
    const several = { minutes: [0, 30], hours: [8, 20] };
    assert.equal(due(several, 'UTC', '2026-05-04T20:29:00Z'), '2026-05-04T20:00Z');
    assert.equal(due(several, 'UTC', '2026-05-04T19:00:00Z'), '2026-05-04T08:30Z');
    assert.equal(due({ minutes: [15] }, 'UTC', '2026-05-05T00:10:00Z'), '2026-05-04T23:15Z');
    assert.equal(due({ hours: [3] }, 'UTC', '2026-05-05T12:00:00Z'), '2026-05-05T03:59Z');
  });

  test('where clocks go on, what they leave out comes later by as much; where they go back, it comes once', () => {
    assert.equal(due(night, 'Europe/Berlin', '2026-03-28T12:00:00Z'), '2026-03-28T01:30Z');
    assert.equal(due(night, 'Europe/Berlin', '2026-03-29T12:00:00Z'), '2026-03-29T01:30Z');
    assert.equal(due(night, 'Europe/Berlin', '2026-03-30T12:00:00Z'), '2026-03-30T00:30Z');
    assert.equal(due(night, 'America/New_York', '2026-03-08T12:00:00Z'), '2026-03-08T07:30Z');
    assert.equal(due({ ...night, hours: [3] }, 'America/New_York', '2026-03-08T12:00:00Z'), '2026-03-08T07:30Z');
    assert.equal(due({ ...night, hours: [1] }, 'Europe/Berlin', '2026-10-25T12:00:00Z'), '2026-10-24T23:30Z');
    const inTheNight = due(night, 'Europe/Berlin', '2026-10-25T01:45:00Z');
    assert.notEqual(inTheNight, due(night, 'Europe/Berlin', '2026-10-25T00:15:00Z'));
    assert.equal(inTheNight, due(night, 'Europe/Berlin', '2026-10-26T00:00:00Z'));
  });

  test('months and days are those that are named; of both kinds of days one is enough', () => {
    const on = (cron: Partial<Cron>, now: string) => due({ ...nine, ...cron }, 'UTC', now)?.slice(0, 10);
    assert.equal(on({ months: [1] }, '2026-05-04T12:00:00Z'), '2026-01-31');
    assert.equal(on({ days: [31] }, '2026-05-04T12:00:00Z'), '2026-03-31');
    assert.equal(on({ weekdays: [0] }, '2026-05-04T12:00:00Z'), '2026-05-03');
    assert.equal(on({ days: [13], weekdays: [5] }, '2026-05-14T12:00:00Z'), '2026-05-13');
    assert.equal(on({ days: [13], weekdays: [5] }, '2026-05-16T12:00:00Z'), '2026-05-15');
    assert.equal(on({ days: [13], weekdays: [5] }, '2026-05-12T12:00:00Z'), '2026-05-08');
  });

  test('a day that comes every fourth year is found eight years back, and one that never comes is not looked for for ever', () => {
    assert.equal(due({ ...nine, days: [29], months: [2] }, 'UTC', '2104-02-28T12:00:00Z'), '2096-02-29T09:00Z');
    assert.equal(due({ ...nine, days: [30], months: [2] }, 'UTC', '2026-05-04T12:00:00Z'), undefined);
  });
`;
