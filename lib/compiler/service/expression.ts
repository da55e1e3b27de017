import { AppError } from '../../core/app-error.ts';
import { unreachable } from '../../core/assert.ts';
import type { Expr } from '../../spec/expressions/ast.ts';
import type { Type, ValueSource } from '../../spec/model.ts';
import { variable } from '../names.ts';
import type { Plan } from '../plan.ts';
import { type Doc, list } from '../text/doc.ts';
import { key, member, quote } from '../text/quote.ts';
import { call } from './functions.ts';
import { literal } from './literal.ts';
import { binary, present, unary } from './operators.ts';
import { isDecimal, isOptional, plainType } from './types.ts';

/** Where an expression stands: what its names are called there, and what it makes the module import. */
export interface Scope {
  plan: Plan;
  /** Names of the platform's decimal module that were used. */
  decimals: Set<string>;
  /** Other things that the expression needs: `now`, `caller`, `input`, `randomUUID`. */
  needs: Set<string>;
  /** What a bare row name is, inside conditions that run in SQL; null elsewhere. */
  row: ((name: string) => string) | null;
  /** Inside a function of its own, where TypeScript no longer knows what was tested for presence outside. */
  closure: boolean;
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

/** An expression with how tightly it holds together. */
export function written(expr: Expr, scope: Scope): Written {
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
    case 'entity':
      return notCompiled('The rows of an entity outside of the database');
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
  const read: Doc = [at(LEVEL.atom, of, scope), maybe, member('', property)];
  if (!scope.closure || !isNarrowed(expr, scope)) return atom(read);
  scope.needs.add('present');
  return atom(['present(', read, ')']);
}

/** Whether a field that may be missing is known to be there, because the steps or the expression have made sure of it. */
function isNarrowed({ of, name: property, type }: Extract<Expr, { kind: 'member' }>, { plan }: Scope): boolean {
  const owner = plainType(of.type, plan.model);
  const fields = owner.kind === 'object' ? owner.fields : [];
  const row = owner.kind === 'entity' ? plan.model.entities.find((entity) => entity.name === owner.name) : undefined;
  const declared = [...fields, ...(row?.fields ?? [])].find((field) => field.name === property);
  return declared !== undefined && isOptional(declared.type, plan.model) && !isOptional(type, plan.model);
}

function comprehension(expr: Extract<Expr, { kind: 'comprehension' }>, scope: Scope): Written {
  const lambda: Doc = ['(', variable(expr.variable), ') => ', expression(expr.body, { ...scope, closure: true })];
  const over = at(LEVEL.atom, expr.over, scope);
  const methods = { exists: 'some', all: 'every', filter: 'filter', map: 'map' };
  if (expr.method !== 'exists_one') return atom([over, '.', methods[expr.method], '(', lambda, ')']);
  return { text: [over, '.filter(', lambda, ').length === 1'], level: LEVEL.equality };
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

/** Refuses what the language knows and the compiler does not yet. */
export function notCompiled(what: string): never {
  throw new AppError('unprocessable', `${what} is not compiled yet. The specification is kept; say it in another way.`);
}
