import { compareDecimals, isDecimalText, scaleOf } from '../decimal-text.ts';
import type { Bounds, Type } from '../model.ts';
import { isNumeric, isTextual, type ScalarType } from '../scalar-type.ts';
import type { YamlNode } from '../yaml/node.ts';
import { checkPattern } from './check-pattern.ts';
import type { ReadContext } from './context.ts';
import { textOf, wholeNumber } from './forms.ts';
import type { Keys } from './keys.ts';
import { readByteSize } from './type-syntax.ts';

/** Adds `length pattern range scale` of a precise type to what the type says itself. */
export function applyConstraints(ctx: ReadContext, keys: Keys, type: Type): Type {
  if (type.kind === 'optional') return { kind: 'optional', of: applyConstraints(ctx, keys, type.of) };
  if (type.kind === 'list') {
    const node = keys.get('length');
    refuseOthers(ctx, keys, ['length'], 'a list');
    return node === undefined ? type : { ...type, length: readBounds(ctx, node, wholeText) };
  }
  if (type.kind !== 'scalar') {
    refuseOthers(
      ctx,
      keys,
      [],
      type.kind === 'named' ? 'a named type; put it where the type is declared' : 'this type',
    );
    return type;
  }
  return checkBounds(ctx, keys, constrainScalar(ctx, keys, type));
}

/** Reports bounds in a type that cannot be met; also for types in notation, such as `int(84..6)`. */
export function checkTypeBounds(ctx: ReadContext, node: YamlNode, type: Type): void {
  const reason = boundsProblem(type);
  if (reason !== null) ctx.reporter.report('TYP3004', node.span, { reason });
}

function constrainScalar(ctx: ReadContext, keys: Keys, type: ScalarType): ScalarType {
  const allowed = isTextual(type.name)
    ? ['length', 'pattern']
    : isNumeric(type.name)
      ? ['range']
      : type.name === 'base64'
        ? ['length']
        : [];
  refuseOthers(ctx, keys, type.name === 'decimal' ? [...allowed, 'scale'] : allowed, `\`${type.name}\``);
  const [length, range, pattern, scale] = ['length', 'range', 'pattern', 'scale'].map((key) => keys.get(key));
  let next = type;
  if (length !== undefined && allowed.includes('length')) {
    next = { ...next, length: readBounds(ctx, length, type.name === 'base64' ? readByteSize : wholeText) };
  }
  if (range !== undefined && allowed.includes('range')) {
    next = { ...next, range: readBounds(ctx, range, (text) => (isDecimalText(text) ? text : null)) };
  }
  if (pattern !== undefined && allowed.includes('pattern')) next = { ...next, pattern: readPattern(ctx, pattern) };
  if (scale !== undefined && type.name === 'decimal')
    next = { ...next, scale: wholeNumber(ctx, scale, 'A scale', 0, 20) };
  return next;
}

function refuseOthers(ctx: ReadContext, keys: Keys, allowed: readonly string[], what: string): void {
  for (const key of ['length', 'range', 'pattern', 'scale']) {
    const entry = keys.entry(key);
    if (entry === undefined || allowed.includes(key)) continue;
    ctx.reporter.report('TYP3004', entry.key.span, { reason: `\`${key}\` does not work on ${what}.` });
  }
}

/** `1..140`, `10..`, `..5` or a single value. */
function readBounds<T>(ctx: ReadContext, node: YamlNode, read: (text: string) => T | null): Bounds<T> | null {
  const text = textOf(ctx, node, 'A range such as 1..10');
  if (text === null) return null;
  const parts = text.split('..');
  const [low = '', high = low] = parts.map((part) => part.trim());
  const min = low === '' ? null : read(low);
  const max = high === '' ? null : read(high);
  const bad =
    parts.length > 2 || (low === '' && high === '') || (low !== '' && min === null) || (high !== '' && max === null);
  if (!bad) return { min, max };
  ctx.reporter.report('TYP3004', node.span, { reason: 'A range is written as 1..10, 10.. or ..5.' });
  return null;
}

function wholeText(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function readPattern(ctx: ReadContext, node: YamlNode): string | null {
  const pattern = textOf(ctx, node, 'A regular expression');
  if (pattern === null) return null;
  const reason = checkPattern(pattern);
  if (reason === null) return pattern;
  ctx.reporter.report('SEC7005', node.span, { reason });
  return null;
}

function checkBounds(ctx: ReadContext, keys: Keys, type: ScalarType): ScalarType {
  const reason = boundsProblem(type);
  const at = keys.entry('length') ?? keys.entry('range') ?? keys.entry('scale');
  if (reason !== null && at !== undefined) ctx.reporter.report('TYP3004', at.span, { reason });
  return type;
}

/** Why no value can meet the bounds, or null. */
function boundsProblem(type: Type): string | null {
  if (type.kind === 'optional') return boundsProblem(type.of);
  if (type.kind === 'list') {
    const { min = null, max = null } = type.length ?? {};
    return min !== null && max !== null && min > max
      ? `No list is between ${min} and ${max} items long.`
      : boundsProblem(type.of);
  }
  if (type.kind !== 'scalar') return null;
  const { length, range, scale, name } = type;
  if (length?.min != null && length.max != null && length.min > length.max)
    return `No length is between ${length.min} and ${length.max}.`;
  if (range === null) return null;
  const { min, max } = range;
  if (min !== null && max !== null && compareDecimals(min, max) > 0) return `No number is between ${min} and ${max}.`;
  const digits = name === 'int' || name === 'long' ? 0 : scale;
  const tooFine = [min, max].find((bound) => bound !== null && digits !== null && scaleOf(bound) > digits);
  if (tooFine != null)
    return digits === 0 && name !== 'decimal'
      ? `\`${tooFine}\` is no whole number.`
      : `\`${tooFine}\` has more digits than the scale of ${digits}.`;
  const limit = name === 'int' ? '2147483647' : '9007199254740991';
  const far = (bound: string | null): boolean => bound !== null && compareDecimals(bound.replace('-', ''), limit) > 0;
  return digits === 0 && name !== 'decimal' && (far(min) || far(max)) ? `\`${name}\` goes up to ${limit}.` : null;
}
