import type { Model } from '../spec/model.ts';
import { type Unwritten, unwrittenExpressions } from './unwritten-expressions.ts';

/**
 * Everything in a model that this version cannot generate, in text order. `compile` refuses a model for which this is not
 * empty, and the editor shows it before anybody presses Generate. What the language should not have is refused by the checker.
 */
export function notYet(model: Model): Unwritten[] {
  const found = unwrittenExpressions(model);
  return found.sort((a, b) => a.span.start - b.span.start);
}
