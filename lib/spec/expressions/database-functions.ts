import type { Expr } from './ast.ts';
import {
  type Beyond,
  beyondDatabase,
  beyondSource,
  type DatabaseView,
  firstOf,
  type Held,
  heldAs,
  heldItems,
  readsRows,
} from './beyond-database.ts';
import { patternInSql } from './pattern-sql.ts';

type Call = Extract<Expr, { kind: 'call' }>;

/** Functions whose arguments may be anything that they take. */
const PLAIN: ReadonlySet<string> = new Set([
  'lower',
  'upper',
  'trim',
  'contains',
  'startsWith',
  'endsWith',
  'abs',
  'daysBetween',
  'yearsBetween',
  'addDays',
  'addMonths',
  'addYears',
]);

/** Functions that take values of some kinds only. */
const FROM: Readonly<Record<string, readonly Held[]>> = {
  int: ['whole', 'exact'],
  long: ['whole', 'exact'],
  decimal: ['whole', 'exact'],
  double: ['whole', 'exact', 'double'],
  date: ['date', 'timestamp'],
  timestamp: ['date', 'timestamp'],
};

/** The function itself, or the first of its arguments, that the database does not know; null where it knows all. */
export function beyondCall(expr: Call, view: DatabaseView): Beyond | null {
  const { name, args } = expr;
  const [first] = args;
  const refused: Beyond = { part: expr, what: `\`${name}\` of this` };
  if (first === undefined) return null;
  const held = heldAs(first.type, view.table);
  if (args.length === 1 && readsRows(first, view.bound) && isSource(first, held)) {
    if (asksSource(name, heldItems(first, view.table))) return beyondSource(first, view);
    if (name === 'size' && held === 'row') return beyondSource(first, view);
  }
  const known = PLAIN.has(name) || FROM[name]?.includes(held) === true || knows(expr, first, held, view);
  if (!known) return refused;
  if (name === 'round' && isQuotient(first, view)) return firstOf([first.left, first.right], view);
  return firstOf(args, view);
}

function isSource(expr: Expr, held: Held): boolean {
  if (expr.kind === 'comprehension') return expr.method === 'filter' || expr.method === 'map';
  return held === 'list' || (expr.kind === 'name' && expr.scope === 'entity');
}

/** How many rows or items there are, and their sum, smallest and largest value. */
function asksSource(name: string, items: Held): boolean {
  if (name === 'size') return true;
  if (name === 'sum') return items === 'whole' || items === 'exact';
  return (name === 'min' || name === 'max') && ['whole', 'exact', 'double', 'date', 'timestamp'].includes(items);
}

function knows({ name, args }: Call, first: Expr, held: Held, view: DatabaseView): boolean {
  const [, second] = args;
  const isStored = first.kind === 'name' || first.kind === 'member';
  switch (name) {
    case 'size':
      return held === 'text' || held === 'map' || held === 'bytes';
    case 'replace':
      return second?.kind === 'string' && second.value !== '';
    case 'matches':
      return second?.kind === 'string' && patternInSql(second.value) !== null;
    case 'join':
      return held === 'list' && readsRows(first, view.bound) && beyondDatabase(first, view) === null;
    case 'first':
    case 'last':
      return isStored && held === 'list';
    case 'min':
    case 'max':
      return args.length > 1 && !args.some(({ type }) => heldAs(type, view.table) === 'duration');
    case 'round':
      return held === 'whole' || held === 'exact';
    case 'string':
      return (
        ['text', 'whole', 'bool', 'duration', 'date', 'timestamp'].includes(held) || (held === 'exact' && isStored)
      );
    default:
      return false;
  }
}

/** A quotient of decimals that is rounded right away. */
function isQuotient(expr: Expr, { table }: DatabaseView): expr is Extract<Expr, { kind: 'binary' }> {
  if (expr.kind !== 'binary' || expr.operator !== '/') return false;
  const held = [heldAs(expr.left.type, table), heldAs(expr.right.type, table)];
  return held.includes('exact') && !held.includes('double');
}
