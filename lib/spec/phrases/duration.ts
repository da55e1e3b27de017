import type { Period } from '../model.ts';

const UNITS: readonly (readonly [RegExp, Period['unit'], number])[] = [
  [/^(s|sec|secs|second|seconds)$/, 'second', 1000],
  [/^(m|min|mins|minute|minutes)$/, 'minute', 60_000],
  [/^(h|hr|hrs|hour|hours)$/, 'hour', 3_600_000],
  [/^(d|day|days)$/, 'day', 86_400_000],
  [/^(w|week|weeks)$/, 'week', 604_800_000],
  [/^(month|months|mo)$/, 'month', 0],
  [/^(y|yr|yrs|year|years)$/, 'year', 0],
];

/**
 * Reads a length of time such as `30 seconds`, `500ms` or `1.5 h`, in whole milliseconds. Null if it is none, if it is a
 * month or a year (their length depends on the calendar), or if it is longer than a year.
 */
export function readMilliseconds(text: string): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)\s*([a-z]+)$/.exec(text.trim().toLowerCase());
  const number = Number(match?.[1]);
  const unit = match?.[2] ?? '';
  if (match === null || !Number.isFinite(number)) return null;
  const size = /^(ms|msec|millisecond|milliseconds)$/.test(unit)
    ? 1
    : (UNITS.find(([pattern]) => pattern.test(unit))?.[2] ?? 0);
  const milliseconds = Math.round(number * size);
  return milliseconds > 0 && milliseconds <= 366 * 86_400_000 ? milliseconds : null;
}

/** Reads a calendar period such as `7 years`, `90d` or `2 weeks`: a whole number from 1 to 9999 and a unit. Else null. */
export function readPeriod(text: string): Period | null {
  const match = /^(\d{1,4})\s*([a-z]+)$/.exec(text.trim().toLowerCase());
  const count = Number(match?.[1]);
  const unit = UNITS.find(([pattern]) => pattern.test(match?.[2] ?? ''))?.[1];
  return match === null || unit === undefined || count < 1 ? null : { count, unit };
}

/** A period as people write it: "7 years". */
export function sayPeriod(period: Period): string {
  return `${period.count} ${period.unit}${period.count === 1 ? '' : 's'}`;
}
