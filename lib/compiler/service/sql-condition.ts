import type { Expr } from '../../spec/expressions/ast.ts';
import type { EntityPlan } from '../plan.ts';
import type { Doc } from '../text/doc.ts';
import { sqlName } from '../text/quote.ts';
import { expression, notCompiled, type Scope } from './expression.ts';
import { isOptional, plainType } from './types.ts';

/** A condition that the database checks: its text, and what stands for `$1`, `$2` … */
export interface Condition {
  sql: string;
  values: Doc[];
}

/** Compiles `where`: what says something of the row runs in SQL, everything else is computed before and passed as a value. */
export function condition(expr: Expr, entity: EntityPlan, scope: Scope, values: Doc[] = []): Condition {
  return { sql: sqlOf(expr, { entity, scope, values }).text, values };
}

interface Place {
  entity: EntityPlan;
  scope: Scope;
  values: Doc[];
}

interface Sql {
  text: string;
  level: number;
}

const OR = 1;
const AND = 2;
const NOT = 3;
const RELATION = 4;
const ATOM = 5;

function sqlOf(expr: Expr, place: Place): Sql {
  if (!mentionsRow(expr)) return parameter(expr, place);
  switch (expr.kind) {
    case 'name':
      return { text: column(expr.name, place), level: ATOM };
    case 'member':
      if (expr.of.kind === 'name' && expr.of.scope === 'row' && expr.of.name === 'row') {
        return { text: column(expr.name, place), level: ATOM };
      }
      return notCompiled('Following a reference inside `where`');
    case 'unary':
      if (expr.operator === '!') return { text: `NOT ${within(NOT, expr.operand, place)}`, level: NOT };
      return notCompiled('Arithmetic inside `where`');
    case 'has':
      return { text: `${within(ATOM, expr.of, place)} IS NOT NULL`, level: RELATION };
    case 'binary':
      return binary(expr, place);
    default:
      return notCompiled('This kind of condition inside `where`');
  }
}

function binary({ operator, left, right }: Extract<Expr, { kind: 'binary' }>, place: Place): Sql {
  const infix = (sign: string, level: number): Sql => ({
    text: `${within(level, left, place)} ${sign} ${within(level + 1, right, place)}`,
    level,
  });
  switch (operator) {
    case '&&':
      return infix('AND', AND);
    case '||':
      return infix('OR', OR);
    case '==':
    case '!=':
      return equality(operator === '==', left, right, place);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return infix(isText(left, place) ? `COLLATE "C" ${operator}` : operator, RELATION);
    case 'in':
      return { text: `${within(ATOM, left, place)} = ANY (${within(0, right, place)})`, level: RELATION };
    default:
      return notCompiled('Arithmetic inside `where`');
  }
}

function equality(equal: boolean, left: Expr, right: Expr, place: Place): Sql {
  const [side, other] = left.kind === 'null' ? [right, left] : [left, right];
  if (other.kind === 'null') {
    return { text: `${within(ATOM, side, place)} IS ${equal ? '' : 'NOT '}NULL`, level: RELATION };
  }
  const nullable = [left, right].some(({ type }) => isOptional(type, place.scope.plan.model));
  const sign = nullable ? (equal ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM') : equal ? '=' : '<>';
  return { text: `${within(ATOM, left, place)} ${sign} ${within(ATOM, right, place)}`, level: RELATION };
}

function isText({ type }: Expr, { scope }: Place): boolean {
  const plain = plainType(type, scope.plan.model);
  return plain.kind === 'enum' || (plain.kind === 'scalar' && plain.name === 'string');
}

function within(level: number, expr: Expr, place: Place): string {
  const { text, level: own } = sqlOf(expr, place);
  return own < level ? `(${text})` : text;
}

function parameter(expr: Expr, { scope, values }: Place): Sql {
  values.push(expression(expr, { ...scope, row: null }));
  return { text: `$${values.length}`, level: ATOM };
}

function column(name: string, { entity }: Place): string {
  return sqlName(columnOf(entity, name));
}

/** The column of a field: its own name. */
export function columnOf({ entity }: EntityPlan, name: string): string {
  return entity.fields.find((field) => field.name === name)?.name ?? name;
}

function mentionsRow(expr: Expr): boolean {
  if (expr.kind === 'name') return expr.scope === 'row';
  return parts(expr).some(mentionsRow);
}

function parts(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'list':
      return expr.items;
    case 'map':
      return expr.entries.flatMap(({ key, value }) => [key, value]);
    case 'member':
    case 'has':
      return [expr.of];
    case 'index':
      return [expr.of, expr.index];
    case 'call':
      return expr.args;
    case 'comprehension':
      return [expr.over, expr.body];
    case 'unary':
      return [expr.operand];
    case 'binary':
      return [expr.left, expr.right];
    case 'conditional':
      return [expr.test, expr.then, expr.else];
    default:
      return [];
  }
}
