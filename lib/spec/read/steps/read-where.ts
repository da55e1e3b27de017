import type { Expr } from '../../expressions/ast.ts';
import { checkRowCondition } from '../../expressions/check-row-condition.ts';
import type { Scope } from '../../expressions/scope.ts';
import type { Entity } from '../../model.ts';
import type { ReadContext } from '../context.ts';
import type { Keys } from '../keys.ts';
import { readCondition } from '../read-expression.ts';
import { fixesOneRow } from '../row-keys.ts';

/** A condition on rows, and whether at most one row can match. */
export interface WhereReading {
  where: Expr;
  one: boolean;
}

/** Reads `where`: bare names are fields of the entity. Null if there is none, or if it could not be read (reported). */
export function readWhere(ctx: ReadContext, scope: Scope, entity: Entity, keys: Keys): WhereReading | null {
  const node = keys.get('where');
  const reading = node === undefined ? null : readCondition(ctx, node, { ...scope, row: entity });
  if (reading === null) return null;
  checkRowCondition(ctx.reporter, scope.table, reading.expr);
  return { where: reading.expr, one: fixesOneRow(entity, reading.expr) };
}

/** Reads a `where` that a kind of step cannot do without. */
export function needWhere(
  ctx: ReadContext,
  scope: Scope,
  entity: Entity,
  keys: Keys,
  at: { kind: string; span: Expr['span'] },
): WhereReading | null {
  if (keys.get('where') === undefined)
    ctx.reporter.report('SPC2002', at.span, {
      key: 'where',
      where: `${at.kind === 'update' ? 'An' : 'A'} \`${at.kind}\` step`,
    });
  return readWhere(ctx, scope, entity, keys);
}
