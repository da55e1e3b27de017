import { expect, test } from 'vitest';
import { durationText, relativeTime } from './relative-time-text.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

test('a moment is said in its largest whole unit, and as a date after a week', () => {
  const ages = [0, 4_999, 59_999, 60_000, 3_599_999, 86_399_999, 86_400_000, 3 * 86_400_000, 7 * 86_400_000];
  expect(ages.map((age) => relativeTime(NOW - age, NOW))).toEqual([
    'just now',
    'just now',
    '59 s ago',
    '1 min ago',
    '59 min ago',
    '23 h ago',
    '1 day ago',
    '3 days ago',
    '15 Nov 2026',
  ]);
  expect(relativeTime(NOW + 2 * 3_600_000, NOW)).toBe('in 2 h');
});

test('a duration keeps two units at most and never rounds up to the next', () => {
  expect([850, 4_200, 59_000, 200_000, 3_600_000, 7_500_000].map(durationText)).toEqual([
    '850 ms',
    '4.2 s',
    '59 s',
    '3 min 20 s',
    '1 h',
    '2 h 5 min',
  ]);
});
