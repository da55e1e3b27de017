import { compareDecimals, isDecimalText, scaleOf } from '../decimal-text.ts';
import type { ImportContext } from './import-context.ts';
import type { ImportedType } from './imported-type.ts';
import { bare, type SpecValue, text } from './spec-value.ts';

const MAX_ALIASES = 50;

/** A default as it is written in a specification, or null if it is no value of the type (or no single value). */
export function defaultValue(ctx: ImportContext, value: unknown, type: ImportedType, depth = 0): SpecValue | null {
  if (type.kind === 'enum') return typeof value === 'string' && type.values.includes(value) ? text(value) : null;
  if (type.kind !== 'notation' || depth > MAX_ALIASES) return null;
  const declared = ctx.byName.get(type.text);
  if (declared !== undefined) return defaultValue(ctx, value, declared.type, depth + 1);
  if (type.text === 'bool') return typeof value === 'boolean' ? bare(value) : null;
  if (type.text === 'string') return typeof value === 'string' && fitsText(value, type) ? text(value) : null;
  if (!['int', 'long', 'decimal', 'double'].includes(type.text)) return null;
  const written = String(value);
  return typeof value === 'number' && fitsNumber(written, type) ? bare(written) : null;
}

function keyOf(type: ImportedType & { kind: 'notation' }, name: string): string | null {
  const value = type.keys.find(([key]) => key === name)?.[1];
  return value !== undefined && (value.kind === 'text' || value.kind === 'bare') ? value.text : null;
}

function fitsText(value: string, type: ImportedType & { kind: 'notation' }): boolean {
  const pattern = keyOf(type, 'pattern');
  const [least = '', most = ''] = keyOf(type, 'length')?.split('..') ?? [];
  const length = [...value].length;
  if (value.startsWith('=') || length < Number(least) || (most !== '' && length > Number(most))) return false;
  return pattern === null || new RegExp(pattern, 'u').test(value);
}

function fitsNumber(written: string, type: ImportedType & { kind: 'notation' }): boolean {
  if (!isDecimalText(written)) return false;
  const [least = '', most = ''] = keyOf(type, 'range')?.split('..') ?? [];
  const scale = type.text === 'decimal' ? keyOf(type, 'scale') : type.text === 'double' ? null : '0';
  if (scale !== null && scaleOf(written) > Number(scale)) return false;
  if (least !== '' && compareDecimals(written, least) < 0) return false;
  if (type.text === 'int' && Math.abs(Number(written)) > 2_147_483_647) return false;
  return most === '' || compareDecimals(written, most) <= 0;
}
