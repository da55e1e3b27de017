import type { Span } from '../../core/text-range.ts';
import { compareDecimals } from '../decimal-text.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import type { Expr } from './ast.ts';
import { checkBinary } from './check-binary.ts';
import { checkCall } from './check-call.ts';
import { checkIndex, checkMember } from './check-member.ts';
import { checkEnumName, checkName } from './check-name.ts';
import { checkMapLiteral } from './map-literal.ts';
import { presentWhen } from './presence.ts';
import { type Scope, withPresent } from './scope.ts';
import {
  BOOL,
  DECIMAL,
  INT,
  isNumber,
  NULL,
  open,
  STRING,
  sayType,
  scalarName,
  UNKNOWN,
  unify,
  widerNumber,
} from './static-types.ts';
import type { Syntax } from './syntax.ts';

/** What checking one expression needs besides its scope. */
export interface ExpressionCheck {
  reporter: Reporter;
  /** The expression's text, for messages. */
  text: string;
  /** Where a stretch of the expression stands in the specification. */
  span: (start: number, end: number) => Span;
  /** Every typed node, for hover and completion; null where nobody asks. */
  onNode: ((expr: Expr) => void) | null;
  /** Told what can be seen where a value is missing, for completion. */
  onMissing?: ((scope: Scope) => void) | undefined;
}

/** Gives every node of an expression its type, and reports all that does not fit. Depth is bounded by the parser. */
export function checkExpression(check: ExpressionCheck, scope: Scope, syntax: Syntax): Expr {
  const expr = checkNode(check, scope, syntax);
  check.onNode?.(expr);
  return expr;
}

function checkNode(check: ExpressionCheck, scope: Scope, syntax: Syntax): Expr {
  const span = check.span(syntax.start, syntax.end);
  const again = (node: Syntax, within = scope): Expr => checkExpression(check, within, node);
  switch (syntax.kind) {
    case 'missing':
      check.onMissing?.(scope);
      return { kind: 'null', span, type: UNKNOWN };
    case 'null':
      return { kind: 'null', span, type: NULL };
    case 'bool':
      return { kind: 'bool', value: syntax.value, span, type: BOOL };
    case 'string':
      return { kind: 'string', value: syntax.value, span, type: STRING };
    case 'number':
      return { kind: 'number', text: syntax.text, span, type: numberType(syntax.text) };
    case 'name':
      return checkName(check, scope, syntax, span);
    case 'list':
      return checkList(
        check,
        scope,
        syntax.items.map((item) => again(item)),
        span,
      );
    case 'map':
      return checkMapLiteral(
        check,
        scope,
        syntax.entries.map(({ key, value }) => ({ key: again(key), value: again(value) })),
        span,
      );
    case 'member':
      return checkMember(check, scope, syntax, span);
    case 'index':
      return checkIndex(check, scope, syntax, span);
    case 'call':
      return checkCall(check, scope, syntax, span);
    case 'unary': {
      const operand = again(syntax.operand);
      const type = checkUnary(check, scope, syntax.operator, operand);
      return { kind: 'unary', operator: syntax.operator, operand, span, type };
    }
    case 'binary':
      return checkChain(check, scope, syntax);
    case 'conditional': {
      const test = again(syntax.test);
      expectCondition(check, scope, test);
      const then = again(syntax.then, withPresent(scope, presentWhen(syntax.test, true)));
      const other = again(syntax.else, withPresent(scope, presentWhen(syntax.test, false)));
      return { kind: 'conditional', test, then, else: other, span, type: choiceType(check, scope, then, other, span) };
    }
  }
}

type BinarySyntax = Extract<Syntax, { kind: 'binary' }>;

/**
 * An operator, with those of its kind to its left: `a && b && c` is read from left to right, and what was tested is known for
 * what comes after. In a loop, so that a long chain takes time for each part once.
 */
function checkChain(check: ExpressionCheck, scope: Scope, syntax: BinarySyntax): Expr {
  const { operator } = syntax;
  const joins = operator === '&&' || operator === '||';
  const chain: BinarySyntax[] = [syntax];
  let first = syntax.left;
  while (joins && first.kind === 'binary' && first.operator === operator) {
    chain.push(first);
    first = first.left;
  }
  let left = checkExpression(check, scope, first);
  let before = first;
  let here = scope;
  for (const link of chain.reverse()) {
    if (joins) here = withPresent(here, presentWhen(before, operator === '&&'));
    const values = operator === 'in' ? checkEnumName(scope, link.right, spanOf(check, link.right)) : null;
    const right = values ?? checkExpression(check, here, link.right);
    left = checkBinary(check, scope, link, left, right, spanOf(check, link));
    if (link !== syntax) check.onNode?.(left);
    before = link.right;
  }
  return left;
}

function spanOf(check: ExpressionCheck, syntax: Syntax): Span {
  return check.span(syntax.start, syntax.end);
}

/** Reports an expression that is not true or false. A value that may be missing is none either. */
export function expectCondition(check: ExpressionCheck, scope: Scope, expr: Expr): void {
  const { type, optional } = open(scope.table, expr.type);
  if (expr.type === UNKNOWN || type === UNKNOWN) return;
  if (scalarName(type) !== 'bool') check.reporter.report('EXP4009', expr.span, { found: sayType(expr.type) });
  else if (optional) reportMissing(check, expr);
}

/** Reports that a value may be missing. */
export function reportMissing(check: ExpressionCheck, expr: Expr): void {
  check.reporter.report('EXP4005', expr.span, { text: sourceOf(check, expr) });
}

function sourceOf(check: ExpressionCheck, expr: Expr): string {
  const first = check.span(0, 0).start;
  // Exact where the expression stands unescaped in the text, which is nearly always.
  return check.text.slice(expr.span.start - first, expr.span.end - first) || check.text;
}

/** Whole numbers are int, or long beyond 32 bits; with a point they are decimals of that scale. */
function numberType(text: string): Type {
  if (text.includes('.')) return scalar('decimal', { scale: text.length - text.indexOf('.') - 1 });
  const size = text.replace('-', '');
  if (compareDecimals(size, '2147483647') <= 0) return INT;
  return compareDecimals(size, '9007199254740991') <= 0 ? scalar('long') : DECIMAL;
}

function checkList(check: ExpressionCheck, scope: Scope, items: readonly Expr[], span: Span): Expr {
  let of: Type | null = null;
  for (const item of items) {
    const next: Type | null = of === null ? item.type : unify(scope.table, of, item.type);
    if (next === null && of !== null)
      check.reporter.report('TYP3008', item.span, { expected: capital(sayType(of)), found: sayType(item.type) });
    of = next ?? of;
  }
  return { kind: 'list', items, span, type: { kind: 'list', of: of ?? UNKNOWN, length: null } };
}

function checkUnary(check: ExpressionCheck, scope: Scope, operator: '!' | '-', operand: Expr): Type {
  if (operator === '!') {
    expectCondition(check, scope, operand);
    return BOOL;
  }
  const { type, optional } = open(scope.table, operand.type);
  if (type === UNKNOWN) return UNKNOWN;
  if (!isNumber(type)) {
    check.reporter.report('EXP4004', operand.span, { operator, left: sayType(operand.type), right: null });
    return UNKNOWN;
  }
  if (optional) reportMissing(check, operand);
  // The range is that of the operand, not of its opposite.
  return widerNumber(type, type);
}

function choiceType(check: ExpressionCheck, scope: Scope, then: Expr, other: Expr, span: Span): Type {
  const literal = (expr: Expr): string | null => (expr.kind === 'string' ? expr.value : null);
  const [one, two] = [literal(then), literal(other)];
  // `x ? "a" : "b"` is the enumeration of both, so that it fits where one is declared.
  if (one !== null && two !== null) return enumOrText([one, two]);
  const otherOf = (expr: Expr): Type => open(scope.table, expr.type).type;
  if (one !== null && otherOf(other).kind === 'enum')
    return withValue(otherOf(other), one, open(scope.table, other.type).optional);
  if (two !== null && otherOf(then).kind === 'enum')
    return withValue(otherOf(then), two, open(scope.table, then.type).optional);
  const type = unify(scope.table, then.type, other.type);
  if (type !== null) return type;
  check.reporter.report('EXP4004', span, { operator: '? :', left: sayType(then.type), right: sayType(other.type) });
  return UNKNOWN;
}

function withValue(type: Type, value: string, optional: boolean): Type {
  const all: Type =
    type.kind === 'enum'
      ? { kind: 'enum', values: type.values.includes(value) ? type.values : [...type.values, value] }
      : type;
  return optional ? { kind: 'optional', of: all } : all;
}

function enumOrText(values: readonly string[]): Type {
  return values.every((value) => /^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,62}$/.test(value))
    ? { kind: 'enum', values: [...new Set(values)] }
    : STRING;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
