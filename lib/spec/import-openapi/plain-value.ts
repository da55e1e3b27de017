import type { ImportContext } from './import-context.ts';
import { type ImportedType, notation } from './imported-type.ts';

const NO_PLAIN_VALUE = new Set(['json', 'base64', 'bytes', 'file']);
const MAX_STEPS = 50;

/** Whether a type can be sent in a place that holds texts: one plain value, in a query or a form also a list of them. */
export function fitsPlace(
  ctx: ImportContext,
  type: ImportedType,
  place: 'path' | 'query' | 'header' | 'cookie' | 'form',
): boolean {
  if (isPlain(ctx, type, 0)) return true;
  const item = place === 'query' || place === 'form' ? itemOf(ctx, type, 0) : null;
  return item !== null && isPlain(ctx, notation(item), 0);
}

/** Whether a type is a list, following names. */
export function isList(ctx: ImportContext, type: ImportedType): boolean {
  return itemOf(ctx, type, 0) !== null;
}

function isPlain(ctx: ImportContext, type: ImportedType, depth: number): boolean {
  if (depth > MAX_STEPS) return false;
  if (type.kind === 'enum') return true;
  if (type.kind === 'oneOf') return type.of.every((one) => isPlain(ctx, notation(one), depth + 1));
  if (type.kind === 'object' || /[<?]/.test(type.text) || NO_PLAIN_VALUE.has(type.text)) return false;
  const declared = ctx.byName.get(type.text);
  return declared === undefined || isPlain(ctx, declared.type, depth + 1);
}

/** What a list consists of, in notation; null if the type is no list. */
function itemOf(ctx: ImportContext, type: ImportedType, depth: number): string | null {
  if (type.kind !== 'notation' || depth > MAX_STEPS) return null;
  const item = /^list<(.*)>(?:\([^()]*\))?$/.exec(type.text)?.[1];
  if (item !== undefined) return item;
  const declared = ctx.byName.get(type.text);
  return declared === undefined ? null : itemOf(ctx, declared.type, depth + 1);
}
