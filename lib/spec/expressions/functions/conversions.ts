import type { ScalarName, Type } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import { optional, STRING, scalarName } from '../static-types.ts';
import type { Syntax } from '../syntax.ts';
import { isDate, isDuration, isTimestamp } from '../time-text.ts';
import type { Complaint, FunctionShape, FunctionTable } from './function-shape.ts';
import { named, text } from './function-shape.ts';

const NUMBERS = ['int', 'long', 'decimal', 'double'] as const;
const WHOLE = /^[+-]?\d{1,19}$/;
const FRACTION = /^[+-]?\d{1,60}(\.\d{1,60})?$/;

/**
 * Conversions are named like the types. From texts and json they give null where the text says no such value, except for
 * literals, which are looked at while typing.
 */
export const CONVERSIONS: FunctionTable = {
  string: {
    signature: 'string(value)',
    doc: 'The value as a text. Numbers keep their digits, times are as on the wire.',
    example: 'string(input.amount)',
    nullable: { at: 0, of: (type) => named(type, 'json') },
    result: ([value, ...more]) =>
      more.length === 0 && (value?.kind === 'enum' || isWritable(value))
        ? named(value, 'json')
          ? optional(STRING)
          : STRING
        : null,
  },
  int: conversion(scalar('int'), 'A whole number; a fraction is cut off.', 'int(input.amount)', NUMBERS, (value) =>
    WHOLE.test(value),
  ),
  long: conversion(scalar('long'), 'A whole number; a fraction is cut off.', 'long(input.count)', NUMBERS, (value) =>
    WHOLE.test(value),
  ),
  decimal: conversion(scalar('decimal'), 'An exact number.', 'decimal(input.count) / 2', NUMBERS, (value) =>
    FRACTION.test(value),
  ),
  double: conversion(scalar('double'), 'A binary fraction.', 'double(input.amount)', NUMBERS, (value) =>
    /^[+-]?\d{1,60}(\.\d{1,60})?([eE][+-]?\d{1,3})?$/.test(value),
  ),
  bool: conversion(
    scalar('bool'),
    'True or false, read from a text: `true` or `false`.',
    'bool(input.flag)',
    ['bool'],
    (value) => ['true', 'false'].includes(value),
  ),
  date: conversion(
    scalar('date'),
    'The day of a timestamp in UTC; or a day written as a text.',
    'date(loan.created_at)',
    ['date', 'timestamp'],
    isDate,
  ),
  timestamp: conversion(
    scalar('timestamp'),
    'A moment written as a text (RFC 3339); or the start of a day in UTC.',
    'timestamp("2026-01-31T08:00:00Z")',
    ['timestamp', 'date'],
    isTimestamp,
  ),
  duration: conversion(
    scalar('duration'),
    'A length of time, ISO 8601 with weeks, days, hours, minutes and seconds.',
    'now() + duration("PT8H")',
    ['duration'],
    isDuration,
  ),
  uuid: conversion(scalar('uuid'), 'An id written as a text.', 'uuid(input.reference)', ['uuid'], (value) =>
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  ),
};

/** What is read may be missing as well: then there is no value either. */
function isRead(type: Type): boolean {
  return text(type) || named(type, 'json');
}

/** A conversion from some scalars (always possible) and from texts (null where the text does not say such a value). */
function conversion(
  to: Extract<Type, { kind: 'scalar' }>,
  doc: string,
  example: string,
  from: readonly ScalarName[],
  says: (value: string) => boolean,
): FunctionShape {
  const kinds = [...new Set([...from.filter((name) => name !== to.name), 'text'])];
  return {
    signature: to.name === 'uuid' ? 'uuid() or uuid(text)' : `${to.name}(${kinds.join(' | ')})`,
    doc: `${doc} Null where a text says something else.`,
    example,
    nullable: { at: 0, of: isRead },
    result: ([value, ...more], [written]) => {
      if (value === undefined || more.length > 0) return null;
      if (named(value, ...from)) return to;
      if (written?.kind === 'string') return to;
      return isRead(value) ? optional(to) : null;
    },
    refuse: ([written]) => refused(to.name, written, says),
  };
}

function refused(name: ScalarName, written: Syntax | undefined, says: (value: string) => boolean): Complaint | null {
  if (written?.kind !== 'string' || says(written.value)) return null;
  const what = SAID[name] ?? `a value of the type ${name}`;
  return { code: 'EXP4018', at: 0, reason: `"${written.value}" is not ${what}.` };
}

const SAID: Partial<Record<ScalarName, string>> = {
  int: 'a whole number',
  long: 'a whole number',
  decimal: 'a number',
  double: 'a number',
  bool: '`true` or `false`',
  date: 'a day such as 2026-01-31',
  timestamp: 'a moment such as 2026-01-31T08:00:00Z',
  duration: 'a length of time such as PT8H or P30D',
  uuid: 'a uuid',
};

/** Values that have one way to be written. */
function isWritable(type: Type | undefined): boolean {
  const name = type === undefined ? null : scalarName(type);
  return name !== null && !['password', 'bytes', 'file'].includes(name);
}
