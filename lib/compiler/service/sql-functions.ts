import type { Expr } from '../../spec/expressions/ast.ts';
import { patternInSql } from '../../spec/expressions/pattern-sql.ts';
import { sqlText } from '../text/quote.ts';
import { notCompiled } from './expression.ts';
import { within } from './sql-condition.ts';
import { jsonPart } from './sql-fields.ts';
import { held, numberOf } from './sql-operators.ts';
import {
  ATOM,
  atomic,
  needsDatabase,
  type Place,
  PRODUCT,
  parameter,
  RELATION,
  type Sql,
  typedParameter,
} from './sql-place.ts';
import { aggregate, isSource, sourceType } from './sql-rows.ts';
import { commonKind, isNumeric, kindOfValue, type ValueKind } from './value-kind.ts';

type Call = Extract<Expr, { kind: 'call' }>;
/** Gets its arguments as they are asked for: what is not asked for is not passed as a value either. */
type Writer = (arg: (at: number) => string, expr: Call, place: Place) => Sql;

/** A function over fields of rows. Only those that PostgreSQL computes exactly as the generated TypeScript does. */
export function sqlCall(expr: Call, place: Place): Sql {
  const [first] = expr.args;
  if (first !== undefined && needsDatabase(first, place) && expr.args.length === 1 && isSource(first, place)) {
    const written = overSource(expr.name, first, place);
    if (written !== null) return written;
  }
  const write = Object.hasOwn(WRITERS, expr.name) ? WRITERS[expr.name] : undefined;
  if (write === undefined) return notCompiled(`\`${expr.name}\` on a field of a row inside \`where\``);
  return write((at) => argument(expr.args[at], place), expr, place);
}

function argument(expr: Expr | undefined, place: Place): string {
  if (expr === undefined) return notCompiled('A function without its arguments inside `where`');
  if (needsDatabase(expr, place)) return within(ATOM, expr, place);
  const cast = CASTS[kindOfValue(expr.type, place.scope.plan)];
  return (cast === undefined ? typedParameter(expr, place) : parameter(expr, place, cast)).text;
}

const CASTS: Partial<Record<ValueKind, string>> = {
  text: '::text',
  enum: '::text',
  uuid: '::text',
  whole: '::numeric',
  exact: '::numeric',
  double: '::double precision',
  date: '::date',
  timestamp: '::timestamptz',
};

/** A value as a text, said once. */
function textual(value: string): string {
  return value.endsWith('::text') ? value : `${value}::text`;
}

/** Of rows and of lists: how many, and their sum, smallest and largest value. */
function overSource(name: string, list: Expr, place: Place): Sql | null {
  const kind = kindOfValue(sourceType(list, place), place.scope.plan);
  if (name === 'size') return aggregate(list, null, place);
  const ordered = isNumeric(kind) || kind === 'date' || kind === 'timestamp';
  if ((name === 'min' || name === 'max') && ordered) return aggregate(list, (value) => `${name}(${value})`, place);
  if (name === 'sum' && (kind === 'whole' || kind === 'exact'))
    return aggregate(list, (value) => `COALESCE(sum(${value}), 0)`, place);
  return null;
}

/**
 * The collation of PostgreSQL 18 that changes case by the whole of Unicode, as JavaScript does; no service is on an older one.
 * The two differ in the few letters that the newer version of Unicode has.
 */
export const FOLDING = '"pg_unicode_fast"';

/** What `trim` takes away in JavaScript (ECMA-262, WhiteSpace and LineTerminator). */
const SPACE = String.raw`E'\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'`;

const WRITERS: Readonly<Record<string, Writer>> = {
  size: (arg, { args: [first] }, { scope }) => {
    const kind = first === undefined ? 'other' : kindOfValue(first.type, scope.plan);
    if (kind === 'map') return atomic(`(SELECT count(*) FROM jsonb_object_keys(${arg(0)}))`);
    if (kind === 'other') return atomic(`octet_length(decode(${arg(0)}, 'base64'))`);
    if (kind !== 'text' && kind !== 'enum' && kind !== 'uuid') return notCompiled('The size of this inside `where`');
    return atomic(`char_length(${textual(arg(0))})`);
  },
  lower: (arg) => atomic(`lower(${textual(arg(0))} COLLATE ${FOLDING})`),
  upper: (arg) => atomic(`upper(${textual(arg(0))} COLLATE ${FOLDING})`),
  trim: (arg) => atomic(`btrim(${arg(0)}, ${SPACE})`),
  contains: (arg) => ({ text: `strpos(${textual(arg(0))}, ${textual(arg(1))}) > 0`, level: RELATION }),
  startsWith: (arg) => atomic(`starts_with(${textual(arg(0))}, ${textual(arg(1))})`),
  endsWith: (arg) => {
    const end = textual(arg(1));
    return { text: `right(${textual(arg(0))}, char_length(${end})) = ${end}`, level: RELATION };
  },
  replace: (arg, { args }) => {
    if (args[1]?.kind !== 'string' || args[1].value === '')
      return notCompiled('`replace` of a computed part inside `where`');
    return atomic(`replace(${textual(arg(0))}, ${arg(1)}, ${arg(2)})`);
  },
  matches: (arg, { args }) => {
    const pattern = args[1]?.kind === 'string' ? patternInSql(args[1].value) : null;
    if (pattern === null) return notCompiled('`matches` with this pattern inside `where`');
    return { text: `${textual(arg(0))} ~ ${sqlText(pattern)}`, level: RELATION };
  },
  join: (arg, { args: [list, separator] }, place) => {
    if (list === undefined || !needsDatabase(list, place) || kindOfValue(list.type, place.scope.plan) !== 'list')
      return notCompiled('`join` of this list inside `where`');
    const by = separator === undefined ? "''" : textual(arg(1));
    return atomic(
      `COALESCE((SELECT string_agg(part, ${by} ORDER BY at) FROM jsonb_array_elements_text(${arg(0)}) WITH ORDINALITY AS parts(part, at)), '')`,
    );
  },
  first: (_arg, expr, place) => itemAt(expr, '0', place),
  last: (_arg, expr, place) => itemAt(expr, '-1', place),
  abs: (arg) => atomic(`abs(${arg(0)})`),
  min: (arg, expr, place) => extreme('LEAST', arg, expr, place),
  max: (arg, expr, place) => extreme('GREATEST', arg, expr, place),
  round: rounded,
  string: (arg, { args: [first] }, { scope }) => {
    const kind = first === undefined ? 'other' : kindOfValue(first.type, scope.plan);
    if (kind === 'date') return atomic(`to_char(${arg(0)}, 'YYYY-MM-DD')`);
    if (kind === 'timestamp') return atomic(`to_char(${arg(0)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
    // A stored decimal has the digits of its column; one that is computed may have others.
    const isStored = kind === 'exact' && (first?.kind === 'name' || first?.kind === 'member');
    if (!isStored && !['text', 'enum', 'uuid', 'whole', 'bool', 'duration'].includes(kind))
      return notCompiled('`string` of this inside `where`');
    return atomic(textual(arg(0)));
  },
  date: (arg, { args: [first] }, { scope }) => {
    const kind = first === undefined ? 'other' : kindOfValue(first.type, scope.plan);
    if (kind === 'date') return atomic(arg(0));
    if (kind !== 'timestamp') return notCompiled('`date` of this inside `where`');
    return atomic(`(${arg(0)} AT TIME ZONE 'UTC')::date`);
  },
  timestamp: (arg, { args: [first] }, { scope }) => {
    const kind = first === undefined ? 'other' : kindOfValue(first.type, scope.plan);
    if (kind === 'timestamp') return atomic(arg(0));
    if (kind !== 'date') return notCompiled('`timestamp` of this inside `where`');
    return atomic(`(${arg(0)}::timestamp AT TIME ZONE 'UTC')`);
  },
  double: (arg, { args: [first] }, { scope }) =>
    first !== undefined && isNumeric(kindOfValue(first.type, scope.plan))
      ? atomic(`${arg(0)}::double precision`)
      : notCompiled('`double` of this inside `where`'),
  daysBetween: (arg) => atomic(`(${arg(1)} - ${arg(0)})`),
  yearsBetween: (arg) => {
    const [from, until] = [arg(0), arg(1)];
    return atomic(`CASE WHEN ${until} < ${from} THEN - ${years(until, from)} ELSE ${years(from, until)} END`);
  },
  addDays: (arg, expr, place) => moved('days', arg, expr, place),
  addMonths: (arg, expr, place) => moved('months', arg, expr, place),
  addYears: (arg, expr, place) => moved('years', arg, expr, place),
  int: whole,
  long: whole,
  decimal: (arg, { args: [first] }, { scope }) =>
    first !== undefined && ['whole', 'exact'].includes(kindOfValue(first.type, scope.plan))
      ? atomic(`${arg(0)}::numeric`)
      : notCompiled('`decimal` of this inside `where`'),
};

/** Whole years from one day to a later one: one less before the anniversary. */
function years(from: string, until: string): string {
  const year = (day: string): string => `EXTRACT(YEAR FROM ${day})`;
  const inYear = (day: string): string => `to_char(${day}, 'MMDD')`;
  return `(${year(until)} - ${year(from)} - (${inYear(until)} < ${inYear(from)})::integer)::integer`;
}

/** A day or a moment moved by the calendar; moments by that of UTC, whatever the zone of the connection is. */
function moved(unit: string, arg: (at: number) => string, { args: [from] }: Call, { scope }: Place): Sql {
  const kind = from === undefined ? 'other' : kindOfValue(from.type, scope.plan);
  const [start, length] = [arg(0), `make_interval(${unit} => (${arg(1)})::integer)`];
  if (kind === 'date') return atomic(`(${start} + ${length})::date`);
  return atomic(`((${start} AT TIME ZONE 'UTC' + ${length}) AT TIME ZONE 'UTC')`);
}

/** The first or last item of a list that a row holds; null where it is empty. */
function itemAt({ name, args: [list], type }: Call, at: string, place: Place): Sql {
  const isKnown = list?.kind === 'name' || list?.kind === 'member';
  if (list === undefined || !isKnown || kindOfValue(list.type, place.scope.plan) !== 'list')
    return notCompiled(`\`${name}\` of this list inside \`where\``);
  return jsonPart(within(ATOM, list, place), at, type, place);
}

function whole(arg: (at: number) => string, { name, args: [first] }: Call, { scope }: Place): Sql {
  const kind = first === undefined ? 'other' : kindOfValue(first.type, scope.plan);
  return kind === 'whole' || kind === 'exact'
    ? atomic(`trunc(${arg(0)})`)
    : notCompiled(`\`${name}\` of this inside \`where\``);
}

function extreme(sql: string, arg: (at: number) => string, { args }: Call, { scope }: Place): Sql {
  const kinds = args.map(({ type }) => kindOfValue(type, scope.plan));
  if (args.length < 2 || kinds.includes('duration'))
    return notCompiled('The smallest or largest of this inside `where`');
  return atomic(`${sql}(${args.map((_, at) => arg(at)).join(', ')})`);
}

/** PostgreSQL rounds numerics half away from zero, and cuts off; its other modes need no digits. */
function rounded(arg: (at: number) => string, { args: [first, digits, mode] }: Call, place: Place): Sql {
  const { scope } = place;
  const kind = first === undefined ? 'other' : kindOfValue(first.type, scope.plan);
  const named = mode?.kind === 'string' ? mode.value : 'half_up';
  const places = digits?.kind === 'number' ? digits.text : '0';
  if (kind !== 'exact' && kind !== 'whole') return notCompiled('Rounding a double inside `where`');
  const exact = (first === undefined ? null : quotient(first, place)) ?? arg(0);
  if (named === 'half_up') return atomic(`round(${exact}::numeric, ${places})`);
  if (named === 'down') return atomic(`trunc(${exact}::numeric, ${places})`);
  const towards = named === 'ceiling' ? 'ceil' : named === 'floor' ? 'floor' : null;
  if (towards !== null && /^[0-9]$/.test(places)) {
    const [large, small] = [`1${'0'.repeat(Number(places))}`, `0.${'0'.repeat(Number(places) - 1 || 0)}1`];
    if (places === '0') return atomic(`${towards}(${exact}::numeric)`);
    return atomic(`(${towards}(${exact}::numeric * ${large}) * ${small})`);
  }
  const away = named === 'up' ? (part: string) => `${part} > 0` : named === 'half_even' ? halfEven : null;
  if (away === null || !/^[0-9]$/.test(places)) return notCompiled(`Rounding \`${named}\` inside \`where\``);
  const value = `(${exact}::numeric * 1${'0'.repeat(Number(places))})`;
  const rounded = `(trunc(${value}) + sign(${value}) * (${away(`abs(${value} - trunc(${value}))`, value)})::integer)`;
  return atomic(places === '0' ? rounded : `(${rounded} * 0.${'0'.repeat(Number(places) - 1)}1)`);
}

/** Digits behind the point with which a quotient is computed that is rounded afterwards: more than the language keeps. */
const QUOTIENT = `1.${'0'.repeat(40)}`;

/** A quotient of decimals that is rounded to few digits anyway; null for everything else. */
function quotient(expr: Expr, place: Place): string | null {
  const isExact =
    expr.kind === 'binary' &&
    expr.operator === '/' &&
    commonKind(expr.left.type, expr.right.type, place.scope.plan) === 'exact';
  if (!isExact) return null;
  const [left, right] = [expr.left, expr.right].map((side) => held(numberOf(side, 'exact', place), PRODUCT + 1));
  return `(${left} * ${QUOTIENT} / ${right})`;
}

/** Whether a half goes away from zero: only where what stands before it is odd. */
function halfEven(part: string, value: string): string {
  return `${part} > 0.5 OR (${part} = 0.5 AND mod(trunc(${value}), 2) <> 0)`;
}
