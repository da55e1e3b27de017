import { addDecimals, compareDecimals, scaleOf } from '../decimal-text.ts';
import type { ImportContext } from './import-context.ts';
import { type ImportedType, notation } from './imported-type.ts';
import { at, type JsonObject, member, textOf } from './json.ts';
import { type SpecEntry, text } from './spec-value.ts';

const INT_MAX = 2_147_483_647;
const WIRE: SpecEntry = ['wire', text('number')];

/**
 * Reads `integer` and `number`. An integer is an int where its format or its bounds say so, else a long; a number is exact (a
 * decimal) unless its format says binary. Both stay JSON numbers on the wire.
 */
export function numberType(
  ctx: ImportContext,
  schema: JsonObject,
  pointer: string,
  type: 'integer' | 'number',
): ImportedType {
  const format = textOf(member(schema, 'format'));
  const scale = stepDigits(ctx, schema, pointer, type);
  const range = rangeOf(ctx, schema, pointer, type === 'integer' ? 0 : scale);
  if (type === 'integer') return integerType(ctx, pointer, format, range);
  const keys: SpecEntry[] = range === null ? [] : [['range', text(`${range.min ?? ''}..${range.max ?? ''}`)]];
  if (format === 'float' || format === 'double') {
    if (scale !== null) ctx.losses.note(at(pointer, 'multipleOf'), 'The steps of a binary number are not checked.');
    return notation('double', keys);
  }
  if (format !== null && format !== 'decimal')
    ctx.losses.note(
      at(pointer, 'format'),
      `The format \`${format.slice(0, 60)}\` is not checked; it is read as a decimal.`,
    );
  if (scale !== null) keys.push(['scale', text(String(scale))]);
  return notation('decimal', [...keys, WIRE]);
}

/** A whole or an exact number without bounds that is a JSON number on the wire. */
export function numberOnWire(name: 'long' | 'decimal'): ImportedType {
  return notation(name, [WIRE]);
}

interface Range {
  min: string | null;
  max: string | null;
}

function integerType(ctx: ImportContext, pointer: string, format: string | null, range: Range | null): ImportedType {
  const known = format === 'int32' || format === 'int64' || format === null;
  if (!known)
    ctx.losses.note(
      at(pointer, 'format'),
      `The format \`${format.slice(0, 60)}\` is not checked; it is read as a whole number.`,
    );
  const bounded = range?.min != null && range.max != null && isSmall(range.min) && isSmall(range.max);
  const small = format === 'int32' || (format !== 'int64' && bounded);
  const least = small ? String(-INT_MAX) : String(Number.MIN_SAFE_INTEGER);
  const most = small ? String(INT_MAX) : String(Number.MAX_SAFE_INTEGER);
  const within = (bound: string | null): string | null => {
    if (bound === null || (compareDecimals(bound, least) >= 0 && compareDecimals(bound, most) <= 0)) return bound;
    ctx.losses.note(pointer, `The bound ${bound} is not carried over: values go from ${least} to ${most}.`);
    return null;
  };
  const [min, max] = [within(range?.min ?? null), within(range?.max ?? null)];
  const keys: SpecEntry[] = min === null && max === null ? [] : [['range', text(`${min ?? ''}..${max ?? ''}`)]];
  return small ? notation('int', keys) : notation('long', [...keys, WIRE]);
}

function isSmall(bound: string): boolean {
  return Math.abs(Number(bound)) <= INT_MAX;
}

/** The digits after the point that `multipleOf: 0.01` allows, or null. Whole numbers have none of their own. */
function stepDigits(
  ctx: ImportContext,
  schema: JsonObject,
  pointer: string,
  type: 'integer' | 'number',
): number | null {
  const multiple = member(schema, 'multipleOf');
  if (multiple === undefined || (multiple === 1 && type === 'integer')) return null;
  const digits = typeof multiple === 'number' ? /^(?:1|0\.(0*)1|1e-(\d+))$/.exec(String(multiple)) : null;
  if (digits === null || type === 'integer') {
    ctx.losses.note(at(pointer, 'multipleOf'), 'That the number is a multiple is not checked.');
    return null;
  }
  const [whole, zeros, exponent] = digits;
  if (whole === '1') return 0;
  return exponent === undefined ? (zeros ?? '').length + 1 : Math.min(20, Number(exponent));
}

/** The bounds, both included. An excluded bound moves to the next value where there is a next one, else it is a loss. */
function rangeOf(ctx: ImportContext, schema: JsonObject, pointer: string, scale: number | null): Range | null {
  const min = boundOf(ctx, schema, pointer, ['minimum', 'exclusiveMinimum'], scale, 1);
  const max = boundOf(ctx, schema, pointer, ['maximum', 'exclusiveMaximum'], scale, -1);
  if (min === null && max === null) return null;
  if (min === null || max === null || compareDecimals(min, max) <= 0) return { min, max };
  ctx.losses.note(pointer, 'No number is within the bounds; they are left out.');
  return null;
}

function boundOf(
  ctx: ImportContext,
  schema: JsonObject,
  pointer: string,
  [inclusive, exclusive]: readonly [string, string],
  scale: number | null,
  inwards: 1 | -1,
): string | null {
  const excluded = member(schema, exclusive);
  // OpenAPI 3.0 has a flag beside the bound, 3.1 a bound of its own; where both are said, the narrower one counts.
  const outer = member(schema, inclusive);
  const own = typeof excluded === 'number' ? excluded : null;
  const open = excluded === true || (own !== null && (typeof outer !== 'number' || (own - outer) * inwards >= 0));
  const bound = open && own !== null ? own : outer;
  if (bound === undefined) return null;
  const written = typeof bound === 'number' ? decimalText(bound) : null;
  const key = bound === own ? exclusive : inclusive;
  if (written === null) {
    ctx.losses.note(at(pointer, key), 'This is no bound that can be checked.');
    return null;
  }
  if (scale !== null && scaleOf(written) > scale) return nextWithin(written, scale, inwards);
  if (!open) return written;
  if (scale !== null) return next(written, scale, inwards);
  ctx.losses.note(at(pointer, exclusive), `The bound \`${written}\` itself is accepted, too.`);
  return written;
}

/** The first value of the given scale inside a bound that is finer. */
function nextWithin(bound: string, scale: number, inwards: 1 | -1): string {
  const [whole = '0', digits = ''] = bound.split('.');
  const cut = scale === 0 ? whole : `${whole}.${digits.slice(0, scale)}`;
  const isBelow = bound.startsWith('-');
  return isBelow === (inwards === 1) ? cut.replace(/^-(0(?:\.0*)?)$/, '$1') : next(cut, scale, inwards);
}

/** The number one unit of the scale away. */
function next(bound: string, scale: number, direction: 1 | -1): string {
  const unit = scale === 0 ? '1' : `0.${'1'.padStart(scale, '0')}`;
  return addDecimals(bound, direction === 1 ? unit : `-${unit}`);
}

/** A number without an exponent, or null where that would be too long. */
function decimalText(value: number): string | null {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return null;
  const written = String(value);
  if (!/e/.test(written)) return written;
  return value.toFixed(20).replace(/\.?0+$/, '');
}
