import type { Span } from '../../core/text-range.ts';
import { isSpan } from './place.ts';

/**
 * Where the stretches of the text are in a value: the members that hold some, and where they are in those. Found once; values that
 * are moved keep their form. Null: nowhere.
 */
export type Stretches = 'span' | { keys: readonly (string | number)[]; of: readonly Stretches[] } | null;

/** Finds the stretches in a value. Values are plain data with maps, nested as deep as what is written. */
export function findStretches(value: unknown): Stretches {
  if (typeof value !== 'object' || value === null) return null;
  if (isSpan(value)) return 'span';
  const keys: (string | number)[] = [];
  const of: Stretches[] = [];
  const look = (key: string | number, member: unknown): void => {
    const found = typeof member === 'object' ? findStretches(member) : null;
    if (found === null) return;
    keys.push(key);
    of.push(found);
  };
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) look(i, value[i]);
  else if (value instanceof Map) for (const [key, member] of value) look(key, member);
  else for (const [key, member] of Object.entries(value)) look(key, member);
  if (keys.length === 0) return null;
  return keys.length === 1 && keys[0] === 'span' && of[0] === 'span' ? ONLY_SPAN : { keys, of };
}

/** By far the most common form. */
const ONLY_SPAN: Stretches = { keys: ['span'], of: ['span'] };

/** A value as it is after a change of the text. `reach` is the end of its last stretch. */
export type Moved<T> = { value: T; reach: number } | null;

/**
 * Gives a value with all its stretches of the text where they stand now. What has none, or none that moved, stays the same
 * object: types are compared by identity. Null if a stretch has no place any more.
 */
export function moveValue<T>(value: T, stretches: Stretches, place: (span: Span) => Span | null): Moved<T> {
  const state: State = { place, reach: 0, failed: false };
  // A copy of plain data has the type of what it is a copy of.
  const moved = move(state, value, stretches) as T;
  return state.failed ? null : { value: moved, reach: state.reach };
}

interface State {
  place: (span: Span) => Span | null;
  reach: number;
  failed: boolean;
}

/** Written to be fast: a long text has ten thousands of nodes, and each moves on every key stroke before it. */
function move(state: State, value: unknown, stretches: Stretches): unknown {
  if (stretches === null || state.failed || typeof value !== 'object' || value === null) return value;
  if (stretches === 'span') return isSpan(value) ? moveSpan(state, value) : value;
  if (value instanceof Map) return moveMap(state, value, stretches);
  const { keys, of } = stretches;
  // Of any object it is true that its members are unknown.
  const members = value as Record<string | number, unknown>;
  let copy: Record<string | number, unknown> | null = null;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? '';
    const member = members[key];
    const moved = move(state, member, of[i] ?? null);
    if (moved === member) continue;
    copy ??= copyOf(value);
    copy[key] = moved;
  }
  return copy ?? value;
}

function copyOf(value: object): Record<string | number, unknown> {
  // A list is an object with numbers as keys.
  return (Array.isArray(value) ? value.slice() : { ...value }) as Record<string | number, unknown>;
}

function moveMap(
  state: State,
  map: ReadonlyMap<unknown, unknown>,
  { keys, of }: Exclude<Stretches, 'span' | null>,
): ReadonlyMap<unknown, unknown> {
  const moved = new Map(map);
  let same = true;
  for (const [i, key] of keys.entries()) {
    const member = map.get(key);
    const now = move(state, member, of[i] ?? null);
    if (now === member) continue;
    same = false;
    moved.set(key, now);
  }
  return same ? map : moved;
}

function moveSpan(state: State, span: Span): Span {
  const now = state.place(span);
  if (now === null) {
    state.failed = true;
    return span;
  }
  if (now.end > state.reach) state.reach = now.end;
  return now;
}
