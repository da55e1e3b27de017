import { digits, type Exact, order, plus, roundTo } from './exact.ts';
import { numeric, UNKNOWN, type Value } from './value.ts';

/** What a function of the language comes to, given its values, and the exact numbers among them. */
export function functionValue(name: string, values: readonly Value[], numbers: readonly Exact[]): Value {
  const [first = UNKNOWN, second, third] = values;
  if (['round', 'abs', 'min', 'max'].includes(name) && numbers.length > 0) {
    if (name !== 'round' && numbers.length < values.length) return UNKNOWN;
    return { number: arithmetic(name, numbers, typeof third === 'string' ? third : 'half_up') };
  }
  if (first !== null && typeof first === 'object' && 'items' in first) return calledOnItems(name, first.items, second);
  if (name === 'range') return rangeOf(first, second);
  if (typeof first !== 'string') return UNKNOWN;
  if (name === 'yearsBetween' && typeof second === 'string') return numeric(String(yearsBetween(first, second)));
  if (name === 'lower') return first.toLowerCase();
  if (name === 'upper') return first.toUpperCase();
  if (name === 'trim') return first.trim();
  if (name === 'string') return first;
  if (name === 'size') return numeric(String([...first].length));
  if (typeof second !== 'string') return UNKNOWN;
  if (name === 'contains') return first.includes(second);
  if (name === 'startsWith') return first.startsWith(second);
  if (name === 'endsWith') return first.endsWith(second);
  if (name === 'replace' && typeof third === 'string' && second !== '') return first.split(second).join(third);
  return name === 'split' && second !== '' ? { items: first.split(second) } : UNKNOWN;
}

function arithmetic(name: string, numbers: readonly Exact[], mode: string): Exact {
  const [first = { units: 0n, scale: 0 }, second] = numbers;
  if (name === 'round') return roundTo(first, second === undefined ? 0 : Number(second.units), mode);
  if (name === 'abs') return first.units < 0n ? { ...first, units: -first.units } : first;
  return numbers.reduce((best, value) => (order(value, best) < 0 === (name === 'min') ? value : best));
}

/** What the functions of lists come to, as far as they need no order. */
function calledOnItems(name: string, items: readonly Value[], second: Value | undefined): Value {
  if (name === 'size') return numeric(String(items.length));
  if (name === 'first') return items[0] ?? null;
  if (name === 'last') return items.at(-1) ?? null;
  if (name === 'sum') return summed(items);
  const texts = items.filter((item) => typeof item === 'string');
  const separator = second === undefined ? '' : second;
  return name === 'join' && typeof separator === 'string' && texts.length === items.length
    ? texts.join(separator)
    : UNKNOWN;
}

function summed(items: readonly Value[]): Value {
  const numbers = items.flatMap((item) =>
    item !== null && typeof item === 'object' && 'number' in item ? item.number : [],
  );
  if (numbers.length < items.length) return UNKNOWN;
  return { number: numbers.reduce((sum, number) => plus(sum, number), { units: 0n, scale: 0 }) };
}

const LONGEST_RANGE = 100;

function rangeOf(first: Value, last: Value | undefined): Value {
  const [least, most] = [wholeOf(first), wholeOf(last ?? null)];
  if (least === null || most === null || most - least > LONGEST_RANGE) return UNKNOWN;
  return { items: Array.from({ length: Math.max(0, most - least + 1) }, (_, at) => numeric(String(least + at))) };
}

function wholeOf(value: Value): number | null {
  if (value === null || typeof value !== 'object' || !('number' in value)) return null;
  const text = digits(value.number, 0);
  return text === null ? null : Number(text);
}

/** The whole years from one day to another. */
function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5, 10) < from.slice(5, 10) ? years - 1 : years;
}
