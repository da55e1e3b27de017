import type { Expr } from '../../spec/expressions/ast.ts';
import { type Doc, print } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { expression, helped, notCompiled } from './expression.ts';
import { sqlOf, within } from './sql-condition.ts';
import { hashColumn } from './sql-fields.ts';
import { FOLDING } from './sql-functions.ts';
import {
  ATOM,
  atomic,
  needsDatabase,
  type Place,
  PRODUCT,
  parameter,
  RELATION,
  type Sql,
  SUM,
  typedParameter,
} from './sql-place.ts';
import { among, isSource } from './sql-rows.ts';
import { commonKind, isNumeric, itemTypeOf, kindOfValue, mayBeMissing, type ValueKind } from './value-kind.ts';

type Binary = Extract<Expr, { kind: 'binary' }>;

/** Null equals null only. */
export function equality({ operator, left, right }: Binary, place: Place): Sql {
  const equal = operator === '==';
  const [side, other] = left.kind === 'null' ? [right, left] : [left, right];
  if (other.kind === 'null')
    return {
      text: `${within(ATOM, side, { ...place, unopened: true })} IS ${equal ? '' : 'NOT '}NULL`,
      level: RELATION,
    };
  const byHash = hashEquality(left, right, equal, place) ?? hashEquality(right, left, equal, place);
  if (byHash !== null) return byHash;
  const { plan } = place.scope;
  // What is any JSON may be null as well.
  const nullable = [left, right].some(({ type }) => mayBeMissing(type, plan) || kindOfValue(type, plan) === 'json');
  const sign = nullable ? (equal ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM') : equal ? '=' : '<>';
  const [a, b] = compared(left, right, place);
  return { text: `${a} ${sign} ${b}`, level: RELATION };
}

/** A field of which only the hash can be looked at, and a value that does not come from the database. */
function hashEquality(field: Expr, value: Expr, equal: boolean, place: Place): Sql | null {
  const hash = hashColumn(field, place);
  if (hash === null) return null;
  if (needsDatabase(value, place)) return notCompiled('Comparing encrypted fields with each other inside `where`');
  place.scope.needs.add('hashField');
  place.values.push(['hashField(', quote(hash.name), ', ', expression(value, { ...place.scope, row: null }), ')']);
  const nullable = [field, value].some(({ type }) => mayBeMissing(type, place.scope.plan));
  const sign = nullable ? (equal ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM') : equal ? '=' : '<>';
  return { text: `${hash.column} ${sign} $${place.values.length}`, level: RELATION };
}

/** Texts by code point: the collation `C` of a UTF-8 database orders by bytes, which is the same. */
export function ordering({ operator, left, right }: Binary, place: Place): Sql {
  const kinds = [left, right].map(({ type }) => kindOfValue(type, place.scope.plan));
  if (kinds.includes('json')) return notCompiled('The order of any JSON inside `where`');
  const isText = kinds.some((kind) => kind === 'text' || kind === 'enum');
  const [a, b] = compared(left, right, place);
  // Two collations that are said would not agree.
  const other = isText && b.includes(FOLDING) ? `${b} COLLATE "C"` : b;
  return { text: `${a} ${isText ? `COLLATE "C" ${operator}` : operator} ${other}`, level: RELATION };
}

/** Both sides, in types that PostgreSQL compares as the language does. */
function compared(left: Expr, right: Expr, place: Place): [string, string] {
  const { plan } = place.scope;
  const [a, b] = [kindOfValue(left.type, plan), kindOfValue(right.type, plan)];
  if (a === 'duration' || b === 'duration') return [secondsOf(left, place), secondsOf(right, place)];
  return [side(left, a, b, place), side(right, b, a, place)];
}

function side(expr: Expr, own: ValueKind, other: ValueKind, place: Place): string {
  if (!needsDatabase(expr, place)) {
    if (other !== 'json' || own === 'json') return parameter(expr, place, castOf(own, other)).text;
    return `to_jsonb(${parameter(expr, place, own === 'bool' ? '::boolean' : '::text').text})`;
  }
  const text = within(ATOM, expr, place);
  return own === 'uuid' && (other === 'text' || other === 'enum') ? `${text}::text` : text;
}

/** A value is taken for what the other side is; where it is not, its own type is said. */
function castOf(own: ValueKind, other: ValueKind): string {
  if (own === other) return '';
  return isNumeric(own) && isNumeric(other) ? (NUMBERS[own] ?? '') : '';
}

const NUMBERS: Partial<Record<ValueKind, string>> = {
  whole: '::bigint',
  exact: '::numeric',
  double: '::double precision',
};

/** The seconds of a length of time. */
function secondsOf(expr: Expr, place: Place): string {
  if (!needsDatabase(expr, place)) return lengthParameter(expr, 1000, place);
  const { plan } = place.scope;
  const isDifference =
    expr.kind === 'binary' && expr.operator === '-' && kindOfValue(expr.left.type, plan) === 'timestamp';
  if (!isDifference) return storedSeconds(expr, place);
  const [until, from] = [expr.left, expr.right].map((moment) => momentOf(moment, place));
  return `EXTRACT(EPOCH FROM ${until} - ${from})`;
}

/** A length of time is stored as its text; PostgreSQL reads those of RFC 3339 (weeks, days, hours, minutes, seconds), without a sign. */
function storedSeconds(expr: Expr, place: Place): string {
  const isSum = expr.kind === 'binary' && (expr.operator === '+' || expr.operator === '-');
  if (isSum) return `(${secondsOf(expr.left, place)} ${expr.operator} ${secondsOf(expr.right, place)})`;
  if (expr.kind !== 'name' && expr.kind !== 'member')
    return notCompiled('Arithmetic with stored lengths of time inside `where`');
  const text = within(ATOM, expr, place);
  const sign = `CASE WHEN starts_with(${text}, '-') THEN -1 ELSE 1 END`;
  return `(EXTRACT(EPOCH FROM ltrim(${text}, '+-')::interval) * ${sign})`;
}

function momentOf(expr: Expr, place: Place): string {
  return needsDatabase(expr, place) ? within(ATOM, expr, place) : parameter(expr, place, '::timestamptz').text;
}

/** A length of time that is computed before, in seconds or days. */
function lengthParameter(expr: Expr, unit: number, place: Place): string {
  const value: Doc = [
    helped('lengthOf', [expr], { ...place.scope, row: null }).text,
    ` / ${unit.toLocaleString('en-US').replaceAll(',', '_')}`,
  ];
  place.values.push(value);
  return `$${place.values.length}::double precision`;
}

/** `in` a list of the row, in rows of an entity, or in a list that is computed before. */
export function membership({ left, right }: Binary, place: Place): Sql {
  const { plan } = place.scope;
  const isMap = kindOfValue(right.type, plan) === 'map';
  if (needsDatabase(right, place)) {
    if (isMap) return atomic(`COALESCE(jsonb_exists(${within(0, right, place)}, ${textOf(left, place)}), false)`);
    if (!isSource(right, place)) return notCompiled('Looking into this kind of list inside `where`');
    return among(left, right, place);
  }
  if (isMap)
    return atomic(`COALESCE(jsonb_exists(${typedParameter(right, place).text}, ${textOf(left, place)}), false)`);
  const hash = hashColumn(left, place);
  if (hash !== null) {
    place.scope.needs.add('hashField');
    const values = expression(right, { ...place.scope, row: null });
    const list: Doc = /^[\w.]+$/.test(print(values)) ? values : ['(', values, ')'];
    place.values.push([list, '.map((one) => hashField(', quote(hash.name), ', one))']);
    return atomic(`COALESCE(${hash.column} = ANY ($${place.values.length}::text[]), false)`);
  }
  const item = kindOfValue(itemTypeOf(right.type, plan) ?? left.type, plan);
  // An id is compared with texts as a text: not every text is an id.
  const asText = kindOfValue(left.type, plan) === 'uuid' && item !== 'uuid';
  const value = within(ATOM, left, place);
  const list = parameter(right, place, asText ? '::text[]' : '').text;
  const test = `${value}${asText ? '::text' : ''} = ANY (${list})`;
  return mayBeMissing(left.type, plan) ? atomic(`COALESCE(${test}, false)`) : { text: test, level: RELATION };
}

function textOf(expr: Expr, place: Place): string {
  return needsDatabase(expr, place) ? `${within(ATOM, expr, place)}::text` : parameter(expr, place, '::text').text;
}

/** Sums are exact: whole numbers are computed as numerics, which do not overflow. */
export function arithmetic(expr: Binary, place: Place): Sql {
  const { operator, left, right } = expr;
  const { plan } = place.scope;
  const [a, b] = [kindOfValue(left.type, plan), kindOfValue(right.type, plan)];
  if (a === 'text' || b === 'text' || a === 'enum' || a === 'uuid') return joined(left, right, place);
  if (!isNumeric(a)) return moved(expr, a, b, place);
  const kind = commonKind(left.type, right.type, plan);
  const [one, two] = [numberOf(left, kind, place), numberOf(right, kind, place)];
  if (operator === '+' || operator === '-' || operator === '*') {
    const level = operator === '*' ? PRODUCT : SUM;
    return { text: `${held(one, level)} ${operator} ${held(two, level + 1)}`, level };
  }
  if (kind !== 'whole') return notCompiled('Division of decimals inside `where`');
  return atomic(`${operator === '/' ? 'div' : 'mod'}(${one.text}, ${two.text})`);
}

/** A piece of SQL in parentheses where it does not hold at a level. */
export function held({ text, level }: Sql, least: number): string {
  return level < least ? `(${text})` : text;
}

/** A number as one of a kind in which it is computed. */
export function numberOf(expr: Expr, kind: ValueKind, place: Place): Sql {
  const cast = kind === 'double' ? '::double precision' : '::numeric';
  if (expr.kind === 'number')
    return atomic(kind === 'double' || expr.text.startsWith('-') ? `(${expr.text})${cast}` : expr.text);
  if (!needsDatabase(expr, place)) return parameter(expr, place, cast);
  const own = kindOfValue(expr.type, place.scope.plan);
  const written = sqlOf(expr, place);
  return own === kind && own !== 'whole' ? written : atomic(`${held(written, ATOM)}${cast}`);
}

function joined(left: Expr, right: Expr, place: Place): Sql {
  return { text: `${textOf(left, place)} || ${textOf(right, place)}`, level: SUM };
}

/** Moments and days, later or earlier by a length of time that does not come from the row. */
function moved({ operator, left, right }: Binary, a: ValueKind, b: ValueKind, place: Place): Sql {
  const [moment, length] = b === 'duration' ? [left, right] : [right, left];
  const kind = kindOfValue(moment.type, place.scope.plan);
  const stored = needsDatabase(length, place);
  const isMoved = (a === 'duration') !== (b === 'duration') && !(stored && kind === 'date');
  if (!isMoved) return notCompiled('Arithmetic with stored lengths of time inside `where`');
  const start = needsDatabase(moment, place) ? within(SUM, moment, place) : momentOf(moment, place);
  if (kind === 'date')
    return { text: `${start} ${operator} ${lengthParameter(length, 86_400_000, place)}::integer`, level: SUM };
  const seconds = stored ? `${secondsOf(length, place)}::double precision` : lengthParameter(length, 1000, place);
  return { text: `${start} ${operator} make_interval(secs => ${seconds})`, level: SUM };
}
