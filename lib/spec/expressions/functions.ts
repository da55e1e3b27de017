import type { Type } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import { scalar } from '../scalar-type.ts';
import { BOOL, DECIMAL, INT, isNumber, isText, optional, STRING, scalarName, widerNumber } from './static-types.ts';
import type { Syntax } from './syntax.ts';

/** A function that expressions may call. `f(x, y)` and `x.f(y)` are the same. */
export interface FunctionShape {
  /** As it is called, for messages and hover. */
  signature: string;
  doc: string;
  example: string;
  /** Known to the language, but not compiled by this version. */
  later?: true;
  /**
   * The type of the result, or null if the arguments do not fit. Arguments come with names followed and never missing;
   * `syntax` is how they were written, for functions that need a literal.
   */
  result: (args: readonly Type[], syntax: readonly Syntax[], table: TypeTable) => Type | null;
}

const text = (type: Type | undefined): boolean => type !== undefined && isText(type);
const number = (type: Type | undefined): boolean => type !== undefined && isNumber(type);
const named = (type: Type | undefined, ...names: readonly string[]): boolean =>
  type !== undefined && names.includes(scalarName(type) ?? '');

/** A function over texts only. */
function texts(count: number, result: Type): FunctionShape['result'] {
  return (args) => (args.length === count && args.every(text) ? result : null);
}

/** `min` and `max` of two or more numbers. */
function extreme(args: readonly Type[]): Type | null {
  return args.length >= 2 && args.every(isNumber) ? args.reduce(widerNumber) : null;
}

function ordered(type: Type): boolean {
  return isNumber(type) || named(type, 'date', 'timestamp', 'duration');
}

/** `round(x)`, `round(x, n)`, `round(x, n, "half_even")`: the digits are a literal, so that the scale is known. */
function rounded(args: readonly Type[], syntax: readonly Syntax[]): Type | null {
  const [value, digits, mode] = syntax;
  const type = args[0];
  if (value === undefined || type === undefined || !isNumber(type) || args.length > 3) return null;
  if (mode !== undefined && !(mode.kind === 'string' && ROUNDING.includes(mode.value))) return null;
  if (digits !== undefined && !(digits.kind === 'number' && /^\d{1,2}$/.test(digits.text) && Number(digits.text) <= 20))
    return null;
  if (scalarName(type) !== 'decimal') return null;
  return scalar('decimal', { scale: digits?.kind === 'number' ? Number(digits.text) : 0 });
}

/** Modes of `round` besides the usual half away from zero. */
export const ROUNDING: readonly string[] = ['half_up', 'half_even', 'up', 'down', 'ceiling', 'floor'];

function convert(to: Type, ...from: readonly string[]): FunctionShape['result'] {
  return (args) =>
    args.length === 1 && (named(args[0], ...from) || (from.includes('text') && text(args[0]))) ? to : null;
}

function listOf(type: Type | undefined): Type | null {
  return type?.kind === 'list' ? type.of : null;
}

/** Every function, by name. The compiler has one implementation for each. */
export const FUNCTIONS: Readonly<Record<string, FunctionShape>> = {
  size: {
    signature: 'size(text | list | map)',
    doc: 'Code points of a text, or items of a list or map.',
    example: 'size(input.lines) > 0',
    result: (args) =>
      args.length === 1 && (text(args[0]) || args[0]?.kind === 'list' || args[0]?.kind === 'map') ? INT : null,
  },
  lower: {
    signature: 'lower(text)',
    doc: 'In lower case.',
    example: 'lower(input.name)',
    result: texts(1, STRING),
  },
  upper: {
    signature: 'upper(text)',
    doc: 'In upper case.',
    example: 'upper(input.code)',
    result: texts(1, STRING),
  },
  trim: {
    signature: 'trim(text)',
    doc: 'Without white space at both ends.',
    example: 'trim(input.name)',
    result: texts(1, STRING),
  },
  slug: {
    later: true,
    signature: 'slug(text)',
    doc: 'In lower case, with hyphens for everything that is no letter or digit.',
    example: 'slug(input.title)',
    result: texts(1, STRING),
  },
  contains: {
    signature: 'contains(text, part)',
    doc: 'Whether a text has a part.',
    example: 'contains(input.name, "a")',
    result: texts(2, BOOL),
  },
  startsWith: {
    signature: 'startsWith(text, start)',
    doc: 'Whether a text starts with another.',
    example: 'startsWith(input.code, "C")',
    result: texts(2, BOOL),
  },
  endsWith: {
    signature: 'endsWith(text, end)',
    doc: 'Whether a text ends with another.',
    example: 'endsWith(input.code, "X")',
    result: texts(2, BOOL),
  },
  split: {
    signature: 'split(text, separator)',
    doc: 'The parts between the separators.',
    example: 'split(input.tags, ",")',
    result: texts(2, { kind: 'list', of: STRING, length: null }),
  },
  join: {
    signature: 'join(list of texts, separator)',
    doc: 'The texts with the separator between them.',
    example: 'join(input.tags, ", ")',
    result: (args) =>
      args.length === 2 && args[0]?.kind === 'list' && text(args[0].of) && text(args[1]) ? STRING : null,
  },
  replace: {
    signature: 'replace(text, part, by)',
    doc: 'Every occurrence of a part replaced.',
    example: 'replace(input.phone, " ", "")',
    result: texts(3, STRING),
  },
  round: {
    signature: 'round(number, digits, "half_even")',
    doc: 'Rounds half away from zero, or as the third argument says. `digits` is a literal; left out it is 0.',
    example: 'round(input.amount / 3, 2)',
    result: rounded,
  },
  min: {
    signature: 'min(a, b)',
    doc: 'The smallest of several values, or of a list.',
    example: 'min(input.amount, 1000)',
    result: extreme,
  },
  max: {
    signature: 'max(a, b)',
    doc: 'The largest of several values, or of a list.',
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
    later: true,
    signature: 'sum(list of numbers)',
    doc: 'The sum; 0 of an empty list.',
    example: 'sum(input.amounts)',
    result: (args) => (args.length === 1 && number(listOf(args[0]) ?? undefined) ? listOf(args[0]) : null),
  },
  avg: {
    later: true,
    signature: 'avg(list of numbers)',
    doc: 'The mean; null of an empty list.',
    example: 'avg(input.amounts)',
    result: (args) =>
      args.length === 1 && number(listOf(args[0]) ?? undefined)
        ? optional(scalarName(listOf(args[0]) ?? INT) === 'double' ? scalar('double') : DECIMAL)
        : null,
  },
  now: {
    signature: 'now()',
    doc: 'The time of this request.',
    example: 'now()',
    result: (args) => (args.length === 0 ? scalar('timestamp') : null),
  },
  today: {
    signature: 'today()',
    doc: 'The day of this request, in UTC.',
    example: 'today()',
    result: (args) => (args.length === 0 ? scalar('date') : null),
  },
  duration: {
    later: true,
    signature: 'duration("PT8H")',
    doc: 'A length of time, ISO 8601.',
    example: 'now() + duration("PT8H")',
    result: (args, syntax) =>
      args.length === 1 &&
      syntax[0]?.kind === 'string' &&
      /^P(?=.)(\d+W|(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?)$/.test(syntax[0].value)
        ? scalar('duration')
        : null,
  },
  yearsBetween: {
    later: true,
    signature: 'yearsBetween(date, date)',
    doc: 'Whole years from the first day to the second.',
    example: 'yearsBetween(input.born, today())',
    result: (args) => (args.length === 2 && args.every((type) => named(type, 'date')) ? INT : null),
  },
  daysBetween: {
    later: true,
    signature: 'daysBetween(date, date)',
    doc: 'Days from the first day to the second.',
    example: 'daysBetween(input.from, input.until)',
    result: (args) => (args.length === 2 && args.every((type) => named(type, 'date')) ? INT : null),
  },
  similarity: {
    later: true,
    signature: 'similarity(text, text)',
    doc: 'How alike two texts are, 0 to 1 with four digits: case, diacritics and order of words do not count (Jaro-Winkler).',
    example: 'similarity(input.name, customer.name) >= 0.9',
    result: texts(2, scalar('decimal', { scale: 4, range: { min: '0', max: '1' } })),
  },
  uuid: {
    signature: 'uuid()',
    doc: 'A new random id.',
    example: 'uuid()',
    result: (args) => (args.length === 0 ? scalar('uuid') : null),
  },
  token: {
    later: true,
    signature: 'token()',
    doc: 'A new random text of 32 characters that cannot be guessed.',
    example: 'token()',
    result: (args) => (args.length === 0 ? STRING : null),
  },
  sort: {
    later: true,
    signature: 'sort(list)',
    doc: 'The items in order.',
    example: 'sort(input.amounts)',
    result: (args) =>
      args.length === 1 && args[0]?.kind === 'list' && (ordered(args[0].of) || text(args[0].of)) ? args[0] : null,
  },
  distinct: {
    signature: 'distinct(list)',
    doc: 'Each item once.',
    example: 'distinct(input.tags)',
    result: (args) => (args.length === 1 && args[0]?.kind === 'list' ? args[0] : null),
  },
  first: {
    signature: 'first(list)',
    doc: 'The first item; null of an empty list.',
    example: 'first(input.lines)',
    result: (args) => (args.length === 1 && args[0]?.kind === 'list' ? optional(args[0].of) : null),
  },
  last: {
    signature: 'last(list)',
    doc: 'The last item; null of an empty list.',
    example: 'last(input.lines)',
    result: (args) => (args.length === 1 && args[0]?.kind === 'list' ? optional(args[0].of) : null),
  },
  string: {
    signature: 'string(value)',
    doc: 'The value as a text.',
    example: 'string(input.amount)',
    result: (args) =>
      args.length === 1 && args[0]?.kind === 'scalar'
        ? STRING
        : args.length === 1 && args[0]?.kind === 'enum'
          ? STRING
          : null,
  },
  int: {
    later: true,
    signature: 'int(number)',
    doc: 'A whole number; the rest is cut off.',
    example: 'int(input.amount)',
    result: convert(INT, 'int', 'long', 'decimal', 'double'),
  },
  decimal: {
    later: true,
    signature: 'decimal(number)',
    doc: 'An exact number.',
    example: 'decimal(input.count) / 2',
    result: convert(DECIMAL, 'int', 'long', 'decimal', 'double'),
  },
  double: {
    later: true,
    signature: 'double(number)',
    doc: 'A binary fraction.',
    example: 'double(input.amount)',
    result: convert(scalar('double'), 'int', 'long', 'decimal', 'double'),
  },
  date: {
    later: true,
    signature: 'date(timestamp)',
    doc: 'The day of a timestamp in UTC; or a day written as a text, `date("2026-01-31")`.',
    example: 'date(loan.created_at)',
    result: (args, syntax) =>
      (named(args[0], 'timestamp', 'date') && args.length === 1) ||
      (args.length === 1 && syntax[0]?.kind === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(syntax[0].value))
        ? scalar('date')
        : null,
  },
};

/** Functions of the language that this version cannot compile. */
export const LATER_FUNCTIONS: readonly string[] = [
  'report',
  'verifyPassword',
  'matches',
  'diff',
  'sequence',
  'fixture',
  'snapshot',
  'long',
  'bool',
  'timestamp',
];
