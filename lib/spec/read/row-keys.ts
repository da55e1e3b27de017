import type { Expr } from '../expressions/ast.ts';
import { touchesRow } from '../expressions/expr-parts.ts';
import type { Entity } from '../model.ts';

/** Whether a condition fixes the key, a unique field or a unique set of an entity, so that at most one row can match. */
export function fixesOneRow(entity: Entity, where: Expr): boolean {
  const fixed = fixedFields(where);
  const single = entity.fields.some((field) => (field.key || field.unique) && fixed.has(field.name));
  return single || entity.uniques.some((set) => set.every((field) => fixed.has(field)));
}

/** The fields that the condition makes equal to something outside of the row. */
function fixedFields(expr: Expr): ReadonlySet<string> {
  if (expr.kind !== 'binary') return new Set();
  if (expr.operator === '&&') return new Set([...fixedFields(expr.left), ...fixedFields(expr.right)]);
  if (expr.operator !== '==') return new Set();
  const [left, right] = [expr.left, expr.right];
  if (left.kind === 'name' && left.scope === 'row' && !touchesRow(right)) return new Set([left.name]);
  if (right.kind === 'name' && right.scope === 'row' && !touchesRow(left)) return new Set([right.name]);
  return new Set();
}
