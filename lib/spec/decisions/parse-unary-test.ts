import type { Span } from '../../core/text-range.ts';
import { isDecimalText } from '../decimal-text.ts';
import { isNumber, isText, scalarName, UNKNOWN } from '../expressions/static-types.ts';
import type { JsonLiteral, Type, UnaryTest } from '../model.ts';
import { isTimeText, unitsOf } from './units.ts';

/** A cell's test, or why it is none. */
export type UnaryTestReading =
  | { ok: true; test: UnaryTest }
  | { ok: false; reason: string; start: number; end: number };

type Comparison = Extract<UnaryTest, { kind: 'compare' }>['operator'];

/**
 * Reads a DMN unary test (DMN 1.5 §7.3.13): `-`, a value, `< 5`, `[1..5)`, `startsWith("a")`, `a, b`, `not(a)`. `type` is the input's, with names
 * followed; `span` turns offsets in the cell into places in the specification.
 */
export function parseUnaryTest(
  text: string,
  type: Type,
  optional: boolean,
  span: (start: number, end: number) => Span,
): UnaryTestReading {
  const reader: Reader = { text, type, optional, span };
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-') return { ok: true, test: { kind: 'any', span: span(0, text.length) } };
  const negated = /^not\s*\((.*)\)$/s.exec(trimmed);
  if (negated?.[1] === undefined) return readChoice(reader, 0, text.length);
  const inner = text.indexOf('(') + 1;
  const reading = readChoice(reader, inner, text.lastIndexOf(')'));
  return reading.ok ? { ok: true, test: { kind: 'not', test: reading.test, span: span(0, text.length) } } : reading;
}

interface Reader {
  text: string;
  type: Type;
  optional: boolean;
  span: (start: number, end: number) => Span;
}

function readChoice(reader: Reader, start: number, end: number): UnaryTestReading {
  const parts = splitAtCommas(reader.text, start, end);
  const tests: UnaryTest[] = [];
  for (const part of parts) {
    const reading = readOne(reader, part.start, part.end);
    if (!reading.ok) return reading;
    tests.push(reading.test);
  }
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return { ok: true, test: only };
  return { ok: true, test: { kind: 'oneOf', tests, span: reader.span(start, end) } };
}

/** Commas inside quotes belong to a text. */
function splitAtCommas(text: string, from: number, to: number): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let start = from;
  let quoted = false;
  for (let i = from; i <= to; i++) {
    if (text[i] === '"') quoted = !quoted;
    if (i < to && (text[i] !== ',' || quoted)) continue;
    parts.push({ start, end: i });
    start = i + 1;
  }
  return parts;
}

function readOne(reader: Reader, from: number, to: number): UnaryTestReading {
  const raw = reader.text.slice(from, to);
  const text = raw.trim();
  const start = from + (text === '' ? 0 : raw.indexOf(text));
  const end = start + text.length;
  const span = reader.span(start, end);
  const wrong = (reason: string): UnaryTestReading => ({ ok: false, reason, start, end: Math.max(end, start + 1) });
  const interval = /^([[(\]])\s*(.+?)\s*\.\.\s*(.+?)\s*([\])[])$/.exec(text);
  if (interval !== null) return readInterval(reader, interval, span, wrong);
  if (/^starts with\s*\(/.test(text)) return wrong('Write `startsWith("…")`: the input is meant without a `?`.');
  const prefixed = /^startsWith\s*\((.*)\)$/s.exec(text);
  if (prefixed !== null) return readPrefix(reader, (prefixed[1] ?? '').trim(), span, wrong);
  const compared = /^(<=|>=|!=|==|=|<|>)\s*(.*)$/.exec(text);
  const written = compared?.[1] ?? '==';
  const value = readValue(reader, (compared?.[2] ?? text).trim());
  if ('reason' in value) return wrong(value.reason);
  if (written === '!=')
    return {
      ok: true,
      test: { kind: 'not', test: { kind: 'compare', operator: '==', value: value.value, span }, span },
    };
  const operator: Comparison =
    written === '=' || written === '=='
      ? '=='
      : written === '<' || written === '<=' || written === '>'
        ? written
        : '>=';
  if (operator !== '==' && (value.value === null || !isOrdered(reader.type)))
    return wrong('This input has no order; write the value alone.');
  return { ok: true, test: { kind: 'compare', operator, value: value.value, span } };
}

function readInterval(
  reader: Reader,
  match: RegExpExecArray,
  span: Span,
  wrong: (reason: string) => UnaryTestReading,
): UnaryTestReading {
  const [, opening = '[', low = '', high = '', closing = ']'] = match;
  if (!isOrdered(reader.type)) return wrong('This input has no order, so there are no intervals.');
  const [from, to] = [readValue(reader, low), readValue(reader, high)];
  if ('reason' in from) return wrong(from.reason);
  if ('reason' in to) return wrong(to.reason);
  const units = unitsOf(reader.type, [low, high]);
  if (units !== null && units.read(low) > units.read(high))
    return wrong('This interval is empty: its ends are the wrong way round.');
  const lowIncluded = opening === '[';
  const highIncluded = closing === ']';
  const [first, last] = [endText(from.value, low), endText(to.value, high)];
  return { ok: true, test: { kind: 'interval', low: first, lowIncluded, high: last, highIncluded, span } };
}

/** The start of a text. DMN writes `starts with(?, "a")`; a part of another text than the input's has no place here. */
function readPrefix(
  reader: Reader,
  text: string,
  span: Span,
  wrong: (reason: string) => UnaryTestReading,
): UnaryTestReading {
  if (reader.type.kind === 'enum') return wrong('This input is one of a list; write the values that are meant.');
  if (reader.type !== UNKNOWN && !isText(reader.type)) return wrong('Only texts have a start to be compared.');
  const value = text === '' || text === 'null' ? { value: '' } : readValue(reader, text);
  if ('reason' in value) return wrong(value.reason);
  if (typeof value.value !== 'string' || value.value === '')
    return wrong('Write the start of the text: `startsWith("AB")`.');
  return { ok: true, test: { kind: 'startsWith', prefix: value.value, span } };
}

/** An end of an interval as it is compared: moments are said in UTC. */
function endText(value: JsonLiteral, written: string): string {
  return typeof value === 'string' ? value : written;
}

const TIMES: readonly string[] = ['date', 'timestamp', 'duration'];

function isOrdered(type: Type): boolean {
  return type === UNKNOWN || isNumber(type) || TIMES.includes(scalarName(type) ?? '');
}

function readValue(reader: Reader, text: string): { value: JsonLiteral } | { reason: string } {
  const { type } = reader;
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(text)?.[1]?.replace(/\\(.)/g, '$1');
  if (text === '') return { reason: 'A value is missing here.' };
  if (text.startsWith('"') && quoted === undefined) return { reason: 'The quote is not closed.' };
  if (text === 'null') return reader.optional ? { value: null } : { reason: 'This input is never missing.' };
  if (type === UNKNOWN) return { value: quoted ?? text };
  if (isNumber(type))
    return isDecimalText(text) ? { value: { number: text } } : { reason: `\`${short(text)}\` is no number.` };
  if (type.kind === 'enum') {
    const value = quoted ?? text;
    return type.values.includes(value)
      ? { value }
      : { reason: `\`${short(value)}\` is not one of ${type.values.slice(0, 8).join(', ')}.` };
  }
  const name = scalarName(type);
  if (name === 'bool')
    return text === 'true' || text === 'false' ? { value: text === 'true' } : { reason: 'Write true or false.' };
  if (name !== null && TIMES.includes(name)) return readTime(name, quoted ?? text);
  if (name !== null && name !== 'json' && name !== 'bytes' && name !== 'file' && name !== 'base64')
    return { value: quoted ?? text };
  return { reason: 'Values of this type cannot be tested in a table; test a part of it.' };
}

/** Moments are said in UTC with three digits, so that equal ones are equal texts. */
function readTime(name: string, text: string): { value: JsonLiteral } | { reason: string } {
  if (!isTimeText(name, text)) return { reason: TIME_FORMS[name] ?? 'This is no time.' };
  return { value: name === 'timestamp' ? new Date(Date.parse(text)).toISOString() : text };
}

const TIME_FORMS: Readonly<Record<string, string>> = {
  date: 'A date is written as 2026-01-31.',
  timestamp: 'A moment is written as 2026-01-31T12:00:00Z.',
  duration: 'A length of time is written as PT8H.',
};

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
