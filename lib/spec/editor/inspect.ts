import type { Span } from '../../core/text-range.ts';
import { MAX_SPEC_BYTES } from '../check-spec.ts';
import type { Expr } from '../expressions/ast.ts';
import type { Scope } from '../expressions/scope.ts';
import { type Analysis, analyse } from '../read/analyse.ts';

/** A text with everything that the editor's features ask about. */
export interface Inspection extends Analysis {
  text: string;
  /** Every typed node of every expression. */
  expressions: readonly Expr[];
  /** What every expression can see, by the place of its value. */
  scopes: readonly { span: Span; scope: Scope }[];
}

let last: Inspection | null = null;

/** Reads a text for the editor. The last text is remembered: hover, definition and fixes ask about the same one. */
export function inspect(text: string): Inspection | null {
  if (text.length > MAX_SPEC_BYTES) return null;
  if (last?.text === text) return last;
  const expressions: Expr[] = [];
  const scopes: { span: Span; scope: Scope }[] = [];
  const analysis = analyse(text, {
    onExpression: (expr) => expressions.push(expr),
    onScope: (span, scope) => scopes.push({ span, scope }),
  });
  last = { ...analysis, text, expressions, scopes };
  return last;
}

/** The smallest expression at an offset. */
export function expressionAt(inspection: Inspection, offset: number): Expr | null {
  let best: Expr | null = null;
  for (const expr of inspection.expressions) {
    const { start, end } = expr.span;
    if (start > offset || offset > end || end === start) continue;
    if (best === null || end - start < best.span.end - best.span.start) best = expr;
  }
  return best;
}

/** What the expression at an offset can see. */
export function scopeAt(inspection: Inspection, offset: number): Scope | null {
  return inspection.scopes.findLast(({ span }) => span.start <= offset && offset <= span.end)?.scope ?? null;
}
