import type { Span } from '../../core/text-range.ts';
import { type Edit, movedOffset } from './edit.ts';

/** A declaration's own stretch of the text before the change, and how far it moved. Not one of its characters changed. */
export interface Own {
  start: number;
  end: number;
  by: number;
}

/**
 * Where a stretch of the text before the change stands now; null if it touches what changed, or could. What is inside of `own` moves
 * as that does.
 */
export function placeNow(edit: Edit, own: Own | null, span: Span): Span | null {
  if (own !== null && own.start <= span.start && span.end <= own.end) {
    return own.by === 0 ? span : { start: span.start + own.by, end: span.end + own.by };
  }
  const [start, end] = [movedOffset(edit, span.start), movedOffset(edit, span.end)];
  if (start === null || end === null) return null;
  if (span.start < edit.start !== span.end < edit.start) return null;
  return start === span.start ? span : { start, end };
}

/** Whether a value is a stretch of the text, and nothing more. */
export function isSpan(value: object): value is Span {
  // Of any object it is true that its members are unknown.
  const { start, end } = value as { start?: unknown; end?: unknown };
  return typeof start === 'number' && typeof end === 'number' && Object.keys(value).length === 2;
}
