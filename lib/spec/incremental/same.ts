import type { Span } from '../../core/text-range.ts';
import { isSpan } from './place.ts';

/** What comparing needs to know of the two texts. */
export interface Texts {
  /** Where a stretch of the text before stands now; null if it changed. */
  place(span: Span): Span | null;
  /** Whether a node of the tree before and one of the tree now are the same characters at the same place of their piece. */
  sameNode(before: Span, now: Span): boolean;
}

/** Whether a value that was made of the text before says the same as one that was made of the text now, at the same places. */
export function sameValue(texts: Texts, before: unknown, now: unknown): boolean {
  // What a function closes over is among the members of what it belongs to.
  if (typeof before === 'function') return typeof now === 'function';
  if (typeof before !== 'object' || before === null || typeof now !== 'object' || now === null) return before === now;
  // What is remembered moves with the text and stays the same object.
  if (before === now) return true;
  if (Array.isArray(before)) return Array.isArray(now) && sameList(texts, before, now);
  if (before instanceof Map) return now instanceof Map && sameList(texts, [...before], [...now]);
  if (before instanceof Set) return now instanceof Set && sameList(texts, [...before], [...now]);
  if (isSpan(before)) return isSpan(now) && sameSpan(texts.place(before), now);
  const [from, to] = [nodeSpan(before), nodeSpan(now)];
  if (from !== null || to !== null) return from !== null && to !== null && texts.sameNode(from, to);
  return sameMembers(texts, before, now);
}

function sameSpan(moved: Span | null, now: Span): boolean {
  return moved !== null && moved.start === now.start && moved.end === now.end;
}

/** The stretch of a node of the tree, which is compared by its characters and not looked into. */
function nodeSpan(value: object): Span | null {
  if (!('span' in value && 'kind' in value)) return null;
  const isNode = 'flow' in value || (value.kind === 'scalar' && 'style' in value && 'content' in value);
  return isNode && typeof value.span === 'object' && value.span !== null && isSpan(value.span) ? value.span : null;
}

function sameList(texts: Texts, before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((item, index) => sameValue(texts, item, now[index]));
}

function sameMembers(texts: Texts, before: object, now: object): boolean {
  // Of any objects it is true that their members are unknown.
  const [own, other] = [before, now] as Readonly<Record<string, unknown>>[];
  if (own === undefined || other === undefined) return false;
  let count = 0;
  for (const key in own) {
    if (!Object.hasOwn(other, key) || !sameValue(texts, own[key], other[key])) return false;
    count++;
  }
  for (const _ in other) count--;
  return count === 0;
}
