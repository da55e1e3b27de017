import type { Type } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import { INT } from '../static-types.ts';
import { constant, type FunctionTable, named } from './function-shape.ts';

/** Times that the machine knows, and distances between days. Conversions from texts are with the other conversions. */
export const TIME_FUNCTIONS: FunctionTable = {
  now: {
    signature: 'now()',
    doc: 'The time at which this part of the work began; it does not move.',
    example: 'now()',
    result: constant(scalar('timestamp')),
  },
  today: {
    signature: 'today()',
    doc: "The day of `now()` in the service's time zone.",
    example: 'today()',
    result: constant(scalar('date')),
  },
  yearsBetween: {
    signature: 'yearsBetween(date, date)',
    doc: 'Whole years from the first day to the second; negative if the second is earlier.',
    example: 'yearsBetween(input.born, today())',
    result: (args) => (args.length === 2 && args.every((type) => named(type, 'date')) ? INT : null),
  },
  daysBetween: {
    signature: 'daysBetween(date, date)',
    doc: 'Days from the first day to the second; negative if the second is earlier.',
    example: 'daysBetween(input.from, input.until)',
    result: (args) => (args.length === 2 && args.every((type) => named(type, 'date')) ? INT : null),
  },
  addDays: {
    signature: 'addDays(date | timestamp, number)',
    doc: 'So many days later; earlier if the number is negative.',
    example: 'addDays(today(), 14)',
    result: moved,
  },
  addMonths: {
    signature: 'addMonths(date | timestamp, number)',
    doc: 'So many months later by the calendar, as in SQL: a day that the month does not have is its last one.',
    example: 'addMonths(input.starts_on, 1)',
    result: moved,
  },
  addYears: {
    signature: 'addYears(date | timestamp, number)',
    doc: 'So many years later by the calendar: 29 February becomes 28 February where there is none.',
    example: 'addYears(input.born, 18)',
    result: moved,
  },
};

/** A day or a moment by a whole number: of the same kind. */
function moved([from, by, ...more]: readonly Type[]): Type | null {
  return more.length === 0 && from !== undefined && named(from, 'date', 'timestamp') && named(by, 'int')
    ? scalar(named(from, 'date') ? 'date' : 'timestamp')
    : null;
}
