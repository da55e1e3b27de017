import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { toldOf } from '../testing/flow-of.ts';

const schedule = (keys: string, top = ''): string =>
  `service: a\n${top}processes:\n  close: [{note: {set: 1}}]\nschedules:\n  - nightly: {${keys}}\n`;
const DO = 'do: [{closed: {run: close}}]';

test('runs by the clock in its own time zone, or in that of the service', () => {
  const own = schedule(`cron: '0  2 * * MON-FRI', timezone: Asia/Kolkata, ${DO}`);
  expect(toldOf(own)).toEqual([]);
  const [read] = checkSpec(own).model?.schedules ?? [];
  expect([read?.cron, read?.timezone, read?.processing.map(({ id }) => id)]).toEqual([
    '0 2 * * MON-FRI',
    'Asia/Kolkata',
    ['schedules/nightly/processing/closed'],
  ]);
  const usual = checkSpec(schedule(`cron: 0 2 * * *, ${DO}`, 'timezone: Europe/Berlin\n')).model;
  expect(usual?.schedules[0]?.timezone).toBe('Europe/Berlin');
});

test('nobody calls it: there is no input and no caller', () => {
  const text = schedule('cron: 0 2 * * *, do: [{a: {set: =input.x}}, {b: {set: =caller.id}}]');
  expect(toldOf(text).filter((line) => line.startsWith('EXP'))).toEqual(['EXP4002 input', 'EXP4002 caller']);
});

test('a time or a time zone that is none is said where it is wrong', () => {
  expect(toldOf(schedule(`cron: 0 25 * * *, ${DO}`))).toEqual(['SPC2040 25']);
  expect(toldOf(schedule(`cron: 0 2 * * *, timezone: IST, ${DO}`))).toEqual(['SPC2041 IST']);
  expect(checkSpec(schedule(`cron: 0 2 * * *, timezone: kolkata, ${DO}`)).diagnostics.at(-1)?.fixes[0]?.title).toBe(
    'Write Asia/Kolkata',
  );
});
