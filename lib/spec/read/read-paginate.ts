import type { Span } from '../../core/text-range.ts';
import type { HttpMethod, InputField, Pagination, Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import type { ReadContext } from './context.ts';
import { oneOf, wholeNumber } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { resolve, type TypeTable } from './type-table.ts';

const USUAL = { limit: 20, max: 100 };
const MOST = 1000;

/** Reads the rule for pages of an operation. Null if there is none. */
export function readPaginate(
  ctx: ReadContext,
  keys: Keys,
  endpointId: string,
  method: HttpMethod,
  inputs: readonly InputField[],
): Pagination | null {
  const node = keys.get('paginate');
  const rule = node === undefined ? null : readKeys(ctx, node, 'paginate', node.span);
  if (node === undefined || rule === null) return null;
  const [limitNode, maxNode, styleNode] = ['limit', 'max', 'style'].map((key) => rule.get(key));
  const max =
    (maxNode === undefined ? null : wholeNumber(ctx, maxNode, 'The most rows of a page', 1, MOST)) ?? USUAL.max;
  const limit =
    (limitNode === undefined ? null : wholeNumber(ctx, limitNode, 'The rows of a page', 1, max)) ??
    Math.min(USUAL.limit, max);
  const style = styleNode === undefined ? null : oneOf(ctx, styleNode, ['offset', 'cursor'] as const, 'A style');
  const page: Pagination = { id: `${endpointId}/paginate`, span: node.span, limit, max, style: style ?? 'offset' };
  const names = new Set(pageInputs(page, endpointId).map((input) => input.name));
  const taken = inputs.find((input) => names.has(input.name));
  if (taken !== undefined)
    ctx.reporter.report('SPC2055', taken.span, {
      reason: `\`paginate\` adds the input \`${taken.name}\` by itself. Remove this one.`,
    });
  if (method !== 'GET') ctx.reporter.report('SPC2055', node.span, { reason: `Pages are for GET; this is ${method}.` });
  return page;
}

/** The inputs that pages add: `limit`, and `offset` or the opaque mark `after`; and the output `next` where that is an object. */
export function pageInputs(page: Pagination | null, endpointId: string): InputField[] {
  if (page === null) return [];
  const { span } = page;
  const input = (name: string, type: Type, byDefault: string | null): InputField => ({
    id: `${endpointId}/input/${name}`,
    span,
    name,
    type,
    typeOrigin: 'default',
    summary: null,
    protection: null,
    renamedFrom: null,
    in: 'query',
    default: byDefault === null ? null : { kind: 'literal', value: { number: byDefault }, span },
    as: null,
  });
  const limit = input('limit', scalar('int', { range: { min: '1', max: String(page.max) } }), String(page.limit));
  const after = scalar('string', { length: { min: 1, max: 4000 } });
  return page.style === 'cursor'
    ? [limit, input('after', { kind: 'optional', of: after }, null)]
    : [limit, input('offset', scalar('int', { range: { min: '0', max: '1000000' } }), '0')];
}

/** Reports pages of an answer that has no list. */
export function checkPages(
  ctx: ReadContext,
  types: TypeTable,
  page: Pagination,
  outputs: readonly { type: Type; name?: string; span?: Span }[],
): void {
  const isList = (type: Type): boolean => {
    const full = resolve(types, type);
    return full.kind === 'list' || (full.kind === 'optional' && full.of.kind === 'list');
  };
  const next = outputs.find(({ name }) => name === 'next');
  if (page.style === 'cursor' && next !== undefined)
    ctx.reporter.report('SPC2055', next.span ?? page.span, {
      reason: '`paginate` with cursors adds the output `next` by itself. Remove this one.',
    });
  if (!outputs.some(({ type }) => isList(type)))
    ctx.reporter.report('SPC2055', page.span, {
      reason: 'There is no list in the output that pages could be made of.',
    });
}
