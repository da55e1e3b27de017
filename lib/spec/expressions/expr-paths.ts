import type { Expr, NameScope } from './ast.ts';
import { exprParts } from './expr-parts.ts';

/**
 * What an expression reads from outside of itself: the longest paths of fields, such as `input.customer.age`, each with what its
 * first name stands for. Variables of the expression's own comprehensions are left out.
 */
export function exprPaths(expr: Expr): ReadonlyMap<string, NameScope> {
  const found = new Map<string, NameScope>();
  collect(expr, new Set(), found);
  return found;
}

function collect(expr: Expr, own: ReadonlySet<string>, found: Map<string, NameScope>): void {
  const path = pathFrom(expr);
  if (path !== null) {
    if (path.scope !== 'local' || !own.has(path.first)) found.set(path.text, path.scope);
    return;
  }
  if (expr.kind === 'comprehension') {
    collect(expr.over, own, found);
    collect(expr.body, new Set([...own, expr.variable]), found);
    return;
  }
  for (const part of exprParts(expr)) collect(part, own, found);
}

function pathFrom(expr: Expr): { text: string; first: string; scope: NameScope } | null {
  const names: string[] = [];
  let at = expr;
  while (at.kind === 'member') {
    names.push(at.name);
    at = at.of;
  }
  if (at.kind !== 'name') return null;
  return { text: [at.name, ...names.reverse()].join('.'), first: at.name, scope: at.scope };
}
