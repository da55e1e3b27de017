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
};
