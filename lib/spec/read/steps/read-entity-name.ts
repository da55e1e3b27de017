import type { Entity } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { textOf } from '../forms.ts';
import type { World } from '../world.ts';

/** The entity that is named, or null (reported). */
export function readEntityName(ctx: ReadContext, world: World, node: YamlNode): Entity | null {
  const name = textOf(ctx, node, 'The name of an entity');
  if (name === null) return null;
  const entity = world.types.entities.get(name);
  if (entity !== undefined) return entity;
  const suggestion = ctx.reporter.suggest(name, ctx.names.entities.keys());
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
  ctx.reporter.report('SPC2013', node.span, { what: 'entity', name, suggestion }, fixes);
  return null;
}
