import type { Span } from '../../core/text-range.ts';
import type { Model, SpecNode } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import type { ChangeCode } from './change-codes.ts';
import type { TypeUses } from './type-uses.ts';

/** Where something is, on the sides on which it is. */
export interface Place {
  path: string;
  before: Span | null;
  after: Span | null;
}

/** One version as the rules see it. */
export interface Side {
  model: Model;
  types: TypeTable;
}

/** What every rule gets: both versions, a way to say what changed, and the list of named types that positions use. */
export interface Differ {
  before: Side;
  after: Side;
  uses: TypeUses;
  report(code: ChangeCode, place: Place, message: string): void;
}

/** The place of a node that is on both sides, or on one. */
export function placeOf(before: SpecNode | null, after: SpecNode | null): Place {
  return { path: after?.id ?? before?.id ?? '', before: before?.span ?? null, after: after?.span ?? null };
}

/** Nodes of two lists by what they are known by: those on both sides in the later order, those that are gone, those that are new. */
export interface Matched<T> {
  both: readonly (readonly [T, T])[];
  removed: readonly T[];
  added: readonly T[];
}

/** Matches two lists by a key, the id unless told otherwise. The first of equal keys counts. */
export function match<T extends SpecNode>(
  before: readonly T[],
  after: readonly T[],
  key: (node: T) => string = (node) => node.id,
): Matched<T> {
  const old = byKey(before, key);
  const now = byKey(after, key);
  return {
    both: [...now].flatMap(([name, node]) => {
      const known = old.get(name);
      return known === undefined ? [] : [[known, node] as const];
    }),
    removed: [...old].filter(([name]) => !now.has(name)).map(([, node]) => node),
    added: [...now].filter(([name]) => !old.has(name)).map(([, node]) => node),
  };
}

function byKey<T>(nodes: readonly T[], key: (node: T) => string): Map<string, T> {
  const found = new Map<string, T>();
  for (const node of nodes) if (!found.has(key(node))) found.set(key(node), node);
  return found;
}

/** Members of two lists of plain values: those that are gone and those that are new, in their order. */
export function setChange(
  before: readonly string[],
  after: readonly string[],
): { removed: readonly string[]; added: readonly string[] } {
  const [old, now] = [new Set(before), new Set(after)];
  return { removed: [...old].filter((item) => !now.has(item)), added: [...now].filter((item) => !old.has(item)) };
}

/** Names and values of the specification in a sentence: between back ticks, at most 80 characters, on one line. */
export function said(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('`', '’').trim();
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``;
}

/** Several names as a list: "`a`, `b` and 3 more". */
export function saidAll(names: readonly string[], most = 6): string {
  const shown = names.slice(0, names.length > most ? most - 1 : most).map(said);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
