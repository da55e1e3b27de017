import type { Expr } from './ast.ts';

/** The parts that an expression is made of, in the order in which they are written. */
export function exprParts(expr: Expr): readonly Expr[] {
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

/** Whether something holds for the expression or for any part of it. */
export function someExpr(expr: Expr, holds: (part: Expr) => boolean): boolean {
  return holds(expr) || exprParts(expr).some((part) => someExpr(part, holds));
}

/** Whether a part of an expression reads a field of the row, or asks for rows of an entity: then only the database can answer. */
export function touchesRow(expr: Expr): boolean {
  return someExpr(expr, (part) => part.kind === 'name' && (part.scope === 'row' || part.scope === 'entity'));
}
