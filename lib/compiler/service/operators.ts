import type { BinaryOperator, Expr } from '../../spec/expressions/ast.ts';
import type { Doc } from '../text/doc.ts';
import { member } from '../text/quote.ts';
import { at, atom, exact, expression, LEVEL, type Scope, type Written, written } from './expression.ts';
import { isDecimal, isOptional, plainType } from './types.ts';

/** `!` and `-`. */
export function unary(operator: '!' | '-', operand: Expr, scope: Scope): Written {
  if (operator === '!') return negation(operand, scope);
  if (!isDecimal(operand.type, scope.plan.model))
    return { text: ['-', at(LEVEL.unary, operand, scope)], level: LEVEL.unary };
  return exact('negate', [operand], scope);
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
    const ordered =
      opposite !== undefined && (expr.operator === '==' || expr.operator === '!=' || !mayBeNull(expr, scope));
    if (ordered) return binary(opposite, expr.left, expr.right, scope);
  }
  return { text: ['!', at(LEVEL.unary, expr, scope)], level: LEVEL.unary };
}

function mayBeNull({ left, right }: { left: Expr; right: Expr }, { plan }: Scope): boolean {
  return isOptional(left.type, plan.model) || isOptional(right.type, plan.model);
}

/** An operator between two sides. Decimals are computed by the platform's exact functions. */
export function binary(operator: BinaryOperator, left: Expr, right: Expr, scope: Scope): Written {
  const infix = (sign: string, level: number, strict = level + 1): Written => ({
    text: [at(level, left, scope), ` ${sign} `, at(strict, right, scope)],
    level,
  });
  const decimals = isDecimal(left.type, scope.plan.model) || isDecimal(right.type, scope.plan.model);
  switch (operator) {
    case '&&':
      return infix('&&', LEVEL.and, LEVEL.and);
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
      if (!decimals) return infix(operator, LEVEL.relation);
      return { text: [exact('compare', [left, right], scope).text, ` ${operator} 0`], level: LEVEL.relation };
    case '+':
      return decimals ? exact('add', [left, right], scope) : infix('+', LEVEL.sum);
    case '-':
      return decimals ? exact('subtract', [left, right], scope) : infix('-', LEVEL.sum);
    case '*':
      return decimals ? exact('multiply', [left, right], scope) : infix('*', LEVEL.product);
    case '%':
      return decimals ? exact('remainder', [left, right], scope) : infix('%', LEVEL.product, LEVEL.unary);
    case '/':
      return decimals ? exact('divide', [left, right], scope) : quotient(left, right, scope);
  }
}

/** `&&` inside `||` is put in parentheses, as readers expect. */
function mixed(left: Expr, right: Expr, scope: Scope): Written {
  const side = (expr: Expr): Doc => {
    const { text, level } = written(expr, scope);
    return level === LEVEL.and || level < LEVEL.or ? ['(', text, ')'] : text;
  };
  return { text: [side(left), ' || ', side(right)], level: LEVEL.or };
}

/** Whole numbers divide to whole numbers, towards zero. */
function quotient(left: Expr, right: Expr, scope: Scope): Written {
  const text: Doc = [at(LEVEL.product, left, scope), ' / ', at(LEVEL.unary, right, scope)];
  const whole = [left, right].every(({ type }) => {
    const plain = plainType(type, scope.plan.model);
    return plain.kind === 'scalar' && plain.name === 'int';
  });
  return whole ? atom(['Math.trunc(', text, ')']) : { text, level: LEVEL.product };
}

/** Null equals null only, and never throws. */
function equality(operator: '==' | '!=', left: Expr, right: Expr, scope: Scope): Written {
  const { model } = scope.plan;
  if (left.kind === 'null' || right.kind === 'null') {
    const other = left.kind === 'null' ? right : left;
    return { text: [present(other, scope), ` ${operator} null`], level: LEVEL.equality };
  }
  if (!isDecimal(left.type, model) && !isDecimal(right.type, model)) {
    const sign = operator === '==' ? ' === ' : ' !== ';
    return {
      text: [at(LEVEL.equality, left, scope), sign, at(LEVEL.equality + 1, right, scope)],
      level: LEVEL.equality,
    };
  }
  const sign = operator === '==' ? '===' : '!==';
  const compared: Doc = [exact('compare', [left, right], scope).text, ` ${sign} 0`];
  const nullable = [left, right].filter(({ type }) => isOptional(type, model));
  if (nullable.length === 0) return { text: compared, level: LEVEL.equality };
  const tests = nullable.map((side): Doc => [present(side, scope), operator === '==' ? ' != null' : ' == null']);
  const glue = operator === '==' ? ' && ' : ' || ';
  return {
    text: [...tests, compared].flatMap((part, i) => (i === 0 ? [part] : [glue, part])),
    level: operator === '==' ? LEVEL.and : LEVEL.or,
  };
}

/** A value that is tested for presence: what was not sent needs no words there, and TypeScript learns from the test. */
export function present(expr: Expr, scope: Scope): Doc {
  if (expr.kind === 'member' && expr.of.kind === 'name' && expr.of.scope === 'input')
    return [written(expr.of, scope).text, member('', expr.name)];
  return at(LEVEL.equality + 1, expr, scope);
}

function membership(left: Expr, right: Expr, scope: Scope): Written {
  const plain = plainType(right.type, scope.plan.model);
  if (plain.kind === 'map')
    return atom(['Object.hasOwn(', expression(right, scope), ', ', expression(left, scope), ')']);
  if (isDecimal(left.type, scope.plan.model)) {
    scope.decimals.add('compare');
    const test: Doc = ['(item) => compare(item, ', expression(left, scope), ') === 0'];
    return atom([at(LEVEL.atom, right, scope), '.some(', test, ')']);
  }
  return atom([at(LEVEL.atom, right, scope), '.includes(', expression(left, scope), ')']);
}
