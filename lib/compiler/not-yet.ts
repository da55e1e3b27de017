import type { Span } from '../core/text-range.ts';
import type { Model } from '../spec/model.ts';
import { unwrittenContents } from './unwritten-contents.ts';
import { unwrittenExpressions } from './unwritten-expressions.ts';

/** Something that the specification says and that this version does not generate. */
export interface NotYet {
  /** The node of the model. */
  id: string;
  span: Span;
  /** As the subject of a sentence: "The field `Case.photo` with a decoded content". */
  what: string;
}

/**
 * Everything in a model that this version cannot generate, in text order. `compile` refuses a model for which this is not
 * empty, and the editor shows it before anybody presses Generate. What the language should not have is refused by the checker.
 */
export function notYet(model: Model): NotYet[] {
  const found = [...unwrittenContents(model), ...unwrittenExpressions(model)];
  return found.map(({ id, span, what }) => ({ id, span, what })).sort((a, b) => a.span.start - b.span.start);
}
