/** A part of a specification that is written: a text, a number as its text, a list, or a map whose keys keep their order. */
export type SpecValue =
  | { kind: 'text'; text: string }
  /** Stands as it is, without quotes: numbers, true, false, null. */
  | { kind: 'bare'; text: string }
  | { kind: 'list'; items: readonly SpecValue[]; open: boolean }
  | { kind: 'map'; entries: readonly SpecEntry[]; open: boolean };

export type SpecEntry = readonly [key: string, value: SpecValue];

export function text(value: string): SpecValue {
  return { kind: 'text', text: value };
}

export function bare(value: number | boolean | string): SpecValue {
  return { kind: 'bare', text: String(value) };
}

/** A list on one line where it fits. */
export function list(items: readonly SpecValue[]): SpecValue {
  return { kind: 'list', items, open: false };
}

/** A map on one line where it fits. Entries without a value are left out. */
export function map(entries: readonly (SpecEntry | null)[]): SpecValue {
  return { kind: 'map', entries: entries.filter((entry) => entry !== null), open: false };
}

/** A list with one item on each line. */
export function openList(items: readonly SpecValue[]): SpecValue {
  return { kind: 'list', items, open: true };
}

/** A map with one key on each line. Entries without a value are left out. */
export function openMap(entries: readonly (SpecEntry | null)[]): SpecValue {
  return { kind: 'map', entries: entries.filter((entry) => entry !== null), open: true };
}
