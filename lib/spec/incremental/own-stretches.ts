import type { Span } from '../../core/text-range.ts';
import { isSpan } from './place.ts';

/** A value, and all stretches of the text in it. */
export interface Owned<T> {
  value: T;
  /** Each once. Nothing but the value refers to them. */
  stretches: readonly Span[];
}

/**
 * Gives the same value with stretches of its own, so that moving them changes nothing else. What has no stretches stays the
 * same object: types are compared by identity. Values are plain data with maps, nested as deep as what is written.
 */
export function ownStretches<T>(value: T): Owned<T> {
  const state: State = { stretches: [], copies: new Map() };
  // A copy of plain data has the type of what it is a copy of.
  return { value: own(state, value) as T, stretches: state.stretches };
}

interface State {
  stretches: Span[];
  /** What stands in several places, such as the type of many expressions, with its copy. */
  copies: Map<object, object>;
}

function own(state: State, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return ownList(state, value);
  const span = isSpan(value);
  // Nodes with a place of their own stand in one place only.
  const known = span || !('span' in value) ? state.copies.get(value) : undefined;
  if (known !== undefined) return known;
  const copy = span ? ownSpan(state, value) : value instanceof Map ? ownMap(state, value) : ownMembers(state, value);
  if (span || !('span' in value)) state.copies.set(value, copy);
  return copy;
}

function ownSpan(state: State, { start, end }: Span): Span {
  const span = { start, end };
  state.stretches.push(span);
  return span;
}

function ownList(state: State, list: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (let i = 0; i < list.length; i++) {
    const owned = own(state, list[i]);
    if (owned === list[i]) continue;
    copy ??= [...list];
    copy[i] = owned;
  }
  return copy ?? list;
}

function ownMap(state: State, map: ReadonlyMap<unknown, unknown>): ReadonlyMap<unknown, unknown> {
  const copy = new Map(map);
  for (const [key, member] of map) copy.set(key, own(state, member));
  return copy;
}

function ownMembers(state: State, value: object): object {
  // Of any object it is true that its members are unknown.
  const members = value as Readonly<Record<string, unknown>>;
  let copy: Record<string, unknown> | null = null;
  for (const key in members) {
    const member = members[key];
    if (typeof member !== 'object' || member === null) continue;
    const owned = own(state, member);
    if (owned === member) continue;
    copy ??= { ...members };
    copy[key] = owned;
  }
  return copy ?? value;
}
