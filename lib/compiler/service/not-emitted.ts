import type { Expr } from '../../spec/expressions/ast.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { expression, NotCompiled } from './expression.ts';
import { newModule } from './module.ts';
import { condition, rowValue } from './sql-condition.ts';

/**
 * Why an expression cannot be generated yet, as the subject of a sentence ("`lower` on a field of a row inside `where`"); null
 * if it can. `rows` is the entity whose rows a condition or a computed field is about, null for everything that runs in a
 * step. `isValue`: the database alone computes it. Asks the emitters themselves, so that it never says anything else than what
 * they do.
 */
export function notEmitted(expr: Expr, plan: Plan, rows: EntityPlan | null, isValue = false): string | null {
  const module = { ...newModule(plan), before: [] };
  try {
    if (rows === null) expression(expr, module);
    else if (isValue) rowValue(expr, rows, module);
    else condition(expr, rows, module);
    return null;
  } catch (failure) {
    if (failure instanceof NotCompiled) return failure.what;
    throw failure;
  }
}
