import type { Expr } from '../../spec/expressions/ast.ts';
import { exprParts } from '../../spec/expressions/expr-parts.ts';
import { variable } from '../names.ts';
import type { Doc } from '../text/doc.ts';
import { at, expression, type Scope } from './expression.ts';
import { kindOfValue } from './value-kind.ts';
import { atom, LEVEL, type Written } from './written.ts';

const METHODS = { exists: 'some', all: 'every', filter: 'filter', map: 'map' } as const;

/** `list.exists(v, …)` and its like as array methods; of a map, over its keys. */
export function comprehension(expr: Extract<Expr, { kind: 'comprehension' }>, scope: Scope): Written {
  const inside = { ...scope, closure: true };
  // An object would be read as a block.
  const level = expr.body.kind === 'map' ? LEVEL.atom + 1 : 0;
  const lambda: Doc = [
    '(',
    reads(expr.body, expr.variable) ? variable(expr.variable) : '',
    ') => ',
    at(level, expr.body, inside),
  ];
  const isMap = kindOfValue(expr.over.type, scope.plan) === 'map';
  const over: Doc = isMap ? ['Object.keys(', expression(expr.over, scope), ')'] : at(LEVEL.atom, expr.over, scope);
  if (expr.method !== 'exists_one') return atom([over, '.', METHODS[expr.method], '(', lambda, ')']);
  return { text: [over, '.filter(', lambda, ').length === 1'], level: LEVEL.equality };
}

/** Whether an expression reads a variable, and not another one of that name further inside. */
function reads(expr: Expr, name: string): boolean {
  if (expr.kind === 'name') return expr.scope === 'local' && expr.name === name;
  if (expr.kind === 'comprehension' && expr.variable === name) return reads(expr.over, name);
  return exprParts(expr).some((part) => reads(part, name));
}
