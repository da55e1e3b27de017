import { quoteYaml } from '../yaml/quote-yaml.ts';

/** A piece of YAML that is going to be written. */
export type Draft =
  /** A scalar as it is written: plain where that is safe everywhere, else quoted. */
  | { kind: 'scalar'; text: string }
  | { kind: 'list'; items: readonly Draft[] }
  /** `flow` maps stay on one line. */
  | { kind: 'map'; entries: readonly DraftEntry[]; flow: boolean }
  /** A block of lines, such as a table. */
  | { kind: 'lines'; lines: readonly string[] };

export interface DraftEntry {
  key: string;
  value: Draft;
  /** What is said behind it in a comment; null: nothing. Only where a line ends there. */
  note: string | null;
}

/** A scalar with this value. */
export function text(value: string): Draft {
  return { kind: 'scalar', text: isPlain(value) ? value : quoteYaml(value) };
}

/** Plain in blocks and in flow, and nothing that YAML reads as something else. */
function isPlain(value: string): boolean {
  return (
    /^=?[A-Za-z0-9_$][A-Za-z0-9_ .<>=$/%()+*?-]*$/.test(value) && !/\s$|^(true|false|null|yes|no|on|off)$/i.test(value)
  );
}

/** A map on one line. */
export function flow(entries: Readonly<Record<string, Draft | string>>): Draft {
  return { kind: 'map', flow: true, entries: entriesOf(entries) };
}

/** A map with one entry on each line. */
export function block(...entries: readonly DraftEntry[]): Draft {
  return { kind: 'map', flow: false, entries };
}

/** An entry of a block; `note` is what a person should confirm. */
export function entry(key: string, value: Draft | string, note: string | null = null): DraftEntry {
  return { key, value: typeof value === 'string' ? text(value) : value, note };
}

/** A list on one line. */
export function list(...items: readonly string[]): Draft {
  return { kind: 'list', items: items.map(text) };
}

/** The type of an object that is declared by its fields. */
function entriesOf(entries: Readonly<Record<string, Draft | string>>): DraftEntry[] {
  return Object.entries(entries).map(([key, value]) => entry(key, value));
}
