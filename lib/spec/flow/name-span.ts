import type { Span } from '../../core/text-range.ts';
import type { Named } from '../model.ts';

/** The name of a declaration: the first characters of its span. A whole step underlined would hide everything else. */
export function nameOf({ span, name }: Pick<Named, 'span' | 'name'>): Span {
  return { start: span.start, end: Math.min(span.end, span.start + name.length) };
}
