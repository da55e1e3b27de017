import type { Access, Endpoint, HttpMethod, InputField, Period, RateLimit } from '../model.ts';
import { readPeriod } from '../phrases/duration.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { expected, textOf, wholeNumber } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { readPeriodNode } from './read-promises.ts';

const USUAL_HEADER = 'Idempotency-Key';
const A_DAY: Period = { count: 24, unit: 'hour' };

/** Reads how requests may be repeated safely. Null if nothing is said. */
export function readIdempotency(
  ctx: ReadContext,
  keys: Keys,
  endpointId: string,
  method: HttpMethod,
): Endpoint['idempotency'] {
  const node = keys.get('idempotency');
  const rule = node === undefined ? null : readKeys(ctx, node, 'idempotency', node.span);
  if (node === undefined || rule === null) return null;
  const [headerNode, keepNode] = ['header', 'keep'].map((key) => rule.get(key));
  if (method === 'GET')
    ctx.reporter.report('SPC2055', node.span, { reason: 'A GET request may be repeated anyway; it needs no key.' });
  return {
    id: `${endpointId}/idempotency`,
    span: node.span,
    header: (headerNode === undefined ? null : readHeaderName(ctx, headerNode)) ?? USUAL_HEADER,
    keep: (keepNode === undefined ? null : readPeriodNode(ctx, keepNode)) ?? A_DAY,
  };
}

/** The name of a header (RFC 9110 §5.6.2), or null (reported). */
export function readHeaderName(ctx: ReadContext, node: YamlNode): string | null {
  const text = textOf(ctx, node, 'The name of a header');
  if (text === null || /^[A-Za-z][A-Za-z0-9-]{0,62}$/.test(text)) return text;
  ctx.reporter.report('SPC2007', node.span, {
    name: text,
    rule: 'the name of a header is letters, digits and hyphens, a letter first, at most 63',
  });
  return null;
}

/** Reads how often callers may ask. Null if nothing is said, or if the rule cannot be read (reported). */
export function readRateLimit(
  ctx: ReadContext,
  keys: Keys,
  endpointId: string,
  access: Access,
  inputs: readonly InputField[],
): RateLimit | null {
  const node = keys.get('rateLimit');
  const rule = node === undefined ? null : readKeys(ctx, node, 'rateLimit', node.span);
  if (node === undefined || rule === null) return null;
  const [limitNode, perNode, byNode] = ['limit', 'per', 'by'].map((key) => rule.get(key));
  const limit = limitNode === undefined ? null : wholeNumber(ctx, limitNode, 'A limit', 1, 1_000_000);
  const per = perNode === undefined ? null : readTime(ctx, perNode);
  const usual: RateLimit['by'] = access.kind === 'authenticated' ? { kind: 'caller' } : { kind: 'address' };
  const by = byNode === undefined ? usual : readSharer(ctx, byNode, access, inputs);
  if (limit === null || per === null) return null;
  return { id: `${endpointId}/rateLimit`, span: node.span, limit, per, by: by ?? usual };
}

/** `minute`, or `10 seconds`. */
function readTime(ctx: ReadContext, node: YamlNode): Period | null {
  const text = textOf(ctx, node, 'A time such as minute');
  if (text === null) return null;
  return readPeriod(text) ?? readPeriod(`1 ${text}`) ?? expected(ctx, node, 'A time such as minute or 10 seconds');
}

function readSharer(
  ctx: ReadContext,
  node: YamlNode,
  access: Access,
  inputs: readonly InputField[],
): RateLimit['by'] | null {
  const text = textOf(ctx, node, 'caller, address or input.NAME');
  if (text === null) return null;
  if (text === 'address') return { kind: 'address' };
  if (text === 'caller') {
    if (access.kind === 'public')
      ctx.reporter.report('SPC2055', node.span, {
        reason: 'Callers of a public operation are not known. Write `by: address`.',
      });
    return { kind: 'caller' };
  }
  const input = /^=?\s*input\.([A-Za-z][A-Za-z0-9_]*)$/.exec(text)?.[1];
  if (input === undefined) return expected(ctx, node, '`caller`, `address` or input.NAME');
  if (inputs.some(({ name }) => name === input)) return { kind: 'input', input };
  const suggestion = ctx.reporter.suggest(
    input,
    inputs.map(({ name }) => name),
  );
  ctx.reporter.report('SPC2013', node.span, { what: 'input', name: input, suggestion });
  return null;
}
