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
  return ticked(line(text), 0);
}

/** "`before` → `after`"; null is `none`. Of long texts the stretch is shown in which they begin to differ. */
export function saidChange(before: string | null, after: string | null): string {
  const [old, now] = [before, after].map((text) => (text === null ? null : line(text)));
  const same = old && now ? firstDifference(old, now) : 0;
  const say = (text: readonly string[] | null | undefined): string => (text ? ticked(text, same) : 'none');
  return `${say(old)} → ${say(now)}`;
}

const MOST = 80;
/** Characters that are shown before the first difference. */
const LEAD = 30;

function ticked(characters: readonly string[], same: number): string {
  const from = characters.length <= MOST ? 0 : Math.max(0, same - LEAD);
  const shown = characters.slice(from, from + MOST);
  const more = from + MOST < characters.length;
  return `\`${from > 0 ? '…' : ''}${(more ? shown.slice(0, -1) : shown).join('')}${more ? '…' : ''}\``;
}

/** The characters of a text on one line. What would turn or hide text is shown as its code. */
function line(text: string): string[] {
  const plain = text.replace(/\s+/g, ' ').replaceAll('`', '’').trim();
  return [...plain].map((character) =>
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/.test(character)
      ? `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
      : character,
  );
}

function firstDifference(a: readonly string[], b: readonly string[]): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

/** Several names as a list: "`a`, `b` and 3 more". */
export function saidAll(names: readonly string[], most = 6): string {
  const shown = names.slice(0, names.length > most ? most - 1 : most).map(said);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
