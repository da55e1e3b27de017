import type { Endpoint, HttpMethod } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import { checkContent } from './check-content.ts';
import type { ReadContext } from './context.ts';
import { readKeys } from './keys.ts';
import { hasBody } from './place-of-input.ts';
import { readMediaType } from './read-media-type.ts';
import { readType, readTypeKeys } from './read-type.ts';
import type { TypeTable } from './type-table.ts';

/** Reads a request body that is one value, written as a type or with a media type besides. */
export function readBody(
  ctx: ReadContext,
  types: TypeTable,
  node: YamlNode,
  endpointId: string,
  operation: string,
  method: HttpMethod,
): Endpoint['body'] {
  if (!hasBody(method)) ctx.reporter.report('SPC2018', node.span, { reason: `A ${method} request has no body.` });
  const of = { id: `${endpointId}/body`, subject: `${operation}.body`, name: 'body' };
  const keys = node.kind === 'map' ? readKeys(ctx, node, 'body', node.span) : null;
  const { type } = keys === null ? readType(ctx, node, of) : readTypeKeys(ctx, keys, of);
  checkContent(ctx, types, type, node.span);
  const written = keys?.get('contentType');
  return { type, contentType: written === undefined ? null : readMediaType(ctx, written), span: node.span };
}
