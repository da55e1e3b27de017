import type { Expr } from '../../spec/expressions/ast.ts';
import type { Type } from '../../spec/model.ts';
import { scalar } from '../../spec/scalar-type.ts';
import { quote, sqlName } from '../text/quote.ts';
import { notCompiled } from './expression.ts';
import { sqlOf, within } from './sql-condition.ts';
import { jsonItem } from './sql-fields.ts';
import {
  AND,
  ATOM,
  atomic,
  columnOf,
  type Item,
  NOT,
  needsDatabase,
  type Place,
  plannedEntity,
  RELATION,
  type Sql,
  typedParameter,
} from './sql-place.ts';
import { itemTypeOf, kindOfValue } from './value-kind.ts';

type Comprehension = Extract<Expr, { kind: 'comprehension' }>;

/** Rows or items that a subquery goes over. */
interface Source {
  from: string;
  tests: readonly string[];
  item: Item;
}

/** `Entity.exists(v, …)` and its like as subqueries. */
export function comprehension(expr: Comprehension, place: Place): Sql {
  const { method } = expr;
  if (method === 'filter' || method === 'map') return notCompiled(`The list that \`${method}\` gives inside \`where\``);
  const source = sourceOf(expr.over, expr.variable, place);
  const inside = binding(expr.variable, source.item, place);
  const test = sqlOf(expr.body, inside);
  if (method === 'all') {
    const fails = `(${test.text}) IS NOT TRUE`;
    return { text: `NOT EXISTS (${selected('1', source, [fails])})`, level: NOT };
  }
  const holds = test.level < AND ? `(${test.text})` : test.text;
  if (method === 'exists') return atomic(`EXISTS (${selected('1', source, [holds])})`);
  return { text: `(${selected('count(*)', source, [holds])}) = 1`, level: RELATION };
}

/** Whether an expression is a list that a subquery can go over. */
export function isSource(expr: Expr, place: Place): boolean {
  if (expr.kind === 'comprehension') return expr.method === 'filter' || expr.method === 'map';
  return (expr.kind === 'name' && expr.scope === 'entity') || kindOfValue(expr.type, place.scope.plan) === 'list';
}

/** `size`, `sum`, `min` and `max` of rows or items: `what` is written over the value of each, or over nothing for how many. */
export function aggregate(expr: Expr, what: ((value: string) => string) | null, place: Place): Sql {
  const source = sourceOf(expr, null, place);
  if (what === null) return atomic(`(${selected('count(*)', source, [])})`);
  if (source.item.kind !== 'value') return notCompiled('A sum of whole rows inside `where`');
  return atomic(`(${selected(what(source.item.sql().text), source, [])})`);
}

/** Whether a value is among rows' values or items. */
export function among(value: Expr, expr: Expr, place: Place): Sql {
  const source = sourceOf(expr, null, place);
  if (source.item.kind !== 'value') return notCompiled('Looking for a whole row inside `where`');
  const [items, own] = [source.item.type, value.type].map((type) => kindOfValue(type, place.scope.plan));
  if ((items === 'json') !== (own === 'json'))
    return notCompiled('Looking for any JSON among values, or the other way round, inside `where`');
  const test = `${source.item.sql().text} IS NOT DISTINCT FROM ${within(ATOM, value, { ...place, qualified: true })}`;
  return atomic(`EXISTS (${selected('1', source, [test])})`);
}

function selected(what: string, { from, tests }: Source, more: readonly string[]): string {
  const all = [...tests, ...more];
  return `SELECT ${what} FROM ${from}${all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`}`;
}

function sourceOf(expr: Expr, wanted: string | null, place: Place): Source {
  if (expr.kind === 'name' && expr.scope === 'entity') return rowsOf(expr.name, wanted, place);
  if (expr.kind === 'comprehension') return narrowerSource(expr, wanted, place);
  const { plan } = place.scope;
  const type = itemTypeOf(expr.type, plan);
  if (type === null) return keysOf(expr, wanted, place);
  if (expr.kind === 'list' && expr.items.length === 0) return notCompiled('An empty list inside `where`');
  const alias = sqlName(place.aliases.take(wanted ?? 'item'));
  const items = needsDatabase(expr, place)
    ? within(0, expr, { ...place, qualified: true })
    : typedParameter(expr, place).text;
  const from = `jsonb_array_elements(${items}) AS ${alias}(value)`;
  return { from, tests: [], item: { kind: 'value', sql: () => jsonItem(`${alias}.value`, type, place), type } };
}

/** The keys of a map. */
function keysOf(expr: Expr, wanted: string | null, place: Place): Source {
  const alias = sqlName(place.aliases.take(wanted ?? 'item'));
  const map = needsDatabase(expr, place)
    ? within(0, expr, { ...place, qualified: true })
    : typedParameter(expr, place).text;
  const from = `jsonb_object_keys(${map}) AS ${alias}(value)`;
  return { from, tests: [], item: { kind: 'value', sql: () => atomic(`${alias}.value`), type: scalar('string') } };
}

function narrowerSource(expr: Comprehension, wanted: string | null, place: Place): Source {
  const source = sourceOf(expr.over, wanted ?? expr.variable, place);
  const inside = binding(expr.variable, source.item, place);
  const body = (): Sql =>
    needsDatabase(expr.body, inside) ? sqlOf(expr.body, inside) : typedParameter(expr.body, inside);
  if (expr.method === 'filter') {
    const { text, level } = body();
    return { ...source, tests: [...source.tests, level < AND ? `(${text})` : text] };
  }
  if (expr.method === 'map') return { ...source, item: { kind: 'value', sql: body, type: expr.body.type } };
  return notCompiled('A truth value as a list inside `where`');
}

function rowsOf(entity: string, wanted: string | null, place: Place): Source {
  const planned = plannedEntity(entity, place.scope);
  const alias = place.aliases.take(wanted ?? planned.table);
  const item = { kind: 'row', planned, alias } as const;
  const from = alias === planned.table ? sqlName(alias) : `${sqlName(planned.table)} AS ${sqlName(alias)}`;
  return { from, tests: visible(item, { ...place, qualified: true }), item };
}

function binding(variable: string, item: Item, place: Place): Place {
  return { ...place, qualified: true, locals: new Map(place.locals).set(variable, item) };
}

/**
 * What the caller may see of an entity's rows: the own ones, unless a role lifts that. A computed field says the same of a row
 * whoever asks: whether an appointment is taken does not depend on whose it is.
 */
export function visible(row: Extract<Item, { kind: 'row' }>, place: Place): string[] {
  const { owner, visibleTo } = row.planned.entity;
  if (owner === null || place.depth > 0 || place.scope.everyRow === true) return [];
  place.scope.needs.add('caller');
  const { values } = place;
  values.push('caller.id');
  const mine = `${columnOf(owner, row, place).text} = $${values.length}`;
  if (visibleTo.length === 0) return [mine];
  values.push(`caller.roles.some((role) => [${visibleTo.map(quote).join(', ')}].includes(role))`);
  return [`(${mine} OR $${values.length}::boolean)`];
}

/** The type of what a source gives for each row or item. */
export function sourceType(expr: Expr, place: Place): Type {
  return itemTypeOf(expr.type, place.scope.plan) ?? expr.type;
}
