import type { Span } from '../core/text-range.ts';

/** A part of a specification that generated code would pass over or get wrong; `what` is the subject of a sentence. */
export interface UnwrittenPart {
  id: string;
  span: Span;
  what: string;
}
