import type { Period } from '../model.ts';

/** The fewest and the most seconds that one unit can have: months and years are as long as the calendar makes them. */
const SECONDS: Readonly<Record<Period['unit'], readonly [number, number]>> = {
  second: [1, 1],
  minute: [60, 60],
  hour: [3600, 3600],
  day: [86_400, 86_400],
  week: [604_800, 604_800],
  month: [28 * 86_400, 31 * 86_400],
  year: [365 * 86_400, 366 * 86_400],
};

/** Whether the second period is longer than the first. `unclear`: it depends on the calendar, as with 30 days and one month. */
export function comparePeriods(before: Period, after: Period): 'same' | 'longer' | 'shorter' | 'unclear' {
  const [old, now] = [inMonths(before), inMonths(after)];
  if (old !== null && now !== null) return old === now ? 'same' : now > old ? 'longer' : 'shorter';
  const [oldLeast, oldMost] = SECONDS[before.unit].map((seconds) => seconds * before.count);
  const [nowLeast, nowMost] = SECONDS[after.unit].map((seconds) => seconds * after.count);
  if (oldLeast === undefined || oldMost === undefined || nowLeast === undefined || nowMost === undefined)
    return 'unclear';
  if (oldLeast === nowLeast && oldMost === nowMost) return 'same';
  return nowLeast > oldMost ? 'longer' : nowMost < oldLeast ? 'shorter' : 'unclear';
}

/** Years and months compare exactly, by months. */
function inMonths({ count, unit }: Period): number | null {
  return unit === 'year' ? count * 12 : unit === 'month' ? count : null;
}
