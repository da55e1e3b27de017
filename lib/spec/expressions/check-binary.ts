import type { Span } from '../../core/text-range.ts';
import type { Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import type { Expr } from './ast.ts';
import { type ExpressionCheck, expectCondition, reportMissing } from './check-expression.ts';
import { suggestedFixes } from './check-name.ts';
import { asMap } from './map-literal.ts';
import type { Scope } from './scope.ts';
import {
  BOOL,
  DECIMAL,
  isNumber,
  isText,
  isWhole,
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

type BinarySyntax = Extract<Syntax, { kind: 'binary' }>;

/** Types an operator with its two sides, which are checked already. */
export function checkBinary(
  check: ExpressionCheck,
  scope: Scope,
  syntax: BinarySyntax,
  left: Expr,
  right: Expr,
  span: Span,
): Expr {
  const { operator } = syntax;
  const other = operator === 'in' ? asMap(scope, right) : right;
  const type = resultType(check, scope, operator, left, other, span);
  return { kind: 'binary', operator, left, right: other, span, type };
}

function resultType(
  check: ExpressionCheck,
  scope: Scope,
  operator: BinarySyntax['operator'],
  left: Expr,
  right: Expr,
  span: Span,
): Type {
  if (operator === '&&' || operator === '||') {
    expectCondition(check, scope, left);
    expectCondition(check, scope, right);
    return BOOL;
  }
  const a = open(scope.table, left.type);
  const b = open(scope.table, right.type);
  const misfit = (): void =>
    check.reporter.report('EXP4004', span, { operator, left: sayType(left.type), right: sayType(right.type) });
  if (operator === '==' || operator === '!=') {
    if (
      checkEnumValue(check, a.type, right) &&
      checkEnumValue(check, b.type, left) &&
      !comparable(a.type, b.type, left, right)
    )
      misfit();
    return BOOL;
  }
  if (operator === 'in') {
    if (!checkIn(check, scope, a.type, b.type, left, right)) misfit();
    if (a.optional && a.type !== UNKNOWN && b.type.kind === 'map') reportMissing(check, left);
    if (b.optional && b.type !== UNKNOWN) reportMissing(check, right);
    return BOOL;
  }
  const orders = ORDERINGS.includes(operator);
  if (left.type === NULL || right.type === NULL) {
    misfit();
    return orders ? BOOL : UNKNOWN;
  }
  if (a.type === UNKNOWN || b.type === UNKNOWN) return orders ? BOOL : UNKNOWN;
  const result = orders
    ? ordering(a.type, b.type, left, right)
    : arithmetic(scope, operator, a.type, b.type, left, right);
  if (result === null) {
    misfit();
    return orders ? BOOL : UNKNOWN;
  }
  if (a.optional) reportMissing(check, left);
  if (b.optional) reportMissing(check, right);
  if ((operator === '/' || operator === '%') && isZero(right)) check.reporter.report('EXP4020', span, { operator });
  else if (operator === '/' && isWhole(a.type) && isWhole(b.type)) check.reporter.report('EXP4010', span, {});
  return result;
}

const ORDERINGS: readonly BinarySyntax['operator'][] = ['<', '<=', '>', '>='];

function isZero(expr: Expr): boolean {
  return expr.kind === 'number' && /^-?0+(\.0+)?$/.test(expr.text);
}

/** A literal compared with an enumeration has to be one of its values. False once that is reported. */
function checkEnumValue(check: ExpressionCheck, type: Type, literal: Expr): boolean {
  if (type.kind !== 'enum' || literal.kind !== 'string' || type.values.includes(literal.value)) return true;
  const suggestion = check.reporter.suggest(literal.value, type.values);
  const fixes = suggestedFixes(suggestion, inner(literal.span));
  check.reporter.report('EXP4006', literal.span, { value: literal.value, values: type.values, suggestion }, fixes);
  return false;
}

function inner(span: Span): Span {
  return { start: span.start + 1, end: span.end - 1 };
}

function comparable(a: Type, b: Type, left: Expr, right: Expr): boolean {
  if (a === UNKNOWN || b === UNKNOWN) return true;
  if (scalarName(a) === 'json' || scalarName(b) === 'json') return comparableJson(left, right);
  if (a.kind === 'enum' && b.kind === 'enum') return a.values.some((value) => b.values.includes(value));
  if (isNumber(a) && isNumber(b)) return sameExactness(a, b, left, right);
  if (isText(a) && isText(b)) return true;
  const one = scalarName(a);
  // Lists, objects and rows are compared by what is in them, not as a whole.
  return one !== null && one === scalarName(b) && !UNCOMPARED.includes(one);
}

/** Contents are compared by nobody; a password is verified, never compared. */
const UNCOMPARED: readonly string[] = ['base64', 'bytes', 'file', 'password'];

/** Of json, only texts, true and false can be compared: numbers and whole structures have no one form. */
function comparableJson(left: Expr, right: Expr): boolean {
  return [left, right].some(({ kind }) => kind === 'string' || kind === 'bool' || kind === 'null');
}

/** A decimal and a double are not compared or added: one is exact, the other is not. Literals take the other side's kind. */
function sameExactness(a: Type, b: Type, left: Expr, right: Expr): boolean {
  const [one, two] = [scalarName(a), scalarName(b)];
  if (one === 'double' && two === 'decimal') return right.kind === 'number';
  if (one === 'decimal' && two === 'double') return left.kind === 'number';
  return true;
}

function checkIn(check: ExpressionCheck, scope: Scope, a: Type, b: Type, left: Expr, right: Expr): boolean {
  if (a === UNKNOWN || b === UNKNOWN) return true;
  if (b.kind === 'map') return isText(a);
  if (b.kind !== 'list') return false;
  if (right.kind === 'list' && !right.items.every((item) => checkEnumValue(check, a, item))) return true;
  if (!checkEnumValue(check, open(scope.table, b.of).type, left)) return true;
  return b.of === UNKNOWN || comparable(a, open(scope.table, b.of).type, left, right);
}

/** Numbers, times and texts have an order; the values of an enumeration have none. */
function ordering(a: Type, b: Type, left: Expr, right: Expr): Type | null {
  if (isNumber(a) && isNumber(b)) return sameExactness(a, b, left, right) ? BOOL : null;
  const one = scalarName(a);
  if (one !== null && one === scalarName(b) && ['date', 'timestamp', 'duration'].includes(one)) return BOOL;
  return isText(a) && isText(b) && a.kind !== 'enum' && b.kind !== 'enum' ? BOOL : null;
}

function arithmetic(
  scope: Scope,
  operator: BinarySyntax['operator'],
  a: Type,
  b: Type,
  left: Expr,
  right: Expr,
): Type | null {
  if (isNumber(a) && isNumber(b)) {
    if (!sameExactness(a, b, left, right)) return null;
    const wide = widerNumber(a, b);
    // CEL has no remainder of binary fractions: what is left over would not be what people expect.
    if (scalarName(wide) === 'double') return operator === '%' ? null : wide;
    if (scalarName(wide) !== 'decimal') return wide;
    // Sums keep the larger scale, products add the scales, quotients may have any number of digits.
    if (operator === '+' || operator === '-' || operator === '%') return wide;
    return operator === '*' ? product(a, b) : DECIMAL;
  }
  if (operator === '+' && isText(a) && isText(b)) return STRING;
  if (operator === '+' && a.kind === 'list' && b.kind === 'list') {
    const of = unify(scope.table, a.of, b.of);
    return of === null ? null : { kind: 'list', of, length: null };
  }
  return operator === '+' || operator === '-' ? moved(operator, scalarName(a), scalarName(b)) : null;
}

/** Sums and differences of times. Between days there is `daysBetween`. */
function moved(operator: '+' | '-', a: string | null, b: string | null): Type | null {
  const length = 'duration';
  if (a === 'timestamp' && b === 'timestamp') return operator === '-' ? scalar('duration') : null;
  if (a === length && b === length) return scalar('duration');
  if ((a === 'timestamp' || a === 'date') && b === length) return scalar(a);
  return operator === '+' && a === length && (b === 'timestamp' || b === 'date') ? scalar(b) : null;
}

function product(a: Type, b: Type): Type {
  const scales = [a, b].map((type) => (type.kind !== 'scalar' ? null : isWhole(type) ? 0 : type.scale));
  const [one, two] = scales;
  return scalar('decimal', { scale: one == null || two == null ? null : one + two });
}
