import type { Entity } from '../model.ts';
import type { Expr } from './ast.ts';
import { someExpr } from './expr-parts.ts';

/** How deep computed fields may be made of others. */
const MAX_DEPTH = 8;

/**
 * Whether a property of an entity's rows looks at the time or at other rows, itself or by a field that is computed: then the
 * database checks it.
 */
export function looksAround(expr: Expr, entity: Entity, depth = 0): boolean {
  return someExpr(expr, (part) => {
    if (part.kind === 'call' && ['now', 'today'].includes(part.name)) return true;
    if (part.kind === 'name' && part.scope === 'entity') return true;
    if (part.kind === 'member' && part.follows !== undefined) return true;
    const computed = entity.fields.find(({ name }) => name === fieldOf(part))?.value ?? null;
    return computed !== null && depth < MAX_DEPTH && looksAround(computed, entity, depth + 1);
  });
}

/** The field of the row that an expression reads. */
function fieldOf(expr: Expr): string | null {
  if (expr.kind === 'name') return expr.scope === 'row' ? expr.name : null;
  const ofRow = expr.kind === 'member' && expr.of.kind === 'name' && expr.of.scope === 'row' && expr.of.name === 'row';
  return ofRow ? expr.name : null;
}
