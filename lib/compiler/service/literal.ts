import type { JsonLiteral, Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { type Doc, list } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { isDecimal, scaleOf } from './types.ts';

/** A literal; decimals get the digits that their type asks for. */
export function literal(json: JsonLiteral, type: Type | null, plan: Plan): Doc {
  if (json === null || typeof json === 'boolean') return String(json);
  if (typeof json === 'string') return quote(json);
  if (isList(json))
    return list(
      '[',
      json.map((item) => literal(item, null, plan)),
      ']',
    );
  if ('number' in json && typeof json.number === 'string') return numberLiteral(json.number, type, plan);
  const entries = 'map' in json ? Object.entries(json.map) : [];
  return list(
    '{',
    entries.map(([name, item]) => [key(name), ': ', literal(item, null, plan)]),
    '}',
    true,
  );
}

function isList(json: JsonLiteral): json is readonly JsonLiteral[] {
  return Array.isArray(json);
}

function numberLiteral(text: string, type: Type | null, plan: Plan): string {
  if (type === null || !isDecimal(type, plan.model)) return text;
  return quote(withScale(text, scaleOf(type, plan.model)));
}

/** `8.5` with two digits after the point is `8.50`. A text that has more digits already stays as it is. */
export function withScale(text: string, scale: number | null): string {
  if (scale === null) return text;
  const [whole = '0', fraction = ''] = text.split('.');
  return scale === 0 && fraction === '' ? whole : `${whole}.${fraction.padEnd(scale, '0')}`;
}
