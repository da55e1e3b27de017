import { compareDecimals } from '../decimal-text.ts';
import type { Bounds, ScalarName } from '../model.ts';
import type { ScalarType } from '../scalar-type.ts';
import type { TypeDifference, TypeEffect, Use } from './compare-types.ts';
import { said } from './differ.ts';
import { sayTypeOf } from './say-type.ts';

/** Compares two scalars by the values that they admit. */
export function compareScalars(before: ScalarType, after: ScalarType, use: Use): TypeDifference[] {
  if (before.name !== after.name) return [nameChange(before, after, use)];
  return [
    ...limitsChange('length', before.length, after.length),
    ...limitsChange('range', before.range, after.range),
    ...patternChange(before.pattern, after.pattern),
    ...scaleChange(before.scale, after.scale),
    ...mediaChange(before.media, after.media),
    ...formChange(before, after),
  ];
}

/** What a JSON text or number of one scalar is also a good value of. */
const WIDER: Readonly<Partial<Record<ScalarName, readonly ScalarName[]>>> = {
  int: ['double'],
  email: ['string'],
  url: ['string'],
  phone: ['string'],
  uuid: ['string'],
  date: ['string'],
  timestamp: ['string'],
  duration: ['string'],
  base64: ['string'],
};

/** Numbers that are taken where another kind is asked for, though they are given in another form: `long` and `decimal` are texts in answers. */
const TAKEN: Readonly<Partial<Record<ScalarName, readonly ScalarName[]>>> = {
  int: ['long', 'decimal'],
  long: ['decimal'],
};

function nameChange(before: ScalarType, after: ScalarType, use: Use): TypeDifference {
  const what = `${said(sayTypeOf(before))} → ${said(sayTypeOf(after))}`;
  const limited = (type: ScalarType): boolean =>
    [type.length, type.range, type.pattern].some((limit) => limit !== null);
  const fits = (from: ScalarType, to: ScalarType): boolean =>
    !limited(to) &&
    ((WIDER[from.name] ?? []).includes(to.name) || (use === 'input' && (TAKEN[from.name] ?? []).includes(to.name)));
  const wire = use === 'input' || use === 'output';
  if (wire && fits(before, after)) return { effect: 'widened', what, place: null };
  if (wire && fits(after, before)) return { effect: 'narrowed', what, place: null };
  return { effect: 'retyped', what, place: null };
}

/** The change of inclusive limits; a limit that is not written does not limit. */
export function limitsChange(
  name: 'length' | 'range',
  before: Bounds<number | string> | null,
  after: Bounds<number | string> | null,
): TypeDifference[] {
  const low = limitMove(before?.min ?? null, after?.min ?? null, 1);
  const high = limitMove(before?.max ?? null, after?.max ?? null, -1);
  if (low === 0 && high === 0) return [];
  const what = `${name} ${sayLimits(before)} → ${sayLimits(after)}`;
  const effect: TypeEffect = low >= 0 && high >= 0 ? 'narrowed' : low <= 0 && high <= 0 ? 'widened' : 'shifted';
  return [{ effect, what, place: null }];
}

/** Above zero if a limit shuts values out, below zero if it lets values in. `inward` is the direction in which it shuts out. */
function limitMove(before: number | string | null, after: number | string | null, inward: 1 | -1): number {
  if (before === null || after === null) return before === after ? 0 : before === null ? 1 : -1;
  return Math.sign(compareDecimals(String(after), String(before))) * inward;
}

function sayLimits(bounds: Bounds<number | string> | null): string {
  if (bounds === null || (bounds.min === null && bounds.max === null)) return 'without limits';
  return said(`${bounds.min ?? ''}..${bounds.max ?? ''}`);
}

function patternChange(before: string | null, after: string | null): TypeDifference[] {
  if (before === after) return [];
  const what = `${before === null ? 'no pattern' : `pattern ${said(before)}`} → ${after === null ? 'none' : said(after)}`;
  return [{ effect: before === null ? 'narrowed' : after === null ? 'widened' : 'shifted', what, place: null }];
}

function scaleChange(before: number | null, after: number | null): TypeDifference[] {
  if (before === after) return [];
  const say = (scale: number | null): string => (scale === null ? 'any number of digits' : String(scale));
  const wider = after === null || (before !== null && after > before);
  const what = `digits after the point ${say(before)} → ${say(after)}`;
  return [{ effect: wider ? 'widened' : 'narrowed', what, place: null }];
}

function mediaChange(before: readonly string[] | null, after: readonly string[] | null): TypeDifference[] {
  const gone = after === null ? [] : (before ?? ['*']).filter((media) => !after.includes(media));
  const fresh = before === null ? [] : (after ?? ['*']).filter((media) => !before.includes(media));
  if (gone.length === 0 && fresh.length === 0) return [];
  const say = (media: readonly string[] | null): string => (media === null ? 'any media type' : said(media.join(', ')));
  const effect = gone.length === 0 ? 'widened' : fresh.length === 0 ? 'narrowed' : 'shifted';
  return [{ effect, what: `${say(before)} → ${say(after)}`, place: null }];
}

/** Another form of the same value on the wire, or another document inside a text. */
function formChange(before: ScalarType, after: ScalarType): TypeDifference[] {
  const say = ({ wire, content }: ScalarType): string =>
    [wire && 'as a number', content && `holding ${content.media}`].filter(Boolean).join(', ') || 'in the usual form';
  if (say(before) === say(after)) return [];
  return [{ effect: 'retyped', what: `sent ${say(before)} → ${say(after)}`, place: null }];
}
