import type { Reporter } from '../diagnostics/reporter.ts';
import type { Expr } from './ast.ts';
import { exprParts, touchesRow } from './expr-parts.ts';
import { FUNCTIONS } from './functions.ts';

/**
 * Reports what no database can compute from the fields of its rows: random ids, credentials, the record of the request.
 * Calls that do not touch the row are made before the database is asked, and are fine.
 */
export function checkRowCondition(reporter: Reporter, expr: Expr): void {
  if (!touchesRow(expr)) return;
  const shape = expr.kind === 'call' && Object.hasOwn(FUNCTIONS, expr.name) ? FUNCTIONS[expr.name] : undefined;
  if (expr.kind === 'call' && shape?.outside === true)
    reporter.report('EXP4014', expr.span, { what: `\`${expr.name}\`` });
  else for (const part of exprParts(expr)) checkRowCondition(reporter, part);
}
