import type { Expr } from '../../spec/expressions/ast.ts';
import { exprParts, someExpr } from '../../spec/expressions/expr-parts.ts';
import type { Type } from '../../spec/model.ts';
import { Names } from '../names.ts';
import { type Doc, group, ifBroken, indent, joined, line, list, print } from '../text/doc.ts';
import { key, member, quote, sqlName } from '../text/quote.ts';
import { expression, NotCompiled, type Scope } from './expression.ts';
import { sqlOf } from './sql-condition.ts';
import { ATOM, atomic, columnOf, guarded, type Item, type Place, type Sql, typeInSql } from './sql-place.ts';
import { visible } from './sql-rows.ts';
import { typescript } from './types.ts';

/**
 * A condition on one row that only the service can check, such as `similarity(title, input.word) > 0.8`, as a test of the row's
 * key: before the statement runs, the service reads what the condition needs of all rows that may fit, and passes the keys of
 * those that do. So whatever is around it (other conditions, order, pages, counts, changes) stays one statement of the database.
 * Null where it is about several rows together, or where keys cannot be told.
 */
export function chosenRows(expr: Expr, place: Place): Sql | null {
  if (place.chooses === undefined || place.depth > 0) return null;
  const row = onlyRow(expr, place);
  const own = row?.planned.entity.fields.find((field) => field.key)?.name;
  if (row === null || own === undefined) return null;
  const values: Doc[] = [];
  const alias = row.planned.table;
  const here: Extract<Item, { kind: 'row' }> = { ...row, alias };
  const inside: Place = {
    scope: place.scope,
    row: here,
    qualified: true,
    values,
    aliases: new Names([alias]),
    locals: new Map([...place.locals].map(([name, item]) => [name, item === row ? here : item])),
    guards: [],
    depth: 0,
  };
  const parts = new Parts(inside);
  const test = withParts(expr, parts);
  if (test === null) return null;
  const known = row === place.row ? place.chooses.flatMap((one) => plainSql(one, inside) ?? []) : [];
  const tests = [...visible(here, inside), ...known, ...parts.present];
  const columns = [`${columnOf(own, here, inside).text} AS ${KEY}`, ...parts.columns];
  const where = tests.length === 0 ? '' : ` WHERE ${tests.join(' AND ')}`;
  const sql = `SELECT ${columns.join(', ')} FROM ${sqlName(row.planned.table)}${where}`;
  const value = [
    'await ',
    chooser(
      place.scope,
      parts,
      sql,
      values,
      expression(test, { ...place.scope, row: (name) => member(ROW, name), closure: true, sync: true }),
    ),
  ];
  const narrowed = someExpr(expr, (part) => part.narrowed === true);
  place.values.push(narrowed ? guarded(value, place) : value);
  return atomic(`${columnOf(own, row, place).text} = ANY ($${place.values.length})`);
}

/** What the key of a row is called among what is read of it. */
const KEY = 'key';

function chooser(scope: Scope, parts: Parts, sql: string, values: readonly Doc[], test: Doc): Doc {
  scope.needs.add('keysWhere').add('tx');
  const members = parts.members();
  const type: Doc = group(['{', indent([line, joined(members, [';', line]), ifBroken(';')]), line, '}']);
  const head = members.length === 0 ? 'keysWhere(' : print(['keysWhere<', type, '>(']);
  const locking = scope.locking === true ? ['true'] : [];
  return list(head, ['tx', quote(sql), list('[', values, ']'), [`(${ROW}) => `, test], ...locking], ')');
}

/** What the row is called in the function that looks at it. */
const ROW = 'row';

/** The one row that an expression is about; null where there are several, or where it looks at items of something else. */
function onlyRow(expr: Expr, place: Place): Extract<Item, { kind: 'row' }> | null {
  const found = new Set<Item>();
  const visit = (part: Expr): void => {
    if (part.kind === 'name' && part.scope === 'row') found.add(place.row);
    if (part.kind === 'name' && part.scope === 'local') {
      const item = place.locals.get(part.name);
      if (item !== undefined) found.add(item);
    }
    exprParts(part).forEach(visit);
  };
  visit(expr);
  const [only, ...others] = found;
  return only?.kind === 'row' && others.length === 0 ? only : null;
}

/** What is read of each row, by names of its own. */
class Parts {
  readonly columns: string[] = [];
  /** Rows in which one of these is missing cannot fit: something else made sure that they are asked for others only. */
  readonly present: string[] = [];
  readonly #place: Place;
  readonly #names = new Names([KEY]);
  readonly #known = new Map<string, { name: string; type: Type }>();

  constructor(place: Place) {
    this.#place = place;
  }

  /** The value of a part of the condition as it is read of a row; null where the database does not know it. */
  take(expr: Expr): Expr | null {
    const sql = plainSql(expr, this.#place);
    if (sql === null) return null;
    const known = this.#known.get(sql);
    const name = known?.name ?? this.#names.take(expr.kind === 'name' || expr.kind === 'member' ? expr.name : 'value');
    if (known === undefined) {
      const isField = expr.kind === 'name' || (expr.kind === 'member' && expr.follows === undefined);
      const cast = isField ? '' : (typeInSql(expr.type, this.#place.scope) ?? '');
      this.columns.push(`${cast === '' ? sql : `(${sql})${cast}`} AS ${sqlName(name)}`);
      this.#known.set(sql, { name, type: expr.type });
    }
    if (expr.narrowed === true && !this.present.includes(`${sql} IS NOT NULL`)) this.present.push(`${sql} IS NOT NULL`);
    const { span, type } = expr;
    return { kind: 'name', scope: 'row', name, span, type };
  }

  members(): Doc[] {
    const { plan, types } = this.#place.scope;
    return [...this.#known.values()].map(({ name, type }): Doc => [key(name), ': ', typescript(type, plan, types)]);
  }
}

/** The condition with what the database reads in the place of fields; null where it cannot be had like that. */
function withParts(expr: Expr, parts: Parts): Expr | null {
  if (isRead(expr)) return parts.take(expr);
  let failed = false;
  const inner = (part: Expr): Expr => {
    const changed = withParts(part, parts);
    failed ||= changed === null;
    return changed ?? part;
  };
  const changed = mapped(expr, inner);
  return failed ? null : changed;
}

/** Fields of rows, what references lead to, and what is asked of all rows of an entity. */
function isRead(expr: Expr): boolean {
  if (expr.kind === 'name') return expr.scope === 'row';
  if (expr.kind === 'member') {
    const { of } = expr;
    return expr.follows !== undefined || (of.kind === 'name' && of.scope === 'row' && of.name === 'row') || isOfRow(of);
  }
  if (expr.kind !== 'comprehension' && expr.kind !== 'call') return false;
  const overRows = (part: Expr): boolean => part.kind === 'name' && part.scope === 'entity';
  const source = expr.kind === 'comprehension' ? expr.over : expr.args[0];
  return source !== undefined && someExpr(source, overRows);
}

/** A variable that stands for a row of an entity. */
function isOfRow(of: Expr): boolean {
  return of.kind === 'name' && of.scope === 'local' && of.type.kind === 'entity';
}

/** An expression with other parts. */
function mapped(expr: Expr, inner: (part: Expr) => Expr): Expr {
  switch (expr.kind) {
    case 'list':
      return { ...expr, items: expr.items.map(inner) };
    case 'map':
      return { ...expr, entries: expr.entries.map((one) => ({ key: inner(one.key), value: inner(one.value) })) };
    case 'member':
    case 'has':
      return { ...expr, of: inner(expr.of) };
    case 'index':
      return { ...expr, of: inner(expr.of), index: inner(expr.index) };
    case 'call':
      return { ...expr, args: expr.args.map(inner) };
    case 'comprehension':
      return { ...expr, over: inner(expr.over), body: inner(expr.body) };
    case 'unary':
      return { ...expr, operand: inner(expr.operand) };
    case 'binary':
      return { ...expr, left: inner(expr.left), right: inner(expr.right) };
    case 'conditional': {
      const then = inner(expr.then);
      return { ...expr, test: inner(expr.test), then, else: inner(expr.else) };
    }
    default:
      return expr;
  }
}

/** An expression as the database computes it, in parentheses where it needs them; null where it cannot, without a trace. */
function plainSql(expr: Expr, place: Place): string | null {
  return attempted(place, () => {
    const { text, level } = sqlOf(expr, place);
    return level < ATOM ? `(${text})` : text;
  });
}

/** What `work` gives; null, and nothing that it noted is kept, where that is not compiled. */
export function attempted<T>({ scope, values }: Place, work: () => T): T | null {
  const [count, needs, decimals, types] = [
    values.length,
    new Set(scope.needs),
    new Set(scope.decimals),
    new Set(scope.types),
  ];
  try {
    return work();
  } catch (failure) {
    if (!(failure instanceof NotCompiled)) throw failure;
    values.length = count;
    for (const [set, kept] of [
      [scope.needs, needs],
      [scope.decimals, decimals],
      [scope.types, types],
    ] as const)
      for (const one of set) if (!kept.has(one)) set.delete(one);
    return null;
  }
}
