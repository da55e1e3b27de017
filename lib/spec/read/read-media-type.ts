import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { textOf } from './forms.ts';

/** Reads a media type such as `text/plain` (RFC 6838 §4.2, in lower case, without parameters). Null if reported. */
export function readMediaType(ctx: ReadContext, node: YamlNode): string | null {
  const text = textOf(ctx, node, 'A media type such as text/plain');
  if (text === null || /^[a-z]+\/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}$/.test(text)) return text;
  ctx.reporter.report('SPC2054', node.span, {
    reason: `\`${text.slice(0, 60)}\` is no media type. Write it like text/plain, in lower case and without parameters.`,
  });
  return null;
}
