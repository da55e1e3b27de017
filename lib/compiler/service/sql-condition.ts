import { unreachable } from '../../core/assert.ts';
import type { Expr } from '../../spec/expressions/ast.ts';
import { someExpr } from '../../spec/expressions/expr-parts.ts';
import type { EntityPlan } from '../plan.ts';
import type { Doc } from '../text/doc.ts';
import { NotCompiled, notCompiled, type Scope } from './expression.ts';
import { attempted, chosenRows } from './sql-chosen.ts';
import { fieldOf, followed } from './sql-fields.ts';
import { sqlCall } from './sql-functions.ts';
import { arithmetic, equality, membership, ordering } from './sql-operators.ts';
import {
  AND,
  ATOM,
  atomic,
  NOT,
  needsDatabase,
  OR,
  type Place,
  parameter,
  placeOf,
  RELATION,
  type Sql,
  typedParameter,
} from './sql-place.ts';
import { comprehension } from './sql-rows.ts';
import { kindOfValue } from './value-kind.ts';

/** A condition that the database checks: its text, and what stands for `$1`, `$2` … */
export interface Condition {
  sql: string;
  values: Doc[];
}

/** Compiles `where`: what says something of the row runs in SQL, everything else is computed before and passed as a value. */
export function condition(expr: Expr, entity: EntityPlan, scope: Scope, values: Doc[] = []): Condition {
  const place = { ...placeOf(expr, entity, scope, values), chooses: partsOf(expr, '&&') };
  return { sql: sqlOf(expr, place).text, values };
}

/** A value that is computed from each row, as for a computed field; in the same way as a condition. */
export function rowValue(expr: Expr, entity: EntityPlan, scope: Scope, values: Doc[] = []): Condition {
  return { sql: sqlOf(expr, { ...placeOf(expr, entity, scope, values), depth: 1 }).text, values };
}

/** An expression as SQL. */
export function sqlOf(expr: Expr, place: Place): Sql {
  if (!needsDatabase(expr, place)) return parameter(expr, place);
  if (place.chooses === undefined || kindOfValue(expr.type, place.scope.plan) !== 'bool') return plainly(expr, place);
  let reason: NotCompiled | null = null;
  const plain = attempted(place, () => {
    try {
      return plainly(expr, place);
    } catch (failure) {
      if (failure instanceof NotCompiled) reason = failure;
      throw failure;
    }
  });
  const found = plain ?? chosenRows(expr, place);
  if (found === null) throw reason;
  return found;
}

function plainly(expr: Expr, place: Place): Sql {
  switch (expr.kind) {
    case 'name':
    case 'member':
    case 'index':
      return expr.kind === 'member' && expr.follows !== undefined
        ? followed(expr, expr.follows, place)
        : fieldOf(expr, place);
    case 'has':
      return { text: `${within(ATOM, expr.of, { ...place, unopened: true })} IS NOT NULL`, level: RELATION };
    case 'unary':
      if (expr.operator === '-') return atomic(`(- ${within(ATOM, expr.operand, place)})`);
      return { text: `NOT ${within(NOT, expr.operand, place)}`, level: NOT };
    case 'binary':
      return binary(expr, place);
    case 'conditional':
      return choice(expr, place);
    case 'call':
      return sqlCall(expr, place);
    case 'comprehension':
      return comprehension(expr, place);
    case 'list':
      return atomic(`jsonb_build_array(${expr.items.map((item) => listItem(item, place)).join(', ')})`);
    case 'map':
      return notCompiled('A map of fields inside `where`');
    case 'null':
    case 'bool':
    case 'string':
    case 'number':
      return parameter(expr, place);
    default:
      return unreachable(expr);
  }
}

/** An item of a list that is made of fields. */
function listItem(expr: Expr, place: Place): string {
  return needsDatabase(expr, place) ? within(0, expr, place) : typedParameter(expr, place).text;
}

/** An expression in a place that holds at `level`. */
export function within(level: number, expr: Expr, place: Place): string {
  const { text, level: own } = sqlOf(expr, place);
  return own < level ? `(${text})` : text;
}

function binary(expr: Extract<Expr, { kind: 'binary' }>, place: Place): Sql {
  switch (expr.operator) {
    case '&&':
    case '||':
      return chain(expr, expr.operator, place);
    case '==':
    case '!=':
      return equality(expr, place);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordering(expr, place);
    case 'in':
      return membership(expr, place);
    default:
      return arithmetic(expr, place);
  }
}

/** `a && b && c`: what was tested before without touching the row is known for the values that come after. */
function chain(expr: Expr, operator: '&&' | '||', place: Place): Sql {
  const level = operator === '&&' ? AND : OR;
  const sign = operator === '&&' ? ' AND ' : ' OR ';
  let here = place;
  let done = '';
  for (const part of partsOf(expr, operator)) {
    const text = within(done === '' ? level : level + 1, part, here);
    if (done === '') done = text;
    else if (!mayFail(part)) done = `${done}${sign}${text}`;
    // PostgreSQL may compute either side first; only CASE keeps an error away that the left side rules out.
    else
      done =
        operator === '&&'
          ? `CASE WHEN ${done} THEN ${text} ELSE false END`
          : `CASE WHEN ${done} THEN true ELSE ${text} END`;
    if (!needsDatabase(part, here))
      here = { ...here, guards: [...here.guards, { test: part, holds: operator === '&&' }] };
  }
  return { text: done, level };
}

/** Whether PostgreSQL may fail to compute a part: a division whose divisor may be zero. */
function mayFail(expr: Expr): boolean {
  return someExpr(
    expr,
    (part) =>
      part.kind === 'binary' && (part.operator === '/' || part.operator === '%') && part.right.kind !== 'number',
  );
}

function partsOf(expr: Expr, operator: '&&' | '||'): Expr[] {
  if (expr.kind !== 'binary' || expr.operator !== operator) return [expr];
  return [...partsOf(expr.left, operator), expr.right];
}

function choice({ test, then, else: other, type }: Extract<Expr, { kind: 'conditional' }>, place: Place): Sql {
  const knowing = (holds: boolean): Place =>
    needsDatabase(test, place) ? place : { ...place, guards: [...place.guards, { test, holds }] };
  const branch = (part: Expr, here: Place): string =>
    needsDatabase(part, here) ? within(0, part, here) : typedParameter(part, here, type).text;
  const [one, two] = [branch(then, knowing(true)), branch(other, knowing(false))];
  return atomic(`CASE WHEN ${within(0, test, place)} THEN ${one} ELSE ${two} END`);
}
