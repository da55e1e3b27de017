import type { BinaryOperator, Expr } from '../../spec/expressions/ast.ts';
import type { Doc } from '../text/doc.ts';
import { member } from '../text/quote.ts';
import { at, exact, expression, helped, itemText, type Scope, written } from './expression.ts';
import { commonKind, isLong, isNumeric, itemTypeOf, kindOfValue, mayBeMissing, type ValueKind } from './value-kind.ts';
import { mayOverflow } from './whole-bound.ts';
import { atom, LEVEL, type Written } from './written.ts';

type Binary = Extract<Expr, { kind: 'binary' }>;

/** `!` and `-`. */
export function unary(operator: '!' | '-', operand: Expr, scope: Scope): Written {
  if (operator === '!') return negation(operand, scope);
  if (kindOfValue(operand.type, scope.plan) === 'exact') return exact('negate', [operand], scope);
  return { text: ['-', at(LEVEL.unary + 1, operand, scope)], level: LEVEL.unary };
}

const OPPOSITE: Partial<Record<BinaryOperator, BinaryOperator>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

/** The opposite of a condition, said directly where that is possible. */
export function negation(expr: Expr, scope: Scope): Written {
  if (expr.kind === 'unary' && expr.operator === '!') return written(expr.operand, scope);
  if (expr.kind === 'binary') {
    const opposite = OPPOSITE[expr.operator];
    // A double may be no number at all, and then it is neither less nor more.
    const total = commonKind(expr.left.type, expr.right.type, scope.plan) !== 'double' && !mayBeNull(expr, scope);
    if (opposite !== undefined && (expr.operator === '==' || expr.operator === '!=' || total))
      return binary({ ...expr, operator: opposite }, scope);
  }
  return { text: ['!', at(LEVEL.unary, expr, scope)], level: LEVEL.unary };
}

function mayBeNull({ left, right }: Binary, { plan }: Scope): boolean {
  return mayBeMissing(left.type, plan) || mayBeMissing(right.type, plan);
}

/** An operator between two sides. Decimals are computed by the platform's exact functions. */
export function binary(expr: Binary, scope: Scope): Written {
  const { operator, left, right } = expr;
  switch (operator) {
    case '&&':
      return infix(expr, '&&', LEVEL.and, LEVEL.and, scope);
    case '||':
      return mixed(left, right, scope);
    case 'in':
      return membership(left, right, scope);
    case '==':
    case '!=':
      return equality(operator, left, right, scope);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordering(expr, scope);
    default:
      return isNumeric(kindOfValue(left.type, scope.plan)) ? arithmetic(expr, scope) : joined(expr, scope);
  }
}

function infix(expr: Binary, sign: string, level: number, strict: number, scope: Scope): Written {
  return { text: [at(level, expr.left, scope), ` ${sign} `, at(strict, expr.right, scope)], level };
}

/** `&&` inside `||` is put in parentheses, as readers expect. */
function mixed(left: Expr, right: Expr, scope: Scope): Written {
  const side = (expr: Expr): Doc => {
    const { text, level } = written(expr, scope);
    return level === LEVEL.and || level < LEVEL.or ? ['(', text, ')'] : text;
  };
  return { text: [side(left), ' || ', side(right)], level: LEVEL.or };
}

const SUMS: Readonly<Record<string, { name: string; level: number }>> = {
  '+': { name: 'add', level: LEVEL.sum },
  '-': { name: 'subtract', level: LEVEL.sum },
  '*': { name: 'multiply', level: LEVEL.product },
  '/': { name: 'divide', level: LEVEL.product },
  '%': { name: 'remainder', level: LEVEL.product },
};

function arithmetic(expr: Binary, scope: Scope): Written {
  const { operator, left, right } = expr;
  const { name = 'add', level = LEVEL.sum } = SUMS[operator] ?? {};
  const kind = commonKind(left.type, right.type, scope.plan);
  if (kind === 'double')
    return { text: [inDouble(level, left, scope), ` ${operator} `, inDouble(level + 1, right, scope)], level };
  if (kind === 'exact') {
    const whole = operator === '/' && isWhole(left, scope) && isWhole(right, scope);
    return whole ? helped('quotientLong', [left, right], scope) : exact(name, [left, right], scope);
  }
  if (operator === '/' || operator === '%') return division(expr, level, scope);
  const plain = infix(expr, operator, level, level + 1, scope);
  return mayOverflow(expr, scope.plan) ? helped('wholeOf', [plain.text], scope) : plain;
}

function isWhole({ type }: Expr, { plan }: Scope): boolean {
  return kindOfValue(type, plan) === 'whole' || isLong(type, plan);
}

/** Whole numbers divide to whole numbers, towards zero. What may be zero is looked at first. */
function division(expr: Binary, level: number, scope: Scope): Written {
  const { operator, left, right } = expr;
  const safe = right.kind === 'number' && Number(right.text) !== 0;
  if (!safe) return helped(operator === '/' ? 'quotientOf' : 'remainderOf', [left, right], scope);
  const plain = infix(expr, operator, level, level + 1, scope);
  return operator === '/' ? atom(['Math.trunc(', plain.text, ')']) : plain;
}

/** A side of an operation on doubles: long and literal numbers become binary fractions too. */
export function inDouble(level: number, expr: Expr, scope: Scope): Doc {
  if (expr.kind === 'number') return expr.text;
  const kind = kindOfValue(expr.type, scope.plan);
  if (kind === 'whole' && mayBeNegativeZero(expr)) {
    const unsigned: Doc = [at(LEVEL.sum, expr, scope), ' + 0'];
    return level > LEVEL.sum ? ['(', unsigned, ')'] : unsigned;
  }
  return kind === 'exact' ? ['Number(', expression(expr, scope), ')'] : at(level, expr, scope);
}

/** JavaScript has a negative zero; a whole number has none, and nothing may be divided by one. */
export function mayBeNegativeZero(expr: Expr): boolean {
  if (expr.kind === 'conditional') return mayBeNegativeZero(expr.then) || mayBeNegativeZero(expr.else);
  return expr.kind === 'unary' || (expr.kind === 'binary' && expr.operator !== '+' && expr.operator !== '-');
}

/** `+` and `-` of texts, lists and times. */
function joined(expr: Binary, scope: Scope): Written {
  const { operator, left, right } = expr;
  const [a, b] = [kindOfValue(left.type, scope.plan), kindOfValue(right.type, scope.plan)];
  const sign = operator === '-' ? '-1' : '1';
  if (a === 'list') return atom(['[...', expression(left, scope), ', ...', expression(right, scope), ']']);
  if (a === 'timestamp' && b === 'timestamp') return helped('durationBetween', [right, left], scope);
  if (a === 'duration' && b === 'duration') return helped('plusDuration', [left, right, sign], scope);
  if (b === 'duration') return helped(a === 'timestamp' ? 'timeLater' : 'dayLater', [left, right, sign], scope);
  if (a === 'duration') return helped(b === 'timestamp' ? 'timeLater' : 'dayLater', [right, left, sign], scope);
  return infix(expr, '+', LEVEL.sum, LEVEL.sum + 1, scope);
}

/** Times are compared as moments, texts by code point. */
function ordering(expr: Binary, scope: Scope): Written {
  const { operator, left, right } = expr;
  const [a, b] = [kindOfValue(left.type, scope.plan), kindOfValue(right.type, scope.plan)];
  const level = LEVEL.relation;
  const measured = MEASURES[a];
  if (measured !== undefined) {
    const [one, two] = [helped(measured, [left], scope), helped(measured, [right], scope)];
    return { text: [one.text, ` ${operator} `, two.text], level };
  }
  if (a === 'text' || b === 'text')
    return { text: [helped('byCodePoint', [left, right], scope).text, ` ${operator} 0`], level };
  const kind = commonKind(left.type, right.type, scope.plan);
  if (kind === 'exact') return { text: [exact('compare', [left, right], scope).text, ` ${operator} 0`], level };
  if (kind !== 'double') return infix(expr, operator, level, level + 1, scope);
  return { text: [inDouble(level, left, scope), ` ${operator} `, inDouble(level + 1, right, scope)], level };
}

const MEASURES: Partial<Record<ValueKind, string>> = { timestamp: 'instantOf', duration: 'lengthOf' };

/** Null-safe equality of values that are not the same text when they are equal. */
const SAME: Partial<Record<ValueKind, string>> = {
  exact: 'sameNumber',
  timestamp: 'sameInstant',
  duration: 'sameLength',
};

/** Null equals null only, and never throws. */
function equality(operator: '==' | '!=', left: Expr, right: Expr, scope: Scope): Written {
  if (left.kind === 'null' || right.kind === 'null') {
    const other = left.kind === 'null' ? right : left;
    return { text: [present(other, scope), ` ${operator} null`], level: LEVEL.equality };
  }
  // TypeScript refuses to compare two constants, because the result is known.
  if ((left.kind === 'string' || left.kind === 'bool') && left.kind === right.kind)
    return atom(String((left.value === right.value) === (operator === '==')));
  const kind = commonKind(left.type, right.type, scope.plan);
  const same = SAME[kind];
  if (same !== undefined) return equalValues(operator, left, right, { kind, same }, scope);
  const sign = operator === '==' ? ' === ' : ' !== ';
  const side = (level: number, expr: Expr): Doc =>
    kind === 'double' ? inDouble(level, expr, scope) : at(level, expr, scope);
  return { text: [side(LEVEL.equality, left), sign, side(LEVEL.equality + 1, right)], level: LEVEL.equality };
}

function equalValues(
  operator: '==' | '!=',
  left: Expr,
  right: Expr,
  { kind, same }: { kind: ValueKind; same: string },
  scope: Scope,
): Written {
  const nullable = [left, right].filter(({ type }) => mayBeMissing(type, scope.plan));
  // TypeScript learns from a test of a name or a field only.
  if (kind !== 'exact' || !nullable.every(isReference)) {
    const call = helped(same, [left, right], scope);
    return operator === '==' ? call : { text: ['!', call.text], level: LEVEL.unary };
  }
  const compared: Doc = [exact('compare', [left, right], scope).text, ` ${operator}= 0`];
  if (nullable.length === 0) return { text: compared, level: LEVEL.equality };
  if (nullable.length > 1) {
    const call = helped(same, [left, right], scope);
    return operator === '==' ? call : { text: ['!', call.text], level: LEVEL.unary };
  }
  const tests = nullable.map((side): Doc => [present(side, scope), operator === '==' ? ' != null' : ' == null']);
  const glue = operator === '==' ? ' && ' : ' || ';
  return {
    text: [...tests, compared].flatMap((part, i) => (i === 0 ? [part] : [glue, part])),
    level: operator === '==' ? LEVEL.and : LEVEL.or,
  };
}

function isReference(expr: Expr): boolean {
  return expr.kind === 'name' || (expr.kind === 'member' && expr.follows === undefined && isReference(expr.of));
}

/** A value that is tested for presence: what was not sent needs no words there, and TypeScript learns from the test. */
export function present(expr: Expr, scope: Scope): Doc {
  if (expr.kind === 'member' && expr.of.kind === 'name' && expr.of.scope === 'input')
    return [written(expr.of, scope).text, member('', expr.name)];
  const item = itemText(expr, scope);
  if (item !== null) return item;
  return at(LEVEL.equality + 1, expr, scope);
}

/** `in` a map asks for a key, in a list for an item that is equal. */
function membership(left: Expr, right: Expr, scope: Scope): Written {
  const { plan } = scope;
  if (kindOfValue(right.type, plan) === 'map')
    return atom(['Object.hasOwn(', expression(right, scope), ', ', expression(left, scope), ')']);
  const item = itemTypeOf(right.type, plan) ?? left.type;
  const kind = commonKind(left.type, item, plan);
  const same = SAME[kind];
  const plain = right.kind === 'list' || kindOfValue(item, plan) === kindOfValue(left.type, plan);
  if (same === undefined && plain && !mayBeMissing(left.type, plan) && !isNarrower(item, left, scope))
    return atom([at(LEVEL.atom, right, scope), '.includes(', expression(left, scope), ')']);
  if (same !== undefined) scope.needs.add(same);
  return helped('isAmong', [left, right, ...(same === undefined ? [] : [same])], scope);
}

/** Whether TypeScript would not look for a value in a list because the list's items are of a narrower type. */
function isNarrower(item: Expr['type'], left: Expr, { plan }: Scope): boolean {
  return kindOfValue(item, plan) === 'enum' && JSON.stringify(item) !== JSON.stringify(left.type);
}
