import { expect, test } from 'vitest';
import { readCron } from './cron.ts';

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test.each([
  ['0 2 * * *', { minutes: [0], hours: [2], days: upTo(1, 31), months: upTo(1, 12), weekdays: upTo(0, 6) }],
  [
    '*/15 9-17/4 1,15 jan-MAR SUN,6-7',
    { minutes: [0, 15, 30, 45], hours: [9, 13, 17], days: [1, 15], months: [1, 2, 3], weekdays: [0, 6] },
  ],
  ['5/20 * 29 2 *', { minutes: [5, 25, 45], hours: upTo(0, 23), days: [29], months: [2], weekdays: upTo(0, 6) }],
])('%s', (text, fields) => {
  const cron = readCron(text);
  expect(cron).toEqual({ ...fields, eitherDay: text.includes('SUN') });
});

test.each([
  ['0 2 * *', 'here are 4', '0 2 * *'],
  ['0 0 2 * * *', 'there are no seconds', '0 0 2 * * *'],
  ['@daily', 'short names', '@daily'],
  ['60 * * * *', 'no minute: 0 to 59', '60'],
  ['0 24 * * *', 'no hour', '24'],
  ['0 0 0 * *', 'no day of the month', '0'],
  ['0 0 * FOO *', 'no month: 1 to 12 or JAN to DEC', 'FOO'],
  ['0 0 * * 8', 'no weekday', '8'],
  ['0 9-7 * * *', 'runs backwards', '9-7'],
  ['*/0 * * * *', 'A step of 0', '*/0'],
  ['0 0 31 2,4 *', 'it never runs', '31 2,4 *'],
  ['a,,b * * * *', 'is no minute', 'a,,b'],
  ['*-5 * * * *', 'is no minute', '*-5'],
])('%s is refused: %s', (text, reason, part) => {
  const problem = readCron(text);
  expect('reason' in problem && problem.reason.includes(reason)).toBe(true);
  if ('reason' in problem) expect(text.slice(problem.start, problem.end)).toBe(part);
});

test('the 31st of February is fine if a weekday fits as well', () => {
  expect('reason' in readCron('0 0 31 2 MON')).toBe(false);
});
