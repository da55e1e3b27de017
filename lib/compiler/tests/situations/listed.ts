import type { EntityField, Step } from '../../../spec/model.ts';
import { type Known, sourceValue } from '../evaluate.ts';
import { digits, order } from '../exact.ts';
import type { Value } from '../value.ts';

type Row = ReadonlyMap<string, Value>;

/** The rows that a list gives of those that it finds, in their order; null where that is not known. */
export function listedRows(
  found: readonly Row[],
  { orderBy, limit, offset }: Extract<Step, { kind: 'list' }>,
  fields: readonly EntityField[],
  known: Known,
): readonly Row[] | null {
  const [most, first] = [limit, offset].map((source) => (source === null ? null : wholeOf(sourceValue(source, known))));
  if (
    most === undefined ||
    first === undefined ||
    (limit !== null && most === null) ||
    (offset !== null && first === null)
  )
    return null;
  const keys = fields.filter(({ key }) => key).map(({ name }) => ({ field: name, descending: false }));
  const columns = [...orderBy, ...keys];
  let isKnown = true;
  const sorted = found.toSorted((one, other) => {
    for (const { field, descending } of columns) {
      const compared = compare(one.get(field), other.get(field));
      if (compared === null) isKnown = false;
      if (compared !== 0) return (compared ?? 0) * (descending ? -1 : 1);
    }
    return 0;
  });
  return isKnown ? sorted.slice(first ?? 0, (first ?? 0) + (most ?? sorted.length)) : null;
}

function wholeOf(value: Value): number | null {
  const text = value !== null && typeof value === 'object' && 'number' in value ? digits(value.number, 0) : null;
  return text === null ? null : Number(text);
}

/** As a database sorts values; null where that depends on the database. */
function compare(one: Value | undefined, other: Value | undefined): number | null {
  if (typeof one === 'string' && typeof other === 'string') return compareTexts(one, other);
  const numbers = [one, other].flatMap((value) =>
    value !== null && typeof value === 'object' && 'number' in value ? [value.number] : [],
  );
  const [a, b] = numbers;
  return a === undefined || b === undefined ? null : order(a, b);
}

/** Texts of one length are in the same order everywhere where the first characters that differ are two digits or two letters. */
function compareTexts(one: string, other: string): number | null {
  if (one === other) return 0;
  const at = [...one].findIndex((character, place) => character !== other[place]);
  const pair = `${one[at]}${other[at]}`;
  if (one.length !== other.length || !/^(\d\d|[a-z][a-z]|[A-Z][A-Z])$/.test(pair)) return null;
  return one < other ? -1 : 1;
}
