import type { Expr } from '../../spec/expressions/ast.ts';
import type { Doc } from '../text/doc.ts';
import { at, atom, exact, expression, LEVEL, notCompiled, type Scope, type Written } from './expression.ts';
import { isDecimal, plainType } from './types.ts';

type Call = Extract<Expr, { kind: 'call' }>;

/** A function of the language as TypeScript. `x.f(y)` and `f(x, y)` are the same here. */
export function call(expr: Call, scope: Scope): Written {
  const [first] = expr.args;
  if (first === undefined) return constant(expr.name, scope);
  if (isDecimal(expr.type, scope.plan.model) || expr.args.some(({ type }) => isDecimal(type, scope.plan.model))) {
    const name = DECIMAL[expr.name];
    if (name !== undefined) return exact(name, expr.args, scope);
  }
  const on = at(LEVEL.atom, first, scope);
  const rest = expr.args.slice(1).map((arg) => expression(arg, scope));
  const method = METHODS[expr.name];
  if (method !== undefined)
    return atom([on, `.${method}(`, rest.flatMap((arg, i) => (i === 0 ? [arg] : [', ', arg])), ')']);
  const plain = PLAIN[expr.name];
  if (plain !== undefined) return plain(expression(first, scope), rest, first, scope);
  return notCompiled(`The function ${expr.name}`);
}

function constant(name: string, { needs }: Scope): Written {
  if (name === 'uuid') {
    needs.add('randomUUID');
    return atom('randomUUID()');
  }
  needs.add('now');
  if (name === 'now') return atom('now');
  if (name === 'today') return atom('now.slice(0, 10)');
  return notCompiled(`The function ${name}`);
}

const DECIMAL: Readonly<Record<string, string>> = { round: 'round', min: 'least', max: 'greatest', abs: 'absolute' };

const METHODS: Readonly<Record<string, string>> = {
  lower: 'toLowerCase',
  upper: 'toUpperCase',
  trim: 'trim',
  contains: 'includes',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
  split: 'split',
  join: 'join',
  replace: 'replaceAll',
};

type Writer = (first: Doc, rest: readonly Doc[], expr: Expr, scope: Scope) => Written;

const args = (first: Doc, rest: readonly Doc[]): Doc => [first, ...rest.map((arg): Doc => [', ', arg])];

/** What is not there reads as null. */
const orNull = (text: Doc): Written => ({ text: [text, ' ?? null'], level: LEVEL.conditional });

const PLAIN: Readonly<Record<string, Writer>> = {
  size: (first, _rest, expr, scope) => {
    const plain = plainType(expr.type, scope.plan.model);
    if (plain.kind === 'map') return atom(['Object.keys(', first, ').length']);
    return plain.kind === 'list' ? atom([at(LEVEL.atom, expr, scope), '.length']) : atom(['[...', first, '].length']);
  },
  abs: (first) => atom(['Math.abs(', first, ')']),
  min: (first, rest) => atom(['Math.min(', args(first, rest), ')']),
  max: (first, rest) => atom(['Math.max(', args(first, rest), ')']),
  first: (_first, _rest, expr, scope) => orNull([at(LEVEL.atom, expr, scope), '.at(0)']),
  last: (_first, _rest, expr, scope) => orNull([at(LEVEL.atom, expr, scope), '.at(-1)']),
  distinct: (first) => atom(['[...new Set(', first, ')]']),
  string: (first) => atom(['String(', first, ')']),
};
