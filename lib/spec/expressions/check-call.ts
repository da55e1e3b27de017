import type { Span } from '../../core/text-range.ts';
import type { Type } from '../model.ts';
import type { Expr } from './ast.ts';
import { checkExpression, type ExpressionCheck, expectCondition, reportMissing } from './check-expression.ts';
import { FUNCTIONS, LATER_FUNCTIONS } from './functions.ts';
import { presentWhen } from './presence.ts';
import { type Scope, withPresent } from './scope.ts';
import { BOOL, open, sayType, UNKNOWN } from './static-types.ts';
import type { Syntax } from './syntax.ts';

type CallSyntax = Extract<Syntax, { kind: 'call' }>;
type Method = Extract<Expr, { kind: 'comprehension' }>['method'];

const METHODS: readonly Method[] = ['exists', 'all', 'filter', 'map', 'exists_one'];

/** Types a call: `has(x)`, a method with a variable such as `list.exists(v, …)`, or a function of the table. */
export function checkCall(check: ExpressionCheck, scope: Scope, syntax: CallSyntax, span: Span): Expr {
  if (syntax.name === 'has') return checkHas(check, scope, syntax, span);
  const method = METHODS.find((name) => name === syntax.name);
  if (method !== undefined && syntax.method) return checkComprehension(check, scope, method, syntax, span);
  const args = syntax.args.map((arg) => checkExpression(check, scope, arg));
  return { kind: 'call', name: syntax.name, args, span, type: functionType(check, scope, syntax, args) };
}

function checkHas(check: ExpressionCheck, scope: Scope, syntax: CallSyntax, span: Span): Expr {
  const [arg, more] = syntax.args;
  if (arg === undefined || more !== undefined || (arg.kind !== 'name' && arg.kind !== 'member')) {
    check.reporter.report('EXP4008', span, { name: '`has`', expected: 'has(input.name)' });
    return { kind: 'bool', value: true, span, type: BOOL };
  }
  return { kind: 'has', of: checkExpression(check, scope, arg), span, type: BOOL };
}

function checkComprehension(
  check: ExpressionCheck,
  scope: Scope,
  method: Method,
  syntax: CallSyntax,
  span: Span,
): Expr {
  const [overSyntax, variableSyntax, bodySyntax, more] = syntax.args;
  if (overSyntax === undefined || variableSyntax?.kind !== 'name' || bodySyntax === undefined || more !== undefined) {
    const expected = `list.${method}(item, ${method === 'map' ? 'item.name' : 'item > 0'})`;
    check.reporter.report('EXP4008', span, { name: `\`${method}\``, expected });
    return { kind: 'bool', value: true, span, type: UNKNOWN };
  }
  const over = checkExpression(check, scope, overSyntax);
  const { type, optional } = open(scope.table, over.type);
  if (optional && type !== UNKNOWN) reportMissing(check, over);
  const isList = type.kind === 'list';
  if (!isList && type !== UNKNOWN) {
    check.reporter.report('EXP4004', over.span, { operator: `.${method}()`, left: sayType(over.type), right: null });
  }
  const variable = variableSyntax.name;
  const locals = new Map(scope.locals).set(variable, isList ? type.of : UNKNOWN);
  // A name that is hidden by the variable is another value: what was known about it does not count inside.
  const present = new Set([...scope.present].filter((path) => path !== variable && !path.startsWith(`${variable}.`)));
  const body = checkExpression(check, { ...scope, locals, present }, bodySyntax);
  if (method !== 'map') expectCondition(check, scope, body);
  const result = comprehensionType(method, type, body);
  return { kind: 'comprehension', method, over, variable, body, span, type: result };
}

function comprehensionType(method: Method, over: Type, body: Expr): Type {
  if (method === 'map') return { kind: 'list', of: body.type, length: null };
  return method === 'filter' ? (over.kind === 'list' ? { ...over, length: null } : UNKNOWN) : BOOL;
}

function functionType(check: ExpressionCheck, scope: Scope, syntax: CallSyntax, args: readonly Expr[]): Type {
  const nameSpan = check.span(syntax.nameStart, syntax.nameStart + syntax.name.length);
  const shape = Object.hasOwn(FUNCTIONS, syntax.name) ? FUNCTIONS[syntax.name] : undefined;
  if (shape === undefined) {
    reportUnknown(check, syntax.name, nameSpan);
    return UNKNOWN;
  }
  if (shape.later === true) {
    check.reporter.report('SPC2004', nameSpan, { what: `The function \`${syntax.name}\`` });
    return UNKNOWN;
  }
  const opened = args.map((arg) => open(scope.table, arg.type));
  if (opened.some(({ type }) => type === UNKNOWN)) return UNKNOWN;
  const result = shape.result(
    opened.map(({ type }) => type),
    syntax.args,
    scope.table,
  );
  if (result === null) {
    check.reporter.report('EXP4008', check.span(syntax.start, syntax.end), {
      name: `\`${syntax.name}\``,
      expected: shape.signature,
    });
    return UNKNOWN;
  }
  for (const [i, arg] of args.entries()) if (opened[i]?.optional === true) reportMissing(check, arg);
  return result;
}

function reportUnknown(check: ExpressionCheck, name: string, span: Span): void {
  if (LATER_FUNCTIONS.includes(name)) {
    check.reporter.report('SPC2004', span, { what: `The function \`${name}\`` });
    return;
  }
  const suggestion = check.reporter.suggest(name, [...Object.keys(FUNCTIONS), 'has', ...METHODS]);
  const fixes = suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span, text: suggestion }] }];
  check.reporter.report('EXP4007', span, { name, suggestion }, fixes);
}

/** Whether a part of an expression reads a field of the row. */
export function touchesRow(expr: Expr): boolean {
  switch (expr.kind) {
    case 'name':
      return expr.scope === 'row';
    case 'member':
    case 'has':
      return touchesRow(expr.of);
    case 'index':
      return touchesRow(expr.of) || touchesRow(expr.index);
    case 'call':
      return expr.args.some(touchesRow);
    case 'list':
      return expr.items.some(touchesRow);
    case 'map':
      return expr.entries.some(({ key, value }) => touchesRow(key) || touchesRow(value));
    case 'unary':
      return touchesRow(expr.operand);
    case 'binary':
      return touchesRow(expr.left) || touchesRow(expr.right);
    case 'conditional':
      return touchesRow(expr.test) || touchesRow(expr.then) || touchesRow(expr.else);
    case 'comprehension':
      return touchesRow(expr.over) || touchesRow(expr.body);
    default:
      return false;
  }
}

/** What is known to be there after a condition held; used by `when` and `guard`. */
export function scopeWhere(scope: Scope, condition: Syntax): Scope {
  return withPresent(scope, presentWhen(condition, true));
}
