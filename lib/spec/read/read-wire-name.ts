import { lineNumber, type ReadContext } from './context.ts';
import type { Keys } from './keys.ts';

/** Names of headers and cookies (RFC 9110 §5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const MEMBER = /^[^\s"\\\p{Cc}]{1,100}$/u;

/** Reads `as`: the name on the wire where it is another one. Null if there is none, or if it cannot be one (reported). */
export function readWireName(ctx: ReadContext, keys: Keys | null, place: string): string | null {
  const node = keys?.get('as');
  if (node === undefined) return null;
  const token = place === 'header' || place === 'cookie';
  if (place === 'path') {
    ctx.reporter.report('SPC2053', node.span, { reason: 'A parameter of the path has the name that the path says.' });
    return null;
  }
  if (node.kind === 'scalar' && (token ? TOKEN : MEMBER).test(node.value)) return node.value;
  const rule = token ? 'letters, digits and hyphens' : 'no spaces, quotes or backslashes';
  ctx.reporter.report('SPC2053', node.span, { reason: `A name on the wire has at most 100 characters: ${rule}.` });
  return null;
}

/** Reports the second of two values that would have one name in one place. Names of headers do not differ by case. */
export function refuseSameWireNames(
  ctx: ReadContext,
  fields: readonly { name: string; as: string | null; in?: string; span: { start: number; end: number } }[],
): void {
  const seen = new Map<string, number>();
  for (const field of fields) {
    const name = field.as ?? field.name;
    const key = `${field.in ?? ''} ${field.in === 'header' ? name.toLowerCase() : name}`;
    const before = seen.get(key);
    if (before !== undefined)
      ctx.reporter.report('SPC2053', field.span, {
        reason: `\`${name}\` is the name on the wire of what stands in line ${lineNumber(ctx, before)} already.`,
      });
    else seen.set(key, field.span.start);
  }
}
