import { comparePeriods } from '../diff/compare-periods.ts';
import type { Period } from '../model.ts';

/** Whether a period is at least another one. `unclear`: it depends on the calendar, as with 1826 days and five years. */
export function isAtLeast(period: Period, least: Period): 'yes' | 'no' | 'unclear' {
  const compared = comparePeriods(least, period);
  return compared === 'unclear' ? 'unclear' : compared === 'shorter' ? 'no' : 'yes';
}
