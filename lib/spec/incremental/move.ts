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
  const mover = new Mover(place);
  // A copy of plain data has the type of what it is a copy of.
  const moved = mover.move(value) as T;
  return mover.failed ? null : { value: moved, reach: mover.reach };
}

/** Every object that is looked at is looked at on each key stroke: this is written to be fast. */
class Mover {
  reach = 0;
  failed = false;
  readonly #place: (span: Span) => Span | null;
  /** Objects that stand in several places, with what became of them. */
  readonly #shared = new Map<object, object>();

  constructor(place: (span: Span) => Span | null) {
    this.#place = place;
  }

  move(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || this.failed) return value;
    if (Array.isArray(value)) return this.#list(value);
    if (isSpan(value)) return this.#span(value);
    if (value instanceof Map) return this.#map(value);
    // Of any object it is true that its members are unknown.
    const members = value as Readonly<Record<string, unknown>>;
    // Types are shared by many expressions. Nodes have places of their own and stand where they stand.
    if (members['span'] !== undefined || members['kind'] === undefined) return this.#members(members);
    if (members['kind'] === 'scalar' && members['content'] === null) return value;
    const known = this.#shared.get(members);
    if (known !== undefined) return known;
    const moved = this.#members(members);
    this.#shared.set(members, moved);
    return moved;
  }

  #span(span: Span): Span {
    const now = this.#place(span);
    if (now === null) {
      this.failed = true;
      return span;
    }
    if (now.end > this.reach) this.reach = now.end;
    return now;
  }

  #members(members: Readonly<Record<string, unknown>>): object {
    let copy: Record<string, unknown> | null = null;
    for (const key in members) {
      const member = members[key];
      if (typeof member !== 'object' || member === null) continue;
      const moved = this.move(member);
      if (moved === member) continue;
      copy ??= { ...members };
      copy[key] = moved;
    }
    return copy ?? members;
  }

  #list(list: readonly unknown[]): readonly unknown[] {
    let copy: unknown[] | null = null;
    for (let i = 0; i < list.length; i++) {
      const moved = this.move(list[i]);
      if (moved === list[i]) continue;
      copy ??= [...list];
      copy[i] = moved;
    }
    return copy ?? list;
  }

  #map(map: ReadonlyMap<unknown, unknown>): ReadonlyMap<unknown, unknown> {
    const moved = new Map<unknown, unknown>();
    let same = true;
    for (const [key, value] of map) {
      const now = this.move(value);
      if (now !== value) same = false;
      moved.set(key, now);
    }
    return same ? map : moved;
  }
}
