import type { Reporter } from '../diagnostics/reporter.ts';
import type { TypeTable } from '../read/type-table.ts';
import type { Expr } from './ast.ts';
import { beyondDatabase, type DatabaseView, heldAs, readsRows } from './beyond-database.ts';
import { exprParts, someExpr, touchesRow } from './expr-parts.ts';
import { FUNCTIONS } from './functions.ts';

/**
 * Reports what no condition on rows can ask: random ids, credentials, the record of the request; and what the service would have to
 * compute from several rows at once. Calls that do not touch the row are made before the database is asked, and are fine; what
 * only the service can compute of one row, such as `similarity`, it computes row by row.
 */
export function checkRowCondition(reporter: Reporter, table: TypeTable, expr: Expr): void {
  if (reportOutside(reporter, expr)) return;
  const view: DatabaseView = { table, bound: new Set(), chooses: (part, bound) => isOfOneRow(part, bound, table) };
  const found = beyondDatabase(expr, view);
  if (found !== null) reporter.report('EXP4024', found.part.span, { what: found.what });
}

/** Reports what the database cannot compute by itself: it alone computes fields, and invariants that look around. */
export function checkDatabaseValue(reporter: Reporter, table: TypeTable, expr: Expr): void {
  if (reportOutside(reporter, expr)) return;
  const found = beyondDatabase(expr, { table, bound: new Set() });
  if (found !== null) reporter.report('EXP4023', found.part.span, { what: found.what });
}

function reportOutside(reporter: Reporter, expr: Expr): boolean {
  if (!touchesRow(expr)) return false;
  const shape = expr.kind === 'call' && Object.hasOwn(FUNCTIONS, expr.name) ? FUNCTIONS[expr.name] : undefined;
  if (expr.kind !== 'call' || shape?.outside !== true)
    return exprParts(expr).reduce((found, part) => reportOutside(reporter, part) || found, false);
  reporter.report('EXP4014', expr.span, { what: `\`${expr.name}\`` });
  return true;
}

/** Whether a condition is about one row: then the service can look at the rows one by one, and pass on the keys of those that fit. */
function isOfOneRow(expr: Expr, bound: ReadonlySet<string>, table: TypeTable): boolean {
  const rows = new Set<string>();
  let fits = true;
  const visit = (part: Expr, isOwner: boolean): void => {
    if (part.kind === 'name' && part.scope === 'row') rows.add('row');
    if (part.kind === 'name' && part.scope === 'local' && bound.has(part.name)) {
      rows.add(`local ${part.name}`);
      fits &&= isOwner && heldAs(part.type, table) === 'row';
    }
    const source = part.kind === 'comprehension' ? part.over : part.kind === 'call' ? part.args[0] : undefined;
    const overRows = source !== undefined && someExpr(source, (one) => one.kind === 'name' && one.scope === 'entity');
    if (overRows) fits &&= beyondDatabase(part, { table, bound }) === null;
    else if (part.kind === 'name' && part.scope === 'entity') fits = false;
    if (!overRows) for (const inner of exprParts(part)) visit(inner, part.kind === 'member');
    else for (const name of boundIn(part, bound)) rows.add(name);
  };
  visit(expr, false);
  return fits && rows.size === 1;
}

/** The rows that a part reads which the database computes as a whole. */
function boundIn(expr: Expr, bound: ReadonlySet<string>): string[] {
  if (!readsRows(expr, bound)) return [];
  if (expr.kind === 'name')
    return expr.scope === 'row'
      ? ['row']
      : expr.scope === 'local' && bound.has(expr.name)
        ? [`local ${expr.name}`]
        : [];
  return exprParts(expr).flatMap((part) => boundIn(part, bound));
}
