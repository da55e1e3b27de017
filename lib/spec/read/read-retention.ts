import { scalarName } from '../expressions/static-types.ts';
import type { Entity, EntityField } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { oneOf } from './forms.ts';
import { readKeys } from './keys.ts';
import { readFieldName } from './read-entities.ts';
import { readPeriodNode } from './read-promises.ts';
import { resolve, type TypeTable } from './type-table.ts';

/** Reads how long rows are kept. `from` is a date or a timestamp of the row that is never missing. */
export function readRetention(
  ctx: ReadContext,
  table: TypeTable,
  node: YamlNode,
  fields: readonly EntityField[],
): Entity['retention'] {
  const keys = readKeys(ctx, node, 'retention', node.span);
  const [keepNode, fromNode, thenNode] = ['keep', 'from', 'then'].map((key) => keys?.get(key));
  if (thenNode !== undefined) oneOf(ctx, thenNode, ['erase'] as const, 'What happens then');
  if (keepNode === undefined || fromNode === undefined) return null;
  const keep = readPeriodNode(ctx, keepNode);
  const from = readFieldName(ctx, fromNode, new Set(fields.map((field) => field.name)));
  const field = fields.find((candidate) => candidate.name === from);
  if (keep === null || from === null || field === undefined) return null;
  const type = resolve(table, field.type);
  const name = scalarName(type.kind === 'optional' ? type.of : type);
  if (name !== 'timestamp' && name !== 'date')
    return refuse(ctx, fromNode, `\`${from}\` is no date and no timestamp, so no time can count from it.`);
  if (type.kind === 'optional')
    return refuse(ctx, fromNode, `\`${from}\` may be missing, and such a row would be kept for ever.`);
  // biome-ignore lint/suspicious/noThenProperty: it is the word of the language.
  return { keep, from, then: 'erase', span: node.span };
}

function refuse(ctx: ReadContext, node: YamlNode, reason: string): null {
  ctx.reporter.report('SPC2051', node.span, { reason });
  return null;
}
