import type { Expr } from '../../spec/expressions/ast.ts';
import { exprParts } from '../../spec/expressions/expr-parts.ts';
import { variable } from '../names.ts';
import { type Doc, group, indent, line, list } from '../text/doc.ts';
import { awaits } from './awaits.ts';
import { at, expression, type Scope } from './expression.ts';
import { kindOfValue } from './value-kind.ts';
import { atom, LEVEL, type Written } from './written.ts';

const METHODS = { exists: 'some', all: 'every', filter: 'filter', map: 'map' } as const;

/** The same where each item has to be waited for: one after the other, and none that does not matter any more. */
const IN_TURN = {
  exists: 'someInTurn',
  all: 'everyInTurn',
  exists_one: 'oneInTurn',
  filter: 'filterInTurn',
  map: 'mapInTurn',
} as const;

/** `list.exists(v, …)` and its like as array methods; of a map, over its keys. */
export function comprehension(expr: Extract<Expr, { kind: 'comprehension' }>, scope: Scope): Written {
  const waits = awaits(expr.body, scope);
  const inside = { ...scope, closure: true, sync: scope.sync === true || !waits };
  // An object would be read as a block.
  const level = expr.body.kind === 'map' ? LEVEL.atom + 1 : 0;
  const lambda: Lambda = {
    parameters: ['(', reads(expr.body, expr.variable) ? variable(expr.variable) : '', ')'],
    body: at(level, expr.body, inside),
  };
  const isMap = kindOfValue(expr.over.type, scope.plan) === 'map';
  const keys = (): Doc => ['Object.keys(', expression(expr.over, scope), ')'];
  if (waits) {
    const found = inTurn(IN_TURN[expr.method], isMap ? keys() : expression(expr.over, scope), lambda, scope);
    return { text: found, level: LEVEL.conditional };
  }
  const method = expr.method === 'exists_one' ? 'filter' : expr.method;
  const each: Doc = isMap ? keys() : at(LEVEL.atom, expr.over, scope);
  const found: Doc = [each, '.', METHODS[method], '(', lambda.parameters, ' => ', lambda.body, ')'];
  return expr.method === 'exists_one' ? { text: [found, '.length === 1'], level: LEVEL.equality } : atom(found);
}

interface Lambda {
  parameters: Doc;
  body: Doc;
}

function inTurn(name: string, each: Doc, { parameters, body }: Lambda, scope: Scope): Doc {
  scope.needs.add(name);
  return list(`await ${name}(`, [each, group(['async ', parameters, ' =>', indent([line, body])])], ')');
}

/** Whether an expression reads a variable, and not another one of that name further inside. */
function reads(expr: Expr, name: string): boolean {
  if (expr.kind === 'name') return expr.scope === 'local' && expr.name === name;
  if (expr.kind === 'comprehension' && expr.variable === name) return reads(expr.over, name);
  return exprParts(expr).some((part) => reads(part, name));
}
