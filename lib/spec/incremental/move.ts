import type { Span } from '../../core/text-range.ts';
import { isSpan } from './place.ts';

/** A value as it is after a change of the text. `reach` is the end of its last stretch. */
export type Moved<T> = { value: T; reach: number } | null;

/**
 * Gives a value with all its stretches of the text where they stand now. What has none, or none that moved, stays the same
 * object: types are compared by identity. Null if a stretch has no place any more. Values are plain data, nested as deep as
 * what is written.
 */
export function moveValue<T>(value: T, place: (span: Span) => Span | null): Moved<T> {
  const state: State = { place, reach: 0, failed: false, copies: new Map() };
  // A copy of plain data has the type of what it is a copy of.
  const moved = move(state, value) as T;
  return state.failed ? null : { value: moved, reach: state.reach };
}

interface State {
  place: (span: Span) => Span | null;
  reach: number;
  failed: boolean;
  /** Objects that stand in several places, by the object that they are a copy of. */
  copies: Map<object, object>;
}

function move(state: State, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || state.failed) return value;
  if (Array.isArray(value)) return moveList(state, value);
  if (value instanceof Map) return moveMap(state, value);
  if (isSpan(value)) return moveSpan(state, value);
  // Types are shared by many expressions. Nodes have places, and stand where they stand.
  return 'span' in value || !('kind' in value) ? moveMembers(state, value) : moveShared(state, value);
}

function moveSpan(state: State, span: Span): Span {
  const now = state.place(span);
  if (now === null) state.failed = true;
  if (now !== null && now.end > state.reach) state.reach = now.end;
  return now ?? span;
}

function moveShared(state: State, value: object): object {
  const known = state.copies.get(value);
  if (known !== undefined) return known;
  const moved = moveMembers(state, value);
  state.copies.set(value, moved);
  return moved;
}

function moveMembers(state: State, value: object): object {
  let copy: Record<string, unknown> | null = null;
  // Of any object it is true that its members are unknown.
  const members = value as Readonly<Record<string, unknown>>;
  for (const key in members) {
    const member = members[key];
    if (typeof member !== 'object' || member === null) continue;
    const moved = move(state, member);
    if (moved === member) continue;
    copy ??= { ...members };
    copy[key] = moved;
  }
  return copy ?? value;
}

function moveList(state: State, list: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (let i = 0; i < list.length; i++) {
    const moved = move(state, list[i]);
    if (moved === list[i]) continue;
    copy ??= [...list];
    copy[i] = moved;
  }
  return copy ?? list;
}

function moveMap(state: State, map: ReadonlyMap<unknown, unknown>): ReadonlyMap<unknown, unknown> {
  const moved = new Map<unknown, unknown>();
  let same = true;
  for (const [key, value] of map) {
    const now = move(state, value);
    if (now !== value) same = false;
    moved.set(key, now);
  }
  return same ? map : moved;
}
