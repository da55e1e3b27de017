import type { Expr } from '../../spec/expressions/ast.ts';
import { someExpr } from '../../spec/expressions/expr-parts.ts';
import type { Scope } from './expression.ts';
import { isFile } from './file-fields.ts';

/** Whether an expression waits for something: the row behind a reference, what a file holds, the hash of a password. */
export function awaits(expr: Expr, { plan }: Scope): boolean {
  return someExpr(
    expr,
    (part) =>
      (part.kind === 'member' &&
        (part.follows !== undefined || (part.name === 'bytes' && isFile(part.of.type, plan.model)))) ||
      (part.kind === 'call' && part.name === 'verifyPassword'),
  );
}
