import type { Span } from '../../../core/text-range.ts';
import type { Given } from '../../model.ts';
import { entryOf, type MapNode, type YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { expected, scalarsOf } from '../forms.ts';
import { readRoleNames } from '../read-access.ts';
import { checkPlaceholders, type Examples } from './examples.ts';

const KEYS = ['id', 'roles', 'scopes'];

/** Reads who calls: `anonymous`, or `{id, roles, scopes}`. */
export function readCaller(
  ctx: ReadContext,
  examples: Examples,
  node: YamlNode,
  span: Span,
): Extract<Given, { kind: 'caller' }> {
  const nobody = { kind: 'caller' as const, id: null, roles: [], scopes: [], span };
  if (node.kind === 'scalar' && node.value === 'anonymous') return nobody;
  if (node.kind !== 'map') {
    expected(ctx, node, '`anonymous`, or {id: …, roles: […]}');
    return nobody;
  }
  checkPlaceholders(ctx, examples, node);
  for (const { key } of node.entries)
    if (!KEYS.includes(key.value))
      ctx.reporter.report('SPC2001', key.span, {
        key: key.value,
        where: 'a caller',
        suggestion: ctx.reporter.suggest(key.value, KEYS),
      });
  const [roles, scopes] = ['roles', 'scopes'].map((key) => entryOf(node, key)?.value);
  return {
    ...nobody,
    id: readId(ctx, node),
    roles: roles === undefined ? [] : readRoleNames(ctx, roles),
    scopes: scopes === undefined ? [] : scalarsOf(ctx, scopes, 'scopes').map((item) => item.value),
  };
}

/** A caller that is somebody has an id; one is made up where it does not matter. */
function readId(ctx: ReadContext, node: MapNode): string {
  const id = entryOf(node, 'id')?.value;
  if (id === undefined) return 'somebody';
  if (id.kind === 'scalar' && id.style !== 'empty') return id.value;
  expected(ctx, id, 'An id');
  return 'somebody';
}
