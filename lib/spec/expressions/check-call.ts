import type { Span } from '../../core/text-range.ts';
import type { Type } from '../model.ts';
import { resolve } from '../read/type-table.ts';
import type { Expr } from './ast.ts';
import { checkComprehension } from './check-comprehension.ts';
import { checkExpression, type ExpressionCheck, reportMissing } from './check-expression.ts';
import { narrowed } from './check-member.ts';
import { suggestedFixes } from './check-name.ts';
import type { FunctionShape } from './functions/function-shape.ts';
import { FUNCTIONS, METHODS, methodNamed } from './functions.ts';
import { asMap } from './map-literal.ts';
import { pathOf } from './presence.ts';
import type { Scope } from './scope.ts';
import { BOOL, open, UNKNOWN } from './static-types.ts';
import type { Syntax } from './syntax.ts';

type CallSyntax = Extract<Syntax, { kind: 'call' }>;

/** Types a call: `has(x)`, a function with a variable such as `list.exists(v, …)`, or a function of the table. */
export function checkCall(check: ExpressionCheck, scope: Scope, syntax: CallSyntax, span: Span): Expr {
  if (syntax.name === 'has') return checkHas(check, scope, syntax, span);
  const method = methodNamed(syntax.name);
  if (method !== null) return checkComprehension(check, scope, method, syntax, span);
  const args = syntax.args.map((arg) => asMap(scope, checkExpression(check, scope, arg)));
  const type = functionType(check, scope, syntax, args);
  return narrowed(scope, pathOf(syntax), { kind: 'call', name: syntax.name, args, span, type });
}

/** `has(x)` is `x != null`, for everything that may be missing. */
function checkHas(check: ExpressionCheck, scope: Scope, syntax: CallSyntax, span: Span): Expr {
  const [arg, more] = syntax.args;
  if (arg === undefined || more !== undefined || !TESTED.includes(arg.kind)) {
    check.reporter.report('EXP4008', span, { name: '`has`', expected: 'has(input.name)' });
    return { kind: 'bool', value: true, span, type: BOOL };
  }
  return { kind: 'has', of: checkExpression(check, scope, arg), span, type: BOOL };
}

const TESTED: readonly Syntax['kind'][] = ['name', 'member', 'index', 'call'];

function functionType(check: ExpressionCheck, scope: Scope, syntax: CallSyntax, args: readonly Expr[]): Type {
  const nameSpan = check.span(syntax.nameStart, syntax.nameStart + syntax.name.length);
  const shape = Object.hasOwn(FUNCTIONS, syntax.name) ? FUNCTIONS[syntax.name] : undefined;
  if (shape === undefined) {
    const suggestion = check.reporter.suggest(syntax.name, [...Object.keys(FUNCTIONS), 'has', ...Object.keys(METHODS)]);
    check.reporter.report('EXP4007', nameSpan, { name: syntax.name, suggestion }, suggestedFixes(suggestion, nameSpan));
    return UNKNOWN;
  }
  if (syntax.name === 'sequence' && scope.isDefault !== true) check.reporter.report('EXP4019', nameSpan, {});
  if (syntax.name === 'report' && scope.reports !== true) check.reporter.report('EXP4022', nameSpan, {});
  const opened = args.map((arg) => open(scope.table, arg.type));
  const mayMiss = (at: number, type: Type): boolean => shape.nullable?.at === at && shape.nullable.of(type);
  if (opened.some(({ type }, at) => type === UNKNOWN && !(args[at]?.kind === 'null' && mayMiss(at, type))))
    return UNKNOWN;
  const result = shape.result(
    opened.map(({ type }) => type),
    syntax.args,
    (type) => (type === UNKNOWN ? type : resolve(scope.table, type)),
  );
  if (result === null) {
    const span = check.span(syntax.start, syntax.end);
    check.reporter.report('EXP4008', span, { name: `\`${syntax.name}\``, expected: shape.signature });
    return UNKNOWN;
  }
  refuseLiteral(check, shape, syntax);
  for (const [i, arg] of args.entries()) {
    const { type, optional } = opened[i] ?? { type: UNKNOWN, optional: false };
    if (optional && !mayMiss(i, type)) reportMissing(check, arg);
  }
  return result;
}

/** A literal that the function cannot take is known while typing. */
function refuseLiteral(check: ExpressionCheck, shape: FunctionShape, syntax: CallSyntax): void {
  const complaint = shape.refuse?.(syntax.args) ?? null;
  const at = complaint === null ? undefined : syntax.args[complaint.at];
  if (complaint === null || at === undefined) return;
  check.reporter.report(complaint.code, check.span(at.start, at.end), { reason: complaint.reason });
}
