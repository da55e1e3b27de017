import type { Period } from '../../spec/model.ts';

const MILLISECONDS: Readonly<Record<Period['unit'], number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_678_400_000,
  year: 31_622_400_000,
};

/** A period as milliseconds; months and years count as their longest. For how long something is kept, not for calendars. */
export function milliseconds({ count, unit }: Period): number {
  return count * MILLISECONDS[unit];
}

/** A period as PostgreSQL reads it, where months and years are those of the calendar. */
export function interval({ count, unit }: Period): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
