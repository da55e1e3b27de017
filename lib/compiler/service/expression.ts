import { AppError } from '../../core/app-error.ts';
import { unreachable } from '../../core/assert.ts';
import type { Expr } from '../../spec/expressions/ast.ts';
import type { Step, Type, ValueSource } from '../../spec/model.ts';
import { isOfCaller } from '../auth-plan.ts';
import { variable } from '../names.ts';
import type { Plan } from '../plan.ts';
import { type Doc, group, indent, line, list, print, softline } from '../text/doc.ts';
import { key, member, quote } from '../text/quote.ts';
import { comprehension } from './comprehension.ts';
import { isFile } from './file-fields.ts';
import { follow } from './follow.ts';
import { call } from './functions.ts';
import { literal } from './literal.ts';
import { binary, present, unary } from './operators.ts';
import { isOptional } from './types.ts';
import { itemTypeOf, kindOfValue } from './value-kind.ts';
import { atom, LEVEL, type Written } from './written.ts';

export { LEVEL } from './written.ts';

/** Where an expression stands: what its names are called there, and what it makes the module import. */
export interface Scope {
  plan: Plan;
  /** Names of the platform's decimal module that were used. */
  decimals: Set<string>;
  /** Other things that the expression needs: `now`, `caller`, `input`, `randomUUID`, functions of expressions. */
  needs: Set<string>;
  /** Types of the vocabulary, of rows, `Decimal` and `Json` that were used. */
  types: Set<string>;
  /** What a bare row name is, inside conditions that run in SQL; null elsewhere. */
  row: ((name: string) => string) | null;
  /** Rows are seen whoever they belong to: nobody asks. Left out: only those of the caller. */
  everyRow?: boolean;
  /** What is read is locked, because the operation changes it afterwards. */
  locking?: boolean;
  /** Inside a function of its own, where TypeScript no longer knows what was tested for presence outside. */
  closure: boolean;
  /** Inside a function that cannot wait for anything, such as the database. */
  sync?: boolean;
  /** The steps before, of an operation or a process; left out where there are none to be told of. */
  before?: readonly Step[];
}

/** An expression as TypeScript. */
export function expression(expr: Expr, scope: Scope): Doc {
  return written(expr, scope).text;
}

/** An expression in a place that holds at `level`. */
export function at(level: number, expr: Expr, scope: Scope): Doc {
  const { text, level: own } = written(expr, scope);
  if (own >= level) return text;
  const waits = level === LEVEL.atom && print(text).startsWith('await ');
  return waits ? group(['(', indent([softline, text]), softline, ')']) : ['(', text, ')'];
}

/** An expression with how tightly it holds together. */
export function written(expr: Expr, scope: Scope): Written {
  switch (expr.kind) {
    case 'null':
      return atom('null');
    case 'bool':
      return atom(String(expr.value));
    case 'string':
      return atom(quote(expr.value));
    case 'number': {
      const text = number(expr.text, expr.type, scope);
      return text.startsWith('-') ? { text, level: LEVEL.unary } : atom(text);
    }
    case 'list': {
      const type = itemTypeOf(expr.type, scope.plan);
      return atom(
        list(
          '[',
          expr.items.map((item) => valueAs(type, item, scope)),
          ']',
        ),
      );
    }
    case 'map': {
      const type = expr.type.kind === 'map' ? expr.type.of : null;
      return atom(
        list(
          '{',
          expr.entries.map((entry) => mapEntry(entry, type, scope)),
          '}',
          true,
        ),
      );
    }
    case 'name':
      return name(expr, scope);
    case 'member':
      return memberOf(expr, scope);
    case 'index':
      return indexOf(expr, scope);
    case 'call':
      return call(expr, scope);
    case 'has':
      return { text: [present(expr.of, scope), ' != null'], level: LEVEL.equality };
    case 'comprehension':
      return comprehension(expr, scope);
    case 'unary':
      return unary(expr.operator, expr.operand, scope);
    case 'binary':
      return binary(expr, scope);
    case 'conditional': {
      if (expr.test.kind === 'bool') return written(expr.test.value ? expr.then : expr.else, scope);
      return { text: group(choice(expr, expr.type, scope)), level: LEVEL.conditional };
    }
    default:
      return unreachable(expr);
  }
}

/** One of two values. Where one is a choice itself, both break or none does. */
function choice(expr: Conditional, type: Type, scope: Scope): Doc {
  const branch = (part: Expr): Doc =>
    part.kind === 'conditional' && part.test.kind !== 'bool'
      ? choice(part, type, scope)
      : valueAs(type, part, scope, LEVEL.conditional + 1);
  const test = at(LEVEL.conditional + 1, expr.test, scope);
  return [test, indent([line, '? ', branch(expr.then), line, ': ', branch(expr.else)])];
}

type Conditional = Extract<Expr, { kind: 'conditional' }>;

function mapEntry({ key: label, value }: { key: Expr; value: Expr }, type: Type | null, scope: Scope): Doc {
  const name = label.kind === 'string' ? key(label.value) : ['[', expression(label, scope), ']'];
  return [name, ': ', valueAs(type, value, scope)];
}

/** An expression as a value of a wider type: where decimals are meant, whole numbers become decimals. */
export function valueAs(type: Type | null, expr: Expr, scope: Scope, level = 0): Doc {
  const wanted = type === null ? null : kindOfValue(type, scope.plan);
  if (expr.kind === 'null' || wanted === null) return at(level, expr, scope);
  const own = kindOfValue(expr.type, scope.plan);
  if (wanted === 'double' && expr.kind === 'number') return expr.text;
  if (wanted === 'double' && own === 'exact') return inOrNull('Number', expr, scope);
  if (wanted !== 'exact' || (own !== 'whole' && expr.kind !== 'number')) return at(level, expr, scope);
  if (expr.kind === 'number') return quote(expr.text);
  scope.decimals.add('exactly');
  return inOrNull('exactly', expr, scope);
}

/** A conversion that leaves null as it is. */
function inOrNull(name: string, expr: Expr, scope: Scope): Doc {
  const text = expression(expr, scope);
  if (!isOptional(expr.type, scope.plan.model)) return [name, '(', text, ')'];
  return ['(', present(expr, scope), ' == null ? null : ', name, '(', text, '))'];
}

/** Exact where decimals are meant: as a text if it has a point, since 0.1 as a number is not 0.1. */
function number(text: string, type: Type, scope: Scope): string {
  return kindOfValue(type, scope.plan) === 'exact' && !/^-?\d{1,15}$/.test(text) ? quote(text) : text;
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
  if (isOfCaller(expr, 'subject')) {
    scope.needs.add('callerRow');
    return atom('callerRow');
  }
  if (of.kind === 'name' && of.scope === 'input' && isOptional(expr.type, scope.plan.model)) {
    // What was not sent reads as null.
    return { text: [written(of, scope).text, member('', property), ' ?? null'], level: LEVEL.conditional };
  }
  if (property === 'bytes' && isFile(of.type, scope.plan.model)) return contentsOf(of, scope);
  if (expr.follows !== undefined) return follow(expr, expr.follows, scope);
  if (kindOfValue(of.type, scope.plan) === 'json')
    return narrowedTo(expr, helped('reachIn', [of, quote(property)], scope), scope);
  const maybe = isOptional(of.type, scope.plan.model) ? '?' : '';
  const read: Doc = [at(LEVEL.atom, of, scope), maybe, member('', property)];
  return scope.closure ? narrowedTo(expr, atom(read), scope) : atom(read);
}

/** What a file holds, read from the database. */
function contentsOf(file: Expr, scope: Scope): Written {
  if (scope.sync === true) return notCompiled('What a file holds, inside another function,');
  scope.needs.add('tx');
  const read: Doc = ['await ', helped('bytesOf', ['tx', file], scope).text];
  if (!isOptional(file.type, scope.plan.model)) return { text: read, level: LEVEL.unary };
  return { text: [at(LEVEL.equality + 1, file, scope), ' === null ? null : ', read], level: LEVEL.conditional };
}

/** `x[i]`: what is not there reads as null. */
function indexOf(expr: Extract<Expr, { kind: 'index' }>, scope: Scope): Written {
  const item = itemText(expr, scope);
  if (item !== null) return itemOr(expr, item, scope);
  const reader = kindOfValue(expr.of.type, scope.plan) === 'json' ? 'reachIn' : 'lookUp';
  return narrowedTo(expr, helped(reader, [expr.of, expr.index], scope), scope);
}

/** An item of a list as JavaScript reads it, undefined where there is none; null for every other expression. */
export function itemText(expr: Expr, scope: Scope): Doc | null {
  const { plan } = scope;
  if (expr.kind === 'call' && (expr.name === 'first' || expr.name === 'last')) {
    const [list] = expr.args;
    return list === undefined ? null : [at(LEVEL.atom, list, scope), expr.name === 'first' ? '[0]' : '.at(-1)'];
  }
  if (expr.kind !== 'index' || kindOfValue(expr.of.type, plan) !== 'list') return null;
  const place = expression(expr.index, scope);
  const isLong = kindOfValue(expr.index.type, plan) === 'exact';
  return [at(LEVEL.atom, expr.of, scope), '[', isLong ? ['Number(', place, ')'] : place, ']'];
}

/** An item of a list, or null where there is none. */
export function itemOr(expr: Expr, item: Doc, scope: Scope): Written {
  // Of json, and of an empty list, null is a value like any other.
  const maybe = isOptional(expr.type, scope.plan.model) || kindOfValue(expr.type, scope.plan) === 'json';
  if (maybe) return { text: [item, ' ?? null'], level: LEVEL.conditional };
  scope.needs.add('present');
  return atom(['present(', item, ')']);
}

/** A value that TypeScript still holds for one that may be missing, though a test made sure of it. */
function narrowedTo(expr: Expr, read: Written, scope: Scope): Written {
  if (expr.narrowed !== true) return read;
  scope.needs.add('present');
  return atom(['present(', read.text, ')']);
}

/** A call of one of the platform's functions for expressions. */
export function helped(name: string, parts: readonly (Expr | Doc)[], scope: Scope): Written {
  scope.needs.add(name);
  const args = parts.map((part) => (isExpr(part) ? expression(part, scope) : part));
  return atom(list(`${name}(`, args, ')'));
}

function isExpr(part: Expr | Doc): part is Expr {
  return typeof part === 'object' && 'span' in part;
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
  throw new NotCompiled(what);
}

/** Something that the language knows and the compiler does not yet; `what` is the subject of a sentence. */
export class NotCompiled extends AppError {
  readonly what: string;

  constructor(what: string) {
    super('unprocessable', `${what} is not compiled yet. The specification is kept; say it in another way.`);
    this.what = what;
  }
}
