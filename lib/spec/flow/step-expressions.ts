import type { Expr } from '../expressions/ast.ts';
import type { Assignment, Fallback, OutputSource, Step, ValueSource } from '../model.ts';

/** The expressions that a step says itself, without those of steps that it holds. */
export function stepExpressions(step: Step): readonly Expr[] {
  return [...(step.when === null ? [] : [step.when]), ...ownExpressions(step)];
}

function ownExpressions(step: Step): readonly Expr[] {
  switch (step.kind) {
    case 'set':
      return ofValue(step.value);
    case 'guard':
      return [step.holds];
    case 'find':
    case 'delete':
      return [step.where];
    case 'count':
      return ofOne(step.where);
    case 'list':
      return [...ofOne(step.where), ...ofValue(step.limit), ...ofValue(step.offset)];
    case 'update':
      return [step.where, ...ofAll(step.with)];
    case 'create':
    case 'upsert':
    case 'decide':
    case 'score':
    case 'emit':
    case 'run':
    case 'custom':
      return ofAll(step.with);
    case 'issueToken':
      return [step.subject, ...ofValue(step.roles), ...ofAll(step.claims)];
    case 'userTask':
      return [...step.notBy, ...step.show, ...ofAll(step.respond?.with ?? [])];
    case 'switch':
      return step.cases.flatMap((one) => ofOne(one.when));
    case 'for':
      return [step.in];
    case 'wait':
      return step.until.kind === 'moment' ? [step.until.expr] : [];
    case 'call':
      return [...ofAll(step.with), ...ofFallback(step.policy.fallback)];
    case 'screen':
      return [...ofAll(step.subject), ...ofFallback(step.policy.fallback)];
    case 'extract':
      return [step.from, ...ofFallback(step.policy.fallback)];
    case 'infer':
      return [...ofAll(step.features), ...ofFallback(step.policy.fallback)];
    default:
      return [];
  }
}

/** The expression of a value that is computed; none for a literal. */
export function ofValue(value: ValueSource | OutputSource | null): readonly Expr[] {
  return value?.kind === 'expression' ? [value.expr] : [];
}

function ofAll(assignments: readonly Assignment[]): readonly Expr[] {
  return assignments.flatMap(({ value }) => ofValue(value));
}

function ofOne(expr: Expr | null): readonly Expr[] {
  return expr === null ? [] : [expr];
}

function ofFallback(fallback: Fallback | null): readonly Expr[] {
  return fallback?.kind === 'value' ? ofValue(fallback.value) : [];
}
