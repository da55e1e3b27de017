import type { Expr } from '../../spec/expressions/ast.ts';
import type { Doc } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { awaits } from './awaits.ts';
import { conversion, isConversion } from './conversions.ts';
import { at, exact, expression, helped, itemOr, itemText, notCompiled, type Scope } from './expression.ts';
import { inDouble } from './operators.ts';
import { reportOf } from './report.ts';
import { itemTypeOf, kindOfValue, type ValueKind } from './value-kind.ts';
import { atom, LEVEL, type Written } from './written.ts';

type Call = Extract<Expr, { kind: 'call' }>;

/** A function of the language as TypeScript. `x.f(y)` and `f(x, y)` are the same here. */
export function call(expr: Call, scope: Scope): Written {
  const [first] = expr.args;
  if (first === undefined) return constant(expr.name, scope);
  if (isConversion(expr.name)) return conversion(expr, first, scope);
  const method = METHODS[expr.name];
  if (method !== undefined) return atom([at(LEVEL.atom, first, scope), `.${method}(`, others(expr, scope), ')']);
  const write = WRITERS[expr.name];
  return write === undefined ? notCompiled(`The function ${expr.name}`) : write(expr, first, scope);
}

function constant(name: string, { needs, plan }: Scope): Written {
  if (name === 'uuid') {
    needs.add('randomUUID');
    return atom('randomUUID()');
  }
  if (name === 'token') {
    needs.add('newToken');
    return atom('newToken()');
  }
  if (name === 'sequence') return notCompiled('A sequence');
  needs.add('now');
  const { timezone } = plan.model;
  if (name === 'today' && timezone !== 'UTC') {
    needs.add('dayIn');
    return atom(`dayIn(${quote(timezone)}, now)`);
  }
  return atom(name === 'now' ? 'now' : 'now.slice(0, 10)');
}

/** The arguments after the first, with commas between them. */
function others({ args }: Call, scope: Scope): Doc {
  return args
    .slice(1)
    .flatMap((arg, i): Doc[] => (i === 0 ? [expression(arg, scope)] : [', ', expression(arg, scope)]));
}

const METHODS: Readonly<Record<string, string>> = {
  lower: 'toLowerCase',
  upper: 'toUpperCase',
  trim: 'trim',
  contains: 'includes',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
};

type Writer = (expr: Call, first: Expr, scope: Scope) => Written;

/** A function of the platform that takes the same arguments. */
const plainly =
  (name: string): Writer =>
  ({ args }, _first, scope) =>
    helped(name, args, scope);

const WRITERS: Readonly<Record<string, Writer>> = {
  size: sizeOf,
  round: (expr, first, scope) => {
    const isDouble = kindOfValue(first.type, scope.plan) === 'double';
    if (!isDouble) return exact('round', expr.args, scope);
    scope.decimals.add('round');
    const value = first.kind === 'number' ? expression(first, scope) : helped('decimalOf', [first], scope).text;
    return atom(['round(', value, expr.args.length > 1 ? ', ' : '', others(expr, scope), ')']);
  },
  abs: (_expr, first, scope) =>
    kindOfValue(first.type, scope.plan) === 'exact'
      ? exact('absolute', [first], scope)
      : atom(['Math.abs(', expression(first, scope), ')']),
  min: (expr, first, scope) => extreme(expr, first, { of: 'smallestOf', pick: 'least', math: 'Math.min' }, scope),
  max: (expr, first, scope) => extreme(expr, first, { of: 'largestOf', pick: 'greatest', math: 'Math.max' }, scope),
  sum: (_expr, first, scope) => helped(SUMS[itemKind(first, scope)] ?? 'sumExact', [first], scope),
  avg: (expr, first, scope) =>
    itemOrNull(expr, helped(itemKind(first, scope) === 'double' ? 'meanDouble' : 'meanExact', [first], scope), scope),
  first: (expr, _first, scope) => itemOr(expr, itemText(expr, scope) ?? 'null', scope),
  last: (expr, _first, scope) => itemOr(expr, itemText(expr, scope) ?? 'null', scope),
  sort: (_expr, first, scope) => ordered('sortedBy', first, scope),
  distinct: (_expr, first, scope) => {
    const special: readonly ValueKind[] = ['exact', 'timestamp', 'duration'];
    if (special.includes(itemKind(first, scope))) return ordered('distinctOf', first, scope);
    return atom(['[...new Set(', expression(first, scope), ')]']);
  },
  split: (expr, first, scope) => {
    const [, separator] = expr.args;
    if (separator?.kind !== 'string' || separator.value === '') return helped('codePoints', expr.args, scope);
    return atom([at(LEVEL.atom, first, scope), '.split(', others(expr, scope), ')']);
  },
  join: (expr, first, scope) =>
    atom([at(LEVEL.atom, first, scope), '.join(', expr.args.length > 1 ? others(expr, scope) : "''", ')']),
  replace: (expr, first, scope) => {
    const [, part, by] = expr.args;
    if (part === undefined || by === undefined) return notCompiled('`replace` without its parts');
    // A text with `$` would be read as a template by JavaScript.
    const plain = by.kind === 'string' && !by.value.includes('$');
    const text = (): Doc => ['() => ', expression(by, { ...scope, closure: true, sync: true })];
    const written: Doc = plain
      ? expression(by, scope)
      : awaits(by, scope)
        ? [at(LEVEL.atom, by, scope), ".replaceAll('$', '$$$$')"]
        : text();
    return atom([at(LEVEL.atom, first, scope), '.replaceAll(', expression(part, scope), ', ', written, ')']);
  },
  matches: plainly('hasMatch'),
  slug: plainly('slugOf'),
  diff: plainly('diffOf'),
  similarity: plainly('similarityOf'),
  daysBetween: plainly('daysBetween'),
  yearsBetween: plainly('yearsBetween'),
  addDays: plainly('addDays'),
  addMonths: plainly('addMonths'),
  addYears: plainly('addYears'),
  range: plainly('numbersFrom'),
  report: (_expr, first, scope) => reportOf(first, scope),
  verifyPassword: (expr, _first, scope) => {
    if (scope.sync === true) return notCompiled('Verifying a password inside another function');
    return { text: ['await ', helped('verifyPassword', expr.args, scope).text], level: LEVEL.conditional };
  },
};

function sizeOf(_expr: Call, first: Expr, scope: Scope): Written {
  const kind = kindOfValue(first.type, scope.plan);
  if (kind === 'map') return atom(['Object.keys(', expression(first, scope), ').length']);
  if (kind === 'list') return atom([at(LEVEL.atom, first, scope), '.length']);
  if (kind === 'other') return atom(['Buffer.byteLength(', expression(first, scope), ", 'base64')"]);
  return atom(['[...', expression(first, scope), '].length']);
}

const SUMS: Partial<Record<ValueKind, string>> = { whole: 'sumWhole', double: 'sumDouble' };

function itemKind(list: Expr, { plan }: Scope): ValueKind {
  return kindOfValue(itemTypeOf(list.type, plan) ?? list.type, plan);
}

/** The order of values of a kind, as a function of two of them. */
function orderOf(kind: ValueKind, scope: Scope): string {
  if (kind === 'exact') {
    scope.decimals.add('compare');
    return 'compare';
  }
  const name = ORDERS[kind] ?? 'byCodePoint';
  scope.needs.add(name);
  return name;
}

const ORDERS: Partial<Record<ValueKind, string>> = {
  whole: 'byNumber',
  double: 'byNumber',
  timestamp: 'byInstant',
  duration: 'byLength',
};

function ordered(name: string, list: Expr, scope: Scope): Written {
  return helped(name, [list, orderOf(itemKind(list, scope), scope)], scope);
}

interface Extreme {
  of: string;
  pick: string;
  math: string;
}

/** `min` and `max`: of several values, or of a list. */
function extreme(expr: Call, first: Expr, { of, pick, math }: Extreme, scope: Scope): Written {
  const { args } = expr;
  if (args.length === 1) return itemOrNull(expr, ordered(of, first, scope), scope);
  const kinds = args.map(({ type }) => kindOfValue(type, scope.plan));
  if (kinds.includes('double') || kinds.every((kind) => kind === 'whole')) {
    const values = args.flatMap((arg, i): Doc[] => [i === 0 ? '' : ', ', inDouble(0, arg, scope)]);
    return atom([`${math}(`, values, ')']);
  }
  if (kinds.includes('exact')) return exact(pick, args, scope);
  const values = args.flatMap((arg, i): Doc[] => [i === 0 ? '' : ', ', expression(arg, scope)]);
  scope.needs.add('present');
  const found = helped(of, [['[', values, ']'], orderOf(kinds[0] ?? 'date', scope)], scope);
  return atom(['present(', found.text, ')']);
}

/** What gives null of an empty list, where the list is known not to be empty. */
function itemOrNull(expr: Call, found: Written, scope: Scope): Written {
  if (expr.type.kind === 'optional') return found;
  scope.needs.add('present');
  return atom(['present(', found.text, ')']);
}
