import type { Expr } from '../expressions/ast.ts';
import type { Entity, Protection } from '../model.ts';
import { protectedCore } from './fields-of.ts';
import type { PrivacySubject } from './findings.ts';
import { fieldsOfType } from './worst-field.ts';

/** The column that an expression reads: a field of the row, of a row that a reference leads to, or of a row of a collection. */
export function columnOf(
  { table }: Pick<PrivacySubject, 'table'>,
  entity: Entity,
  expr: Expr,
): { name: string; protection: Protection } | null {
  if (expr.kind === 'name' && expr.scope === 'row') return columnNamed(table, entity, expr.name);
  if (expr.kind !== 'member' || !readsRow(expr.of)) return null;
  const owner = expr.follows === undefined ? rowOf(table, entity, expr.of) : table.entities.get(expr.follows);
  if (owner !== undefined) return columnNamed(table, owner, expr.name);
  // A field inside a stored object.
  const field = fieldsOfType(table, expr.of.type).find(({ name }) => name === expr.name);
  if (field === undefined) return null;
  return { name: expr.name, protection: protectedCore(table, field.type, field.protection).protection };
}

function columnNamed(
  table: PrivacySubject['table'],
  entity: Entity,
  name: string,
): { name: string; protection: Protection } | null {
  const field = entity.fields.find((candidate) => candidate.name === name);
  if (field === undefined) return null;
  return { name: `${entity.name}.${name}`, protection: protectedCore(table, field.type, field.protection).protection };
}

function readsRow(expr: Expr): boolean {
  if (expr.kind === 'name') return expr.scope === 'row' || expr.scope === 'local';
  return expr.kind === 'member' && readsRow(expr.of);
}

function rowOf(table: PrivacySubject['table'], entity: Entity, expr: Expr): Entity | undefined {
  const { core } = protectedCore(table, expr.type, null);
  if (core.kind === 'entity') return table.entities.get(core.name);
  return expr.kind === 'name' && expr.name === 'row' ? entity : undefined;
}
