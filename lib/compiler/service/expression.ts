import { AppError } from '../../core/app-error.ts';
import { unreachable } from '../../core/assert.ts';
import type { BinaryOperator, Expr } from '../../spec/expressions/ast.ts';
import type { JsonLiteral, Type, ValueSource } from '../../spec/model.ts';
import { variable } from '../names.ts';
import type { Plan } from '../plan.ts';
import { type Doc, list } from '../text/doc.ts';
import { key, member, quote } from '../text/quote.ts';
import { call } from './functions.ts';
import { isDecimal, isOptional, plainType, scaleOf } from './types.ts';

/** Where an expression stands: what its names are called there, and what it makes the module import. */
export interface Scope {
  plan: Plan;
  /** Names of the platform's decimal module that were used. */
  decimals: Set<string>;
  /** Other things that the expression needs: `now`, `caller`, `input`, `randomUUID`. */
  needs: Set<string>;
  /** What a bare row name is, inside conditions that run in SQL; null elsewhere. */
  row: ((name: string) => string) | null;
}

/** How tightly an expression holds together; parentheses come from comparing these. */
export const LEVEL = {
  conditional: 1,
  or: 2,
  and: 3,
  equality: 4,
  relation: 5,
  sum: 6,
  product: 7,
  unary: 8,
  atom: 9,
} as const;

export interface Written {
  text: Doc;
  level: number;
}

/** An expression as TypeScript. */
export function expression(expr: Expr, scope: Scope): Doc {
  return written(expr, scope).text;
}

/** An expression in a place that holds at `level`. */
export function at(level: number, expr: Expr, scope: Scope): Doc {
  const { text, level: own } = written(expr, scope);
  return own < level ? ['(', text, ')'] : text;
}

export const atom = (text: Doc): Written => ({ text, level: LEVEL.atom });

function written(expr: Expr, scope: Scope): Written {
  switch (expr.kind) {
    case 'null':
      return atom('null');
    case 'bool':
      return atom(String(expr.value));
    case 'string':
      return atom(quote(expr.value));
    case 'number':
      return atom(number(expr.text, expr.type, scope));
    case 'list':
      return atom(
        list(
          '[',
          expr.items.map((item) => expression(item, scope)),
          ']',
        ),
      );
    case 'map':
      return atom(
        list(
          '{',
          expr.entries.map((entry) => mapEntry(entry, scope)),
          '}',
          true,
        ),
      );
    case 'name':
      return name(expr, scope);
    case 'member':
      return memberOf(expr, scope);
    case 'index':
      return atom([at(LEVEL.atom, expr.of, scope), '[', expression(expr.index, scope), ']']);
    case 'call':
      return call(expr, scope);
    case 'has':
      return { text: [present(expr.of, scope), ' != null'], level: LEVEL.equality };
    case 'comprehension':
      return comprehension(expr, scope);
    case 'unary':
      return unary(expr.operator, expr.operand, scope);
    case 'binary':
      return binary(expr.operator, expr.left, expr.right, scope);
    case 'conditional': {
      const [test, then, other] = [expr.test, expr.then, expr.else].map((part) =>
        at(LEVEL.conditional + 1, part, scope),
      );
      return { text: [test ?? '', ' ? ', then ?? '', ' : ', other ?? ''], level: LEVEL.conditional };
    }
    default:
      return unreachable(expr);
  }
}

function mapEntry({ key: label, value }: { key: Expr; value: Expr }, scope: Scope): Doc {
  const name = label.kind === 'string' ? key(label.value) : ['[', expression(label, scope), ']'];
  return [name, ': ', expression(value, scope)];
}

/** Exact where decimals are meant: as a text if it has a point, since 0.1 as a number is not 0.1. */
function number(text: string, type: Type, scope: Scope): string {
  return isDecimal(type, scope.plan.model) && !/^-?\d{1,15}$/.test(text) ? quote(text) : text;
}

function name(expr: Extract<Expr, { kind: 'name' }>, { needs, row }: Scope): Written {
  switch (expr.scope) {
    case 'input':
      needs.add('input');
      return atom(expr.name === 'input' ? 'input' : member('input', expr.name));
    case 'caller':
      needs.add('caller');
      return atom('caller');
    case 'row':
      return atom(row === null ? variable(expr.name) : row(expr.name));
    case 'step':
    case 'local':
    case 'decisionInput':
      return atom(variable(expr.name));
  }
}

function memberOf(expr: Extract<Expr, { kind: 'member' }>, scope: Scope): Written {
  const { of, name: property } = expr;
  if (
    of.kind === 'name' &&
    (of.name === 'steps' || of.name === 'row') &&
    of.scope === (of.name === 'row' ? 'row' : 'step')
  ) {
    return of.name === 'row' && scope.row !== null ? atom(scope.row(property)) : atom(variable(property));
  }
  if (of.kind === 'name' && of.scope === 'input' && isOptional(expr.type, scope.plan.model)) {
    // What was not sent reads as null.
    return { text: [written(of, scope).text, member('', property), ' ?? null'], level: LEVEL.conditional };
  }
  const maybe = isOptional(of.type, scope.plan.model) ? '?' : '';
  return atom([at(LEVEL.atom, of, scope), maybe, member('', property)]);
}

function comprehension(expr: Extract<Expr, { kind: 'comprehension' }>, scope: Scope): Written {
  const lambda: Doc = ['(', variable(expr.variable), ') => ', expression(expr.body, scope)];
  const over = at(LEVEL.atom, expr.over, scope);
  const methods = { exists: 'some', all: 'every', filter: 'filter', map: 'map' };
  if (expr.method !== 'exists_one') return atom([over, '.', methods[expr.method], '(', lambda, ')']);
  return { text: [over, '.filter(', lambda, ').length === 1'], level: LEVEL.equality };
}

function unary(operator: '!' | '-', operand: Expr, scope: Scope): Written {
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

function binary(operator: BinaryOperator, left: Expr, right: Expr, scope: Scope): Written {
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
function present(expr: Expr, scope: Scope): Doc {
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

/** A call of the decimal module. */
export function exact(name: string, args: readonly Expr[], scope: Scope): Written {
  scope.decimals.add(name);
  return atom(
    list(
      `${name}(`,
      args.map((arg) => expression(arg, scope)),
      ')',
    ),
  );
}

/** A value of the specification: a literal or an expression, written for a place of the type `type`. */
export function value(source: ValueSource, type: Type | null, scope: Scope): Doc {
  return source.kind === 'expression' ? expression(source.expr, scope) : literal(source.value, type, scope.plan);
}

/** A literal; decimals get the digits that their type asks for. */
export function literal(json: JsonLiteral, type: Type | null, plan: Plan): Doc {
  if (json === null || typeof json === 'boolean') return String(json);
  if (typeof json === 'string') return quote(json);
  if (isList(json))
    return list(
      '[',
      json.map((item) => literal(item, null, plan)),
      ']',
    );
  if ('number' in json && typeof json.number === 'string') return numberLiteral(json.number, type, plan);
  const entries = 'map' in json ? Object.entries(json.map) : [];
  return list(
    '{',
    entries.map(([name, item]) => [key(name), ': ', literal(item, null, plan)]),
    '}',
    true,
  );
}

function isList(json: JsonLiteral): json is readonly JsonLiteral[] {
  return Array.isArray(json);
}

function numberLiteral(text: string, type: Type | null, plan: Plan): string {
  if (type === null || !isDecimal(type, plan.model)) return text;
  return quote(withScale(text, scaleOf(type, plan.model)));
}

/** `8.5` with two digits after the point is `8.50`. A text that has more digits already stays as it is. */
export function withScale(text: string, scale: number | null): string {
  if (scale === null) return text;
  const [whole = '0', fraction = ''] = text.split('.');
  return scale === 0 && fraction === '' ? whole : `${whole}.${fraction.padEnd(scale, '0')}`;
}

/** Refuses what the language knows and the compiler does not yet. */
export function notCompiled(what: string): never {
  throw new AppError('unprocessable', `${what} is not compiled yet. The specification is kept; say it in another way.`);
}
