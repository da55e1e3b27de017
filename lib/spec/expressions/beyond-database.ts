import type { Type } from '../model.ts';
import { resolve, type TypeTable } from '../read/type-table.ts';
import type { Expr } from './ast.ts';
import { beyondCall } from './database-functions.ts';
import { exprParts } from './expr-parts.ts';

/** A part of an expression that no database computes from its rows exactly as the language means it. */
export interface Beyond {
  part: Expr;
  /** As the subject of a sentence. */
  what: string;
}

/** How values of a type are held; see `heldAs`. */
export type Held =
  | 'whole'
  | 'exact'
  | 'double'
  | 'text'
  | 'date'
  | 'timestamp'
  | 'duration'
  | 'bool'
  | 'bytes'
  | 'json'
  | 'list'
  | 'map'
  | 'row'
  | 'other';

/** What a walk through an expression knows. */
export interface DatabaseView {
  table: TypeTable;
  /** Variables that stand for rows, or for items of what rows hold. */
  bound: ReadonlySet<string>;
  /** Whether the service looks at the rows itself for a condition that is one of theirs. Left out: it never does. */
  chooses?: (part: Expr, bound: ReadonlySet<string>) => boolean;
}

/**
 * The first part of an expression over rows that the database cannot compute; null where it computes all of it. What does not touch
 * rows is computed before, and may be anything.
 */
export function beyondDatabase(expr: Expr, view: DatabaseView): Beyond | null {
  const found = beyond(expr, view);
  if (found === null || view.chooses === undefined || heldAs(expr.type, view.table) !== 'bool') return found;
  return view.chooses(expr, view.bound) ? null : found;
}

/** Whether an expression reads rows, or variables over them. */
export function readsRows(expr: Expr, bound: ReadonlySet<string>): boolean {
  if (expr.kind === 'name')
    return expr.scope === 'row' || expr.scope === 'entity' || (expr.scope === 'local' && bound.has(expr.name));
  return exprParts(expr).some((part) => readsRows(part, bound));
}

/** How values of a type are held: optional ones as what they hold, references as the key that they hold. */
export function heldAs(type: Type, table: TypeTable): Held {
  const resolved = resolve(table, type);
  const plain = resolved.kind === 'optional' ? resolved.of : resolved;
  if (plain.kind === 'enum') return 'text';
  if (plain.kind === 'list' || plain.kind === 'map') return plain.kind;
  if (plain.kind === 'entity') return 'row';
  if (plain.kind !== 'scalar') return 'other';
  switch (plain.name) {
    case 'int':
      return 'whole';
    case 'long':
    case 'decimal':
      return 'exact';
    case 'double':
    case 'date':
    case 'timestamp':
    case 'duration':
    case 'bool':
    case 'json':
      return plain.name;
    case 'base64':
    case 'bytes':
      return 'bytes';
    case 'file':
    case 'password':
      return 'other';
    default:
      return 'text';
  }
}

/** What the items of a list are; keys of maps are texts. */
export function heldItems({ type }: Expr, table: TypeTable): Held {
  const resolved = resolve(table, type);
  const plain = resolved.kind === 'optional' ? resolved.of : resolved;
  return plain.kind === 'list' ? heldAs(plain.of, table) : plain.kind === 'entity' ? 'row' : 'text';
}

function beyond(expr: Expr, view: DatabaseView): Beyond | null {
  if (!readsRows(expr, view.bound)) return null;
  switch (expr.kind) {
    case 'name':
      return expr.scope === 'local' && heldAs(expr.type, view.table) === 'row'
        ? { part: expr, what: `The whole row \`${expr.name}\`` }
        : null;
    case 'member':
      return beyondMember(expr, view);
    case 'index':
      return beyondItem(expr, view);
    case 'call':
      return beyondCall(expr, view);
    case 'comprehension':
      if (expr.method === 'filter' || expr.method === 'map')
        return { part: expr, what: `The list that \`${expr.method}\` gives` };
      return beyondSource(expr.over, view) ?? beyondDatabase(expr.body, withVariable(expr, view));
    case 'map':
      return { part: expr, what: 'A map' };
    case 'binary':
      return beyondOperator(expr, view);
    default:
      return firstOf(exprParts(expr), view);
  }
}

/** The first part that is beyond it. */
export function firstOf(parts: readonly Expr[], view: DatabaseView): Beyond | null {
  for (const part of parts) {
    const found = beyondDatabase(part, view);
    if (found !== null) return found;
  }
  return null;
}

function beyondMember(expr: Extract<Expr, { kind: 'member' }>, view: DatabaseView): Beyond | null {
  const { of, name } = expr;
  const type = resolve(view.table, of.type);
  const plain = type.kind === 'optional' ? type.of : type;
  if (name === 'bytes' && plain.kind === 'scalar' && plain.name === 'file')
    return { part: expr, what: 'What a file holds' };
  return of.kind === 'name' ? null : beyondDatabase(of, view);
}

function beyondItem(expr: Extract<Expr, { kind: 'index' }>, view: DatabaseView): Beyond | null {
  const { of, index } = expr;
  const isPlace = index.kind === 'number' && /^\d{1,9}$/.test(index.text);
  if (heldAs(of.type, view.table) === 'list' && !isPlace && of.kind !== 'name' && of.kind !== 'member')
    return { part: expr, what: 'An item at a computed place' };
  return firstOf([of, index], view);
}

/** Rows or items that something is asked of: an entity, a list, and what `filter` and `map` make of them. */
export function beyondSource(expr: Expr, view: DatabaseView): Beyond | null {
  if (expr.kind === 'name' && expr.scope === 'entity') return null;
  if (expr.kind === 'comprehension' && (expr.method === 'filter' || expr.method === 'map'))
    return beyondSource(expr.over, view) ?? beyondDatabase(expr.body, withVariable(expr, view));
  return beyondDatabase(expr, view);
}

/** Inside the body of a function with a variable. */
function withVariable({ variable }: Extract<Expr, { kind: 'comprehension' }>, view: DatabaseView): DatabaseView {
  // A list that is computed before is passed as one, and the database looks at its items.
  return { ...view, bound: new Set(view.bound).add(variable) };
}

type Binary = Extract<Expr, { kind: 'binary' }>;

function beyondOperator(expr: Binary, view: DatabaseView): Beyond | null {
  const { operator, left, right } = expr;
  const [a, b] = [heldAs(left.type, view.table), heldAs(right.type, view.table)];
  if (operator === 'in') return beyondMembership(expr, view);
  const compares = ['==', '!=', '<', '<=', '>', '>='].includes(operator);
  if (compares && (a === 'duration' || b === 'duration')) return beyondLength(left, view) ?? beyondLength(right, view);
  if (compares && left.kind !== 'null' && right.kind !== 'null' && (a === 'row' || b === 'row'))
    return { part: expr, what: 'A whole row' };
  if ((operator === '/' || operator === '%') && (a !== 'whole' || b !== 'whole'))
    return { part: expr, what: operator === '/' ? 'A quotient of decimals that is not rounded' : '`%` of decimals' };
  if (!compares && (a === 'duration' || b === 'duration')) return beyondMove(expr, [a, b], view);
  return firstOf([left, right], view);
}

/** A length of time that is compared: stored, a difference of moments, or a sum of such. */
function beyondLength(expr: Expr, view: DatabaseView): Beyond | null {
  if (!readsRows(expr, view.bound) || expr.kind === 'name' || expr.kind === 'member' || expr.kind === 'null')
    return beyondDatabase(expr, view);
  if (expr.kind !== 'binary') return { part: expr, what: 'A length of time that is computed like this' };
  if (heldAs(expr.left.type, view.table) === 'timestamp') return firstOf([expr.left, expr.right], view);
  return beyondLength(expr.left, view) ?? beyondLength(expr.right, view);
}

/** A moment or a day, later or earlier by a length of time. */
function beyondMove(expr: Binary, [a, b]: readonly [Held, Held], view: DatabaseView): Beyond | null {
  const [moment, length] = b === 'duration' ? [expr.left, expr.right] : [expr.right, expr.left];
  const isDay = heldAs(moment.type, view.table) === 'date';
  if (a === b || (isDay && readsRows(length, view.bound)))
    return { part: expr, what: 'A length of time that is computed like this' };
  return beyondDatabase(moment, view) ?? beyondLength(length, view);
}

function beyondMembership(expr: Binary, view: DatabaseView): Beyond | null {
  const { left, right } = expr;
  if (!readsRows(right, view.bound)) return beyondDatabase(left, view);
  const [items, own] = [heldItems(right, view.table), heldAs(left.type, view.table)];
  if (heldAs(right.type, view.table) !== 'map' && (items === 'json') !== (own === 'json'))
    return { part: expr, what: 'Any JSON among values' };
  if (items === 'row' && !(right.kind === 'comprehension' && right.method === 'map'))
    return { part: expr, what: 'A whole row' };
  return beyondSource(right, view) ?? beyondDatabase(left, view);
}
