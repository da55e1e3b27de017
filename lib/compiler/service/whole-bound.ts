import type { Expr } from '../../spec/expressions/ast.ts';
import type { Plan } from '../plan.ts';
import { plainType } from './types.ts';
import { isLong } from './value-kind.ts';

/** The most items that a list or a text can have in JavaScript. */
const MOST_ITEMS = 2 ** 32;

/** How far a whole number can be from zero, by its type and by what it is computed from. */
export function wholeBound(expr: Expr, plan: Plan): number {
  switch (expr.kind) {
    case 'number':
      return Math.abs(Number(expr.text));
    case 'unary':
      return wholeBound(expr.operand, plan);
    case 'binary':
      return boundOfOperation(expr, plan);
    case 'conditional':
      return Math.max(wholeBound(expr.then, plan), wholeBound(expr.else, plan));
    case 'call':
      return CALLS[expr.name] ?? declaredBound(expr, plan);
    default:
      return declaredBound(expr, plan);
  }
}

const CALLS: Readonly<Record<string, number>> = { size: MOST_ITEMS, yearsBetween: 10_000, daysBetween: 4_000_000 };

function boundOfOperation({ operator, left, right }: Extract<Expr, { kind: 'binary' }>, plan: Plan): number {
  const [a, b] = [wholeBound(left, plan), wholeBound(right, plan)];
  if (operator === '+' || operator === '-') return a + b;
  if (operator === '*') return a * b;
  return operator === '%' ? Math.min(a, b) : a;
}

function declaredBound({ type }: Expr, plan: Plan): number {
  const plain = plainType(type, plan.model);
  const range = plain.kind === 'scalar' && !isLong(type, plan) ? plain.range : null;
  const [min, max] = [range?.min ?? null, range?.max ?? null];
  return min === null || max === null
    ? Number.MAX_SAFE_INTEGER
    : Math.max(Math.abs(Number(min)), Math.abs(Number(max)));
}

/** Whether the result of `+ - *` on whole numbers may be too large to be exact. */
export function mayOverflow(expr: Expr, plan: Plan): boolean {
  return wholeBound(expr, plan) > Number.MAX_SAFE_INTEGER;
}
