import type { Expr } from '../expressions/ast.ts';
import { checkDatabaseValue } from '../expressions/check-row-condition.ts';
import { someExpr } from '../expressions/expr-parts.ts';
import { looksAround } from '../expressions/looks-around.ts';
import type { Entity, Invariant } from '../model.ts';
import type { ReadContext } from './context.ts';
import type { TypeTable } from './type-table.ts';

/** Functions that give something else each time, or that take their time so that nobody can guess. */
const UNSTEADY: readonly string[] = ['uuid', 'token', 'verifyPassword'];

/** Reports what no property can be made of: one that nobody could ever look at again, or not where its subject comes to be. */
export function checkProperty(ctx: ReadContext, table: TypeTable, of: Invariant['of'], holds: Expr): void {
  const report = (part: Expr, reason: string): void => ctx.reporter.report('SPC2060', part.span, { reason });
  const entity = of.kind === 'entity' ? table.entities.get(of.name) : undefined;
  const draw = partOf(holds, (part) => part.kind === 'call' && UNSTEADY.includes(part.name) && !readsText(part));
  if (draw?.kind === 'call')
    report(draw, `\`${draw.name}\` is no part of a property: what always holds can be looked at again.`);
  if (of.kind !== 'entity') {
    const follows = partOf(holds, (part) => part.kind === 'member' && part.follows !== undefined);
    if (follows?.kind === 'member')
      report(
        follows,
        `A property of a ${of.kind} knows its own values only. Give it \`${follows.name}\` as one of them.`,
      );
    const isNamed = someExpr(holds, (part) => part.kind === 'name' && part.scope === 'local' && part.name === 'now');
    const clock = partOf(holds, (part) => part.kind === 'call' && ['now', 'today'].includes(part.name));
    if (isNamed && clock !== null && of.kind !== 'operation')
      report(
        clock,
        'A value of this is called `now`, and a property cannot read the clock besides. Give the value another name.',
      );
  }
  if (entity === undefined || !looksAround(holds, entity)) return;
  const folder = partOf(
    holds,
    (part) => part.kind === 'name' && part.scope === 'entity' && isFolder(table.entities.get(part.name)),
  );
  if (folder !== null) report(folder, 'Files of a folder change without this service. Look at them in a step.');
  else checkDatabaseValue(ctx.reporter, table, holds);
}

/** `uuid(text)` reads an id. */
function readsText({ name, args }: Extract<Expr, { kind: 'call' }>): boolean {
  return name === 'uuid' && args.length > 0;
}

function isFolder(entity: Entity | undefined): boolean {
  return entity !== undefined && entity.files !== null;
}

function partOf(expr: Expr, holds: (part: Expr) => boolean): Expr | null {
  let found: Expr | null = null;
  someExpr(expr, (part) => {
    if (holds(part)) found = part;
    return found !== null;
  });
  return found;
}
