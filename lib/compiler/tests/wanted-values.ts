import type { Expr } from '../../spec/expressions/ast.ts';
import type { Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { withScale } from '../service/literal.ts';
import { plainType, scaleOf } from '../service/types.ts';
import type { Doc } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { step } from './values.ts';

/** What a column is compared with: a number, or a moment that depends on the time of the call. */
export type Compared = { number: string } | 'now' | null;

/** Reads the other side of a comparison. */
export function comparable(expr: Expr): Compared {
  if (expr.kind === 'number') return { number: expr.text };
  return asksTheTime(expr) ? 'now' : null;
}

function asksTheTime(expr: Expr): boolean {
  if (expr.kind === 'call') return ['now', 'today'].includes(expr.name) || expr.args.some(asksTheTime);
  return expr.kind === 'binary' && (asksTheTime(expr.left) || asksTheTime(expr.right));
}

/** A value of a type that a comparison holds of, as TypeScript; null where none is plain. Moments are far from any test's. */
export function satisfying(type: Type, operator: string, other: Compared, plan: Plan): Doc | null {
  const plain = plainType(type, plan.model);
  if (plain.kind !== 'scalar' || other === null) return null;
  const above = operator === '>' || operator === '>=';
  if (!above && operator !== '<' && operator !== '<=') return null;
  if (other === 'now') {
    if (plain.name === 'timestamp') return quote(above ? '2999-01-01T00:00:00.000Z' : '2001-01-01T00:00:00.000Z');
    return plain.name === 'date' ? quote(above ? '2999-01-01' : '2001-01-01') : null;
  }
  const scale = plain.name === 'int' ? 0 : scaleOf(type, plan.model);
  if (scale === null || plain.name === 'double') return null;
  const strict = operator === '>' || operator === '<';
  const text = step(withScale(other.number, scale), scale, strict ? (above ? 1n : -1n) : 0n);
  return plain.name === 'int' ? text : quote(text);
}

/** A literal of an expression in the form that a column of a type takes. */
export function literalFor(
  expr: Extract<Expr, { kind: 'string' | 'number' | 'bool' }>,
  type: Type,
  plan: Plan,
): Doc | null {
  if (expr.kind === 'bool') return String(expr.value);
  if (expr.kind === 'string') return quote(expr.value);
  const plain = plainType(type, plan.model);
  if (plain.kind !== 'scalar') return null;
  if (plain.name === 'int' || plain.name === 'double') return expr.text;
  return plain.name === 'decimal' || plain.name === 'long'
    ? quote(withScale(expr.text, scaleOf(type, plan.model)))
    : null;
}
