import type { Expr } from '../../spec/expressions/ast.ts';
import type { Type } from '../../spec/model.ts';
import { isBytes } from '../files-plan.ts';
import type { EntityPlan } from '../plan.ts';
import { sqlName, sqlText } from '../text/quote.ts';
import { isEncrypted } from './encrypted.ts';
import { notCompiled } from './expression.ts';
import { isFile } from './file-fields.ts';
import { isHashed, lookups } from './hashed.ts';
import { sqlOf, within } from './sql-condition.ts';
import {
  ATOM,
  atomic,
  columnOf,
  type Item,
  inBase64,
  needsDatabase,
  type Place,
  plannedEntity,
  type Sql,
  typedParameter,
} from './sql-place.ts';
import { visible } from './sql-rows.ts';
import { plainType } from './types.ts';
import { kindOfValue, type ValueKind } from './value-kind.ts';

/** How deep computed fields may be made of others. */
const MAX_DEPTH = 8;

/** A field of the row, of another row that a variable stands for, or a part of a structure that a column holds. */
export function fieldOf(expr: Expr, place: Place): Sql {
  if (expr.kind === 'name') {
    if (expr.scope === 'row') return rowField(expr.name, place.row, place);
    const item = place.locals.get(expr.name);
    if (item?.kind === 'value') return item.sql();
    return notCompiled('A whole row as a value inside `where`');
  }
  if (expr.kind === 'index') return part(expr.of, expr.index, expr.type, place);
  if (expr.kind !== 'member') return notCompiled('This kind of field inside `where`');
  const { of } = expr;
  if (expr.name === 'bytes' && isFile(of.type, place.scope.plan.model))
    return notCompiled('What a file holds inside `where`');
  const item = of.kind === 'name' && of.scope === 'local' ? place.locals.get(of.name) : undefined;
  if (item?.kind === 'row') return rowField(expr.name, item, place);
  return part(of, { kind: 'string', value: expr.name, span: expr.span, type: expr.type }, expr.type, place);
}

function rowField(name: string, row: Extract<Item, { kind: 'row' }>, place: Place): Sql {
  const field = row.planned.entity.fields.find((candidate) => candidate.name === name);
  const sealed = field !== undefined && (isEncrypted(field, place.scope.plan) || isHashed(field, place.scope.plan));
  if (sealed && place.unopened !== true)
    return notCompiled(`The encrypted or hashed field ${name} inside \`where\` or behind a reference`);
  if (field !== undefined && isBytes(field.type, place.scope.plan.model))
    return atomic(inBase64(columnOf(name, row, place).text));
  if (field === undefined || field.value === null) return columnOf(name, row, place);
  if (place.depth >= MAX_DEPTH) return notCompiled(`The computed field ${name}, which is made of too many others,`);
  const inside = { ...place, row, qualified: true, locals: new Map(), depth: place.depth + 1 };
  return atomic(`(${sqlOf(field.value, inside).text})`);
}

/** A field of the row that is found by the hash of its value: the name that makes the hash, and its column. */
export function hashColumn(expr: Expr, place: Place): { name: string; column: string } | null {
  if (expr.kind !== 'name' || expr.scope !== 'row') return null;
  const { planned } = place.row;
  const { plan } = place.scope;
  const field = planned.entity.fields.find(({ name }) => name === expr.name);
  if (field === undefined) return null;
  const lookup = lookups(planned, plan).find((one) => one.field === field);
  const column = lookup?.column ?? (isHashed(field, plan) ? field.name : null);
  if (column === null) return null;
  return { name: `${planned.table}.${field.name}`, column: columnOf(column, place.row, place).text };
}

/** A member or an item of a structure in a jsonb column. */
function part(of: Expr, key: Expr, type: Type, place: Place): Sql {
  const { plan } = place.scope;
  const owner = needsDatabase(of, place) ? within(ATOM, of, place) : typedParameter(of, place).text;
  const isList = kindOfValue(of.type, plan) === 'list';
  if (isList && !(key.kind === 'number' && /^\d{1,9}$/.test(key.text))) {
    // Of a list that is made on the spot nobody knows what its items are.
    if (of.kind !== 'name' && of.kind !== 'member') return notCompiled('An item at a computed place inside `where`');
    const counted = needsDatabase(key, place) ? within(ATOM, key, place) : typedParameter(key, place).text;
    // PostgreSQL would count from the end.
    return jsonPart(
      owner,
      `(CASE WHEN ${counted} BETWEEN 0 AND 2147483647 THEN (${counted})::integer END)`,
      type,
      place,
    );
  }
  const at =
    key.kind === 'number' ? key.text : key.kind === 'string' ? sqlText(key.value) : `${within(ATOM, key, place)}::text`;
  return jsonPart(owner, at, type, place);
}

/** A member or an item of a structure, by its name or place as SQL says it. */
export function jsonPart(owner: string, at: string, type: Type, place: Place): Sql {
  const kind = kindOfValue(type, place.scope.plan);
  if (STRUCTURES.includes(kind) || isObject(type, place)) return atomic(`NULLIF(${owner} -> ${at}, 'null'::jsonb)`);
  return atomic(`(${owner} ->> ${at})${CASTS[kind] ?? ''}`);
}

/** The value that a whole jsonb item is. */
export function jsonItem(item: string, type: Type, place: Place): Sql {
  const kind = kindOfValue(type, place.scope.plan);
  if (STRUCTURES.includes(kind) || isObject(type, place)) return atomic(item);
  return atomic(`(${item} #>> '{}')${CASTS[kind] ?? ''}`);
}

const STRUCTURES: readonly ValueKind[] = ['json', 'list', 'map'];

function isObject(type: Type, { scope }: Place): boolean {
  return ['object', 'entity', 'oneOf'].includes(plainType(type, scope.plan.model).kind);
}

const CASTS: Partial<Record<ValueKind, string>> = {
  whole: '::numeric',
  exact: '::numeric',
  double: '::double precision',
  bool: '::boolean',
  date: '::date',
  timestamp: '::timestamptz',
  uuid: '::uuid',
};

/** A field of the row that a reference leads to; null where the caller may not see that row. */
export function followed(expr: Extract<Expr, { kind: 'member' }>, entity: string, place: Place): Sql {
  const planned = plannedEntity(entity, place.scope);
  const row = { kind: 'row', planned, alias: place.aliases.take(planned.table) } as const;
  const inside = { ...place, qualified: true };
  const target = rowField(expr.name, row, inside).text;
  const key = columnOf(keyOf(planned), row, inside).text;
  // The whole way is one query: a step in between is not read on its own.
  const { of } = expr;
  const isWay = of.kind === 'member' && of.follows !== undefined;
  const from = isWay ? followed(of, of.follows ?? '', place).text : within(ATOM, of, place);
  const tests = [`${key} = ${from}`, ...visible(row, inside)];
  const table = row.alias === planned.table ? '' : ` AS ${sqlName(row.alias)}`;
  return atomic(`(SELECT ${target} FROM ${sqlName(planned.table)}${table} WHERE ${tests.join(' AND ')})`);
}

function keyOf({ entity }: EntityPlan): string {
  return entity.fields.find(({ key }) => key)?.name ?? notCompiled(`A reference to ${entity.name}, which has no key,`);
}
