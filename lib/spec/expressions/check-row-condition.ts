import type { Reporter } from '../diagnostics/reporter.ts';
import type { Expr } from './ast.ts';
import { touchesRow } from './check-call.ts';

/**
 * Reports what the database cannot do with the fields of a row: functions, arithmetic, choices, and following references.
 * Fields may be compared, tested for presence and looked up in lists; what does not touch the row is computed before.
 */
export function checkRowCondition(reporter: Reporter, expr: Expr): void {
  if (!touchesRow(expr)) return;
  const refuse = (what: string): void => reporter.report('EXP4014', expr.span, { what });
  switch (expr.kind) {
    case 'name':
      return;
    case 'has':
      checkRowCondition(reporter, expr.of);
      return;
    case 'unary':
      if (expr.operator === '!') checkRowCondition(reporter, expr.operand);
      else refuse('Arithmetic');
      return;
    case 'binary':
      if (['+', '-', '*', '/', '%'].includes(expr.operator)) refuse('Arithmetic');
      else if (expr.operator === 'in' && touchesRow(expr.right)) refuse('Looking into a list of the row');
      else {
        checkRowCondition(reporter, expr.left);
        checkRowCondition(reporter, expr.right);
      }
      return;
    case 'call':
      refuse(`\`${expr.name}\``);
      return;
    case 'member':
      refuse('A field of a field');
      return;
    default:
      refuse('This kind of expression');
  }
}
