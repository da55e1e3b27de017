import type { Expr } from '../expressions/ast.ts';
import { checkDatabaseValue } from '../expressions/check-row-condition.ts';
import type { Entity, EntityField } from '../model.ts';
import { entryOf, type YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { emptyScope } from './empty-scope.ts';
import { expected } from './forms.ts';
import { readFormula } from './read-expression.ts';
import { checkFits } from './read-value.ts';
import { callerType } from './request-types.ts';
import type { TypeTable } from './type-table.ts';

/**
 * Reads the computed fields of an entity. They see the fields of the row by name, `caller` (who may be nobody), and other
 * entities as collections. `node` is what is written under `fields`.
 */
export function readComputed(
  ctx: ReadContext,
  table: TypeTable,
  entity: Entity,
  node: YamlNode | undefined,
  subject: string | null,
): Entity {
  const scope = { ...emptyScope(table), row: entity, caller: callerType('anybody', subject) };
  const written = computedFields(node);
  if (written.size === 0) return entity;
  const fields = entity.fields.map((field): EntityField => {
    const value = written.get(field.name);
    if (value === undefined) return field;
    if (value.kind !== 'scalar' || !value.value.startsWith('=')) {
      expected(ctx, value, 'An expression behind `=`');
      return field;
    }
    const reading = readFormula(ctx, value, scope);
    if (reading !== null) {
      checkFits(ctx, scope, reading.expr, field.type);
      checkDatabaseValue(ctx.reporter, table, reading.expr);
    }
    return reading === null ? field : { ...field, value: reading.expr };
  });
  refuseCircles(ctx, fields);
  return { ...entity, fields };
}

/** What is written under `value` of each field that has one. */
export function computedFields(node: YamlNode | undefined): ReadonlyMap<string, YamlNode> {
  const entries =
    node?.kind === 'map'
      ? node.entries
      : node?.kind === 'seq'
        ? node.items.flatMap((item) => (item.kind === 'map' ? item.entries.slice(0, 1) : []))
        : [];
  const found = new Map<string, YamlNode>();
  for (const { key, value } of entries) {
    const written = value.kind === 'map' ? entryOf(value, 'value')?.value : undefined;
    if (written !== undefined && !found.has(key.value)) found.set(key.value, written);
  }
  return found;
}

/** Reports computed fields that need themselves. */
function refuseCircles(ctx: ReadContext, fields: readonly EntityField[]): void {
  const needs = new Map(fields.map((field) => [field.name, field.value === null ? [] : [...rowFields(field.value)]]));
  for (const field of fields) {
    if (field.value === null) continue;
    const open = [...(needs.get(field.name) ?? [])];
    const seen = new Set(open);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      for (const next of needs.get(name) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    }
    if (seen.has(field.name))
      ctx.reporter.report('SPC2051', field.value.span, {
        reason: `\`${field.name}\` is computed from itself.`,
      });
  }
}

/** The fields of the row that an expression reads. Trees are at most as deep as expressions may be. */
function rowFields(expr: Expr): Set<string> {
  const found = new Set<string>();
  const open: unknown[] = [expr];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (Array.isArray(node)) open.push(...node);
    else if (isExpr(node)) {
      if (node.kind === 'name' && node.scope === 'row') found.add(node.name);
      for (const [key, value] of Object.entries(node))
        if (key !== 'type' && typeof value === 'object') open.push(value);
    } else if (typeof node === 'object' && node !== null) open.push(...Object.values(node));
  }
  return found;
}

function isExpr(node: unknown): node is Expr {
  return typeof node === 'object' && node !== null && 'kind' in node && 'span' in node && 'type' in node;
}
