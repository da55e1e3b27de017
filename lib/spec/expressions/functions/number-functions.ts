import type { Type } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import { DECIMAL, INT, isNumber, scalarName, widerNumber } from '../static-types.ts';
import type { Syntax } from '../syntax.ts';
import { type Follow, type FunctionTable, itemOf, itemsOf, number, ordered } from './function-shape.ts';

/** Modes of `round` besides the usual half away from zero. */
export const ROUNDING: readonly string[] = ['half_up', 'half_even', 'up', 'down', 'ceiling', 'floor'];

/** The most digits after the point that `round` takes. */
const MAX_DIGITS = 20;

/** Numbers. */
export const NUMBER_FUNCTIONS: FunctionTable = {
  round: {
    signature: 'round(number, digits, "half_even")',
    doc: 'Rounds half away from zero, or as the third argument says. `digits` is a literal; left out it is 0. The result is a decimal.',
    example: 'round(input.amount / 3, 2)',
    result: rounded,
  },
  min: {
    signature: 'min(a, b)',
    doc: 'The smallest of several values, or of a list; null of an empty list.',
    example: 'min(input.amount, 1000)',
    result: extreme,
  },
  max: {
    signature: 'max(a, b)',
    doc: 'The largest of several values, or of a list; null of an empty list.',
    example: 'max(input.amount, 0)',
    result: extreme,
  },
  abs: {
    signature: 'abs(number)',
    doc: 'Without its sign.',
    example: 'abs(input.delta)',
    result: (args) => (args.length === 1 && number(args[0]) ? widerNumber(args[0] ?? INT, args[0] ?? INT) : null),
  },
  sum: {
    signature: 'sum(list of numbers)',
    doc: 'The sum; 0 of an empty list.',
    example: 'sum(input.amounts)',
    result: (args, _syntax, follow) => {
      const of = itemsOf(args[0], follow);
      return args.length === 1 && of !== null && isNumber(of) ? widerNumber(of, of) : null;
    },
  },
  avg: {
    signature: 'avg(list of numbers)',
    doc: 'The mean, a decimal (of doubles a double); null of an empty list.',
    example: 'avg(input.amounts)',
    result: (args, syntax, follow) => {
      const [list] = args;
      const of = itemsOf(list, follow);
      if (args.length !== 1 || list === undefined || of === null || !isNumber(of)) return null;
      return itemOf(list, syntax[0], scalarName(of) === 'double' ? scalar('double') : DECIMAL);
    },
  },
};

/** `round(x)`, `round(x, n)`, `round(x, n, "half_even")`: the digits are a literal, so that the scale is known. */
function rounded(args: readonly Type[], syntax: readonly Syntax[]): Type | null {
  const [, digits, mode] = syntax;
  const type = args[0];
  if (type === undefined || !isNumber(type) || args.length > 3) return null;
  if (mode !== undefined && !(mode.kind === 'string' && ROUNDING.includes(mode.value))) return null;
  if (digits === undefined) return scalar('decimal', { scale: 0 });
  const fits = digits.kind === 'number' && /^\d{1,2}$/.test(digits.text) && Number(digits.text) <= MAX_DIGITS;
  return fits ? scalar('decimal', { scale: Number(digits.text) }) : null;
}

/** `min` and `max` of two or more values of a kind, or of a list of them. */
function extreme(args: readonly Type[], syntax: readonly Syntax[], follow: Follow): Type | null {
  const [first, second] = args;
  if (first === undefined) return null;
  if (second !== undefined) {
    if (args.every(isNumber)) return args.reduce(widerNumber);
    return ordered(first) && args.every((type) => scalarName(type) === scalarName(first)) ? first : null;
  }
  const of = itemsOf(first, follow);
  if (of === null || !ordered(of)) return null;
  return itemOf(first, syntax[0], isNumber(of) ? widerNumber(of, of) : of);
}
