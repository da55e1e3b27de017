import { compareDecimals, isDecimalText, scaleOf } from '../decimal-text.ts';
import type { Bounds, Type } from '../model.ts';
import { holdsBytes, isNumeric, isTextual, type ScalarType } from '../scalar-type.ts';
import type { YamlNode } from '../yaml/node.ts';
import { checkPattern } from './check-pattern.ts';
import type { ReadContext } from './context.ts';
import { oneOf, scalarsOf, textOf, wholeNumber } from './forms.ts';
import type { Keys } from './keys.ts';
import { readByteSize } from './type-syntax.ts';

const CONSTRAINTS = ['length', 'range', 'pattern', 'scale', 'media', 'wire'] as const;

/** Adds `length pattern range scale media wire` of a precise type to what the type says itself. */
export function applyConstraints(ctx: ReadContext, keys: Keys, type: Type): Type {
  if (type.kind === 'optional') return { kind: 'optional', of: applyConstraints(ctx, keys, type.of) };
  if (type.kind === 'list' || type.kind === 'map') {
    const node = keys.get('length');
    refuseOthers(ctx, keys, ['length'], type.kind === 'list' ? 'a list' : 'a map');
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

/** Reports every constraint of a map that is about a type which takes none. */
export function refuseConstraints(ctx: ReadContext, keys: Keys, what: string): void {
  refuseOthers(ctx, keys, [], what);
  const content = keys.entry('contentMediaType');
  if (content !== undefined)
    ctx.reporter.report('TYP3004', content.key.span, {
      reason: `\`contentMediaType\` does not work on ${what}. Declare it as a named type and write \`type: NAME\`.`,
    });
}

function constrainScalar(ctx: ReadContext, keys: Keys, type: ScalarType): ScalarType {
  const allowed = constraintsOf(type);
  refuseOthers(ctx, keys, allowed, `\`${type.name}\``);
  const given = (key: (typeof CONSTRAINTS)[number]) => (allowed.includes(key) ? keys.get(key) : undefined);
  const [length, range, pattern, scale, media, wire] = CONSTRAINTS.map(given);
  return {
    ...type,
    ...(length === undefined
      ? {}
      : { length: readBounds(ctx, length, holdsBytes(type.name) ? readByteSize : wholeText) }),
    ...(range === undefined ? {} : { range: readBounds(ctx, range, (text) => (isDecimalText(text) ? text : null)) }),
    ...(pattern === undefined ? {} : { pattern: readPattern(ctx, pattern) }),
    ...(scale === undefined ? {} : { scale: wholeNumber(ctx, scale, 'A scale', 0, 20) }),
    ...(media === undefined ? {} : { media: readMediaTypes(ctx, media) }),
    ...(wire === undefined ? {} : { wire: oneOf(ctx, wire, ['number'] as const, 'A form on the wire') }),
  };
}

function constraintsOf({ name }: ScalarType): readonly string[] {
  if (isTextual(name)) return ['length', 'pattern'];
  if (holdsBytes(name)) return ['length', 'media'];
  if (name === 'decimal') return ['range', 'scale', 'wire'];
  if (name === 'long') return ['range', 'wire'];
  return isNumeric(name) ? ['range'] : [];
}

function refuseOthers(ctx: ReadContext, keys: Keys, allowed: readonly string[], what: string): void {
  for (const key of CONSTRAINTS) {
    const entry = keys.entry(key);
    if (entry === undefined || allowed.includes(key)) continue;
    ctx.reporter.report('TYP3004', entry.key.span, { reason: `\`${key}\` does not work on ${what}.` });
  }
}

/** `image/png`, or `image/*` for all of a kind (RFC 6838 §4.2). */
function readMediaTypes(ctx: ReadContext, node: YamlNode): string[] | null {
  const types = scalarsOf(ctx, node, 'media types').flatMap((item) => {
    if (/^[a-z]+\/(\*|[a-z0-9][a-z0-9!#$&^_.+-]{0,100})$/.test(item.value)) return [item.value];
    ctx.reporter.report('TYP3004', item.span, {
      reason: `\`${item.value.slice(0, 60)}\` is no media type. Write it like image/png, in lower case.`,
    });
    return [];
  });
  return types.length === 0 ? null : types;
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
  if (type.kind === 'list' || type.kind === 'map') {
    const { min = null, max = null } = type.length ?? {};
    return min !== null && max !== null && min > max
      ? `No ${type.kind} is between ${min} and ${max} items long.`
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
