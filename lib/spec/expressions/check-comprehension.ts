import type { Span } from '../../core/text-range.ts';
import type { Type } from '../model.ts';
import type { Expr, Method } from './ast.ts';
import { checkExpression, type ExpressionCheck, expectCondition, reportMissing } from './check-expression.ts';
import { METHODS } from './functions.ts';
import { asMap } from './map-literal.ts';
import { presentWhen } from './presence.ts';
import { type Scope, withLocal, withPresent } from './scope.ts';
import { BOOL, open, STRING, sayType, UNKNOWN } from './static-types.ts';
import type { Syntax } from './syntax.ts';

type CallSyntax = Extract<Syntax, { kind: 'call' }>;

/**
 * Types `list.exists(v, …)` and the other functions with a variable. `map` with three arguments filters first. What a filter
 * tests is known to be there in the value of that `map`.
 */
export function checkComprehension(
  check: ExpressionCheck,
  scope: Scope,
  method: Method,
  syntax: CallSyntax,
  span: Span,
): Expr {
  const [overSyntax, variable, first, second, more] = syntax.args;
  const filters = method === 'map' && second !== undefined;
  const wrongCount = first === undefined || more !== undefined || (second !== undefined && method !== 'map');
  if (overSyntax === undefined || variable?.kind !== 'name' || wrongCount) {
    check.reporter.report('EXP4008', span, { name: `\`${method}\``, expected: METHODS[method].signature });
    return { kind: 'null', span, type: UNKNOWN };
  }
  const over = asMap(scope, checkExpression(check, scope, overSyntax));
  const { type, optional } = open(scope.table, over.type);
  if (optional && type !== UNKNOWN) reportMissing(check, over);
  const item = itemOf(type);
  if (item === null)
    check.reporter.report('EXP4004', over.span, { operator: `.${method}()`, left: sayType(over.type), right: null });
  const inside = withLocal(scope, variable.name, item ?? UNKNOWN);
  const build = (name: Method, of: Expr, body: Expr): Expr => ({
    kind: 'comprehension',
    method: name,
    over: of,
    variable: variable.name,
    body,
    span,
    type: resultType(name, open(scope.table, of.type).type, body),
  });
  if (!filters) return build(method, over, condition(check, inside, method, first));
  const test = condition(check, inside, 'filter', first);
  const known = withPresent(inside, presentWhen(first, true));
  return build('map', build('filter', over, test), checkExpression(check, known, second));
}

function condition(check: ExpressionCheck, scope: Scope, method: Method, syntax: Syntax): Expr {
  const body = checkExpression(check, scope, syntax);
  if (method !== 'map') expectCondition(check, scope, body);
  return body;
}

/** What the variable stands for: items of a list, keys of a map. Null for what has neither. */
function itemOf(type: Type): Type | null {
  if (type === UNKNOWN) return UNKNOWN;
  if (type.kind === 'map') return STRING;
  return type.kind === 'list' ? type.of : null;
}

function resultType(method: Method, over: Type, body: Expr): Type {
  if (method !== 'map' && method !== 'filter') return BOOL;
  if (over === UNKNOWN && method === 'filter') return UNKNOWN;
  const length = over.kind === 'list' ? over.length : null;
  if (method === 'map') return { kind: 'list', of: body.type, length };
  const most = length?.max ?? null;
  return { kind: 'list', of: itemOf(over) ?? UNKNOWN, length: most === null ? null : { min: null, max: most } };
}
