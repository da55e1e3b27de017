import type { Entity, EntityField } from '../model.ts';
import { isEmpty, type ScalarNode, type YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { expected, scalarsOf } from './forms.ts';
import { readKeys } from './keys.ts';
import { readFieldName } from './read-entities.ts';
import { resolve, type TypeTable } from './type-table.ts';

/** Reads the moves that a status field may make. Null if there is no such field (reported). */
export function readLifecycle(
  ctx: ReadContext,
  table: TypeTable,
  node: YamlNode,
  fields: readonly EntityField[],
): Entity['lifecycle'] {
  const keys = readKeys(ctx, node, 'lifecycle', node.span);
  const fieldNode = keys?.get('field');
  const movesNode = keys?.get('moves');
  if (fieldNode === undefined || movesNode === undefined) return null;
  const name = readFieldName(ctx, fieldNode, new Set(fields.map((field) => field.name)));
  const field = fields.find((candidate) => candidate.name === name);
  if (name === null || field === undefined) return null;
  const type = resolve(table, field.type);
  if (type.kind !== 'enum') {
    ctx.reporter.report('DAT6501', fieldNode.span, { reason: `\`${name}\` is no enumeration, so it has no statuses.` });
    return null;
  }
  if (movesNode.kind !== 'map') return expected(ctx, movesNode, 'For each status, the list of those that may follow');
  const moves = movesNode.entries.map((entry) => {
    checkStatus(ctx, entry.key, type.values, name);
    const targets = isEmpty(entry.value) ? [] : scalarsOf(ctx, entry.value, 'statuses');
    return [
      entry.key.value,
      targets.filter((target) => checkStatus(ctx, target, type.values, name)).map((target) => target.value),
    ] as const;
  });
  return { field: name, moves: Object.fromEntries(moves), span: node.span };
}

function checkStatus(ctx: ReadContext, node: ScalarNode, values: readonly string[], field: string): boolean {
  if (values.includes(node.value)) return true;
  ctx.reporter.report('DAT6501', node.span, {
    reason: `\`${node.value.slice(0, 60)}\` is no value of \`${field}\`: ${values.slice(0, 8).join(', ')}.`,
  });
  return false;
}
