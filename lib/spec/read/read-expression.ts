import type { Expr } from '../expressions/ast.ts';
import { checkExpression, type ExpressionCheck, expectCondition } from '../expressions/check-expression.ts';
import { MAX_EXPRESSION, MAX_EXPRESSION_DEPTH, parseExpression } from '../expressions/parse.ts';
import type { Scope } from '../expressions/scope.ts';
import type { Syntax } from '../expressions/syntax.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import { scalarOffsets } from '../yaml/scalar-offsets.ts';
import type { ReadContext } from './context.ts';
import { expected } from './forms.ts';

/** A checked expression, and how it was written. */
export interface ExpressionReading {
  expr: Expr;
  syntax: Syntax;
}

/** Reads what stands behind the `=` of a value. */
export function readFormula(ctx: ReadContext, node: ScalarNode, scope: Scope): ExpressionReading | null {
  const lead = /^=\s*/.exec(node.value)?.[0].length ?? 0;
  return readText(ctx, node, scope, lead);
}

/** Reads a condition, which is always an expression: `when`, `guard`, `where`. Reports an `=` in front and a value that is none. */
export function readCondition(ctx: ReadContext, node: YamlNode, scope: Scope): ExpressionReading | null {
  if (node.kind !== 'scalar' || node.style === 'empty') return expected(ctx, node, 'A condition');
  const lead = /^=(?!=)\s*/.exec(node.value)?.[0].length ?? 0;
  if (lead > 0) {
    const at = scalarOffsets(ctx.text, node);
    const span = { start: at(0), end: at(lead) };
    ctx.reporter.report('EXP4011', span, {}, [{ title: 'Remove the equals sign', edits: [{ span, text: '' }] }]);
  }
  const reading = readText(ctx, node, scope, lead);
  if (reading !== null) expectCondition(checkOf(ctx, node, lead), scope, reading.expr);
  return reading;
}

function readText(ctx: ReadContext, node: ScalarNode, scope: Scope, lead: number): ExpressionReading | null {
  ctx.onScope?.(node.span, scope);
  const text = node.value.slice(lead);
  const check = checkOf(ctx, node, lead);
  const { syntax, issues, tooDeep } = parseExpression(text);
  if (tooDeep) {
    const what =
      text.length > MAX_EXPRESSION
        ? `An expression has at most ${MAX_EXPRESSION} characters.`
        : `An expression is nested at most ${MAX_EXPRESSION_DEPTH} deep.`;
    ctx.reporter.report('EXP4013', node.span, { what });
    return null;
  }
  for (const issue of issues) {
    const span = check.span(issue.start, issue.end);
    // What is missing at the end is shown at the last character.
    const shown =
      span.end > span.start
        ? span
        : { start: Math.max(node.span.start, span.start - 1), end: Math.max(span.start, node.span.start + 1) };
    ctx.reporter.report('EXP4001', shown, { reason: issue.reason });
  }
  return { expr: checkExpression(check, scope, syntax), syntax };
}

function checkOf(ctx: ReadContext, node: ScalarNode, lead: number): ExpressionCheck {
  const at = scalarOffsets(ctx.text, node);
  return {
    reporter: ctx.reporter,
    text: node.value.slice(lead),
    span: (start, end) => ({ start: at(start + lead), end: Math.max(at(start + lead), at(end + lead)) }),
    onNode: ctx.onExpression ?? null,
  };
}
