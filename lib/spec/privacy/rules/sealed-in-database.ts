import type { Expr } from '../../expressions/ast.ts';
import { exprParts, someExpr, touchesRow } from '../../expressions/expr-parts.ts';
import { looksAround } from '../../expressions/looks-around.ts';
import type { Entity } from '../../model.ts';
import type { TypeTable } from '../../read/type-table.ts';
import { allSteps, flowsOf } from '../../step-tree.ts';
import { protectedCore } from '../fields-of.ts';
import type { PrivacyRule, PrivacySubject } from '../findings.ts';
import { isStoredEncrypted, isStoredHash } from '../stored-sealed.ts';
import { usedFor } from './operators.ts';

/**
 * DAT6538: a condition, a computed field or an invariant asks the database for a value that it holds encrypted or as a hash, in
 * another way than by comparing the row's own field with a value that does not come from rows. Whether there is a value it knows.
 */
export const sealedInDatabase: PrivacyRule = (subject, reporter) => {
  const { model, table } = subject;
  const check = (entity: Entity, expr: Expr, place: Place): void => {
    for (const { name, at } of sealedIn(expr, { subject, entity, place }))
      reporter.report('DAT6538', at.span, { field: name });
  };
  for (const flow of flowsOf(model))
    for (const step of allSteps(flow.steps)) {
      const entity = 'entity' in step ? table.entities.get(step.entity) : undefined;
      if (entity !== undefined && 'where' in step && step.where !== null) check(entity, step.where, 'where');
    }
  for (const entity of model.entities)
    for (const { value } of entity.fields) if (value !== null) check(entity, value, 'value');
  for (const { of, holds } of model.invariants) {
    const entity = of.kind === 'entity' ? table.entities.get(of.name) : undefined;
    if (entity !== undefined) check(entity, holds, looksAround(holds, entity) ? 'value' : 'row');
  }
};

/** `row`: the service looks at the row when it is stored, where what is encrypted is known and only hashes are not. */
type Place = 'where' | 'value' | 'row';

interface View {
  subject: PrivacySubject;
  entity: Entity;
  place: Place;
}

interface Found {
  name: string;
  at: Expr;
}

function sealedIn(expr: Expr, view: View): Found[] {
  const own = sealed(expr, view);
  if (own !== null) return [{ name: own, at: expr }];
  // Other uses in conditions are reported by what they are used for.
  const isReported = view.place === 'where' && usedFor(expr) !== null;
  return exprParts(expr).flatMap((part) => {
    if (sealed(part, view) !== null && (isReported || isKnown(expr, part, view))) return [];
    return sealedIn(part, view);
  });
}

/** The field of a row that an expression reads, where it is no plain column. */
function sealed(expr: Expr, { subject, entity, place }: View): string | null {
  const { table } = subject;
  const owner = ownerOf(expr, entity, table);
  const name = expr.kind === 'name' || expr.kind === 'member' ? expr.name : '';
  const field = owner?.fields.find((one) => one.name === name && one.value === null);
  if (owner === undefined || field === undefined) return null;
  const isSealed = isStoredHash(field, table) || (place !== 'row' && isStoredEncrypted(field, table));
  return isSealed ? `${owner.name}.${field.name}` : null;
}

/** The entity whose row an expression reads a field of. */
function ownerOf(expr: Expr, entity: Entity, table: TypeTable): Entity | undefined {
  if (expr.kind === 'name') return expr.scope === 'row' ? entity : undefined;
  if (expr.kind !== 'member') return undefined;
  if (expr.follows !== undefined)
    return touchesRow(expr.of) || someExpr(expr.of, isVariable) ? table.entities.get(expr.follows) : undefined;
  const { of } = expr;
  if (of.kind !== 'name') return undefined;
  if (of.scope === 'row' && of.name === 'row') return entity;
  const { core } = protectedCore(table, of.type, null);
  return of.scope === 'local' && core.kind === 'entity' ? table.entities.get(core.name) : undefined;
}

/** Whether the database can answer: there is a value, or the row's own one equals something. */
function isKnown(expr: Expr, column: Expr, { place }: View): boolean {
  if (expr.kind === 'has') return true;
  if (expr.kind !== 'binary' || !['==', '!=', 'in'].includes(expr.operator)) return false;
  const other = expr.left === column ? expr.right : expr.left;
  if (other.kind === 'null') return true;
  const isSaid = place === 'where' && isOwn(column) && !touchesRow(other) && !someExpr(other, isVariable);
  return isSaid && (expr.operator !== 'in' || column === expr.left);
}

function isVariable(expr: Expr): boolean {
  return expr.kind === 'name' && expr.scope === 'local';
}

function isOwn(column: Expr): boolean {
  return column.kind === 'name' && column.scope === 'row';
}
