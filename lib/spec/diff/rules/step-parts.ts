import type { Span } from '../../../core/text-range.ts';
import type { Expr } from '../../expressions/ast.ts';
import type { Assignment, Step, ValueSource } from '../../model.ts';
import {
  asksForCaller,
  meaningOf,
  meaningOfValue,
  type Renames,
  writeExpression,
  writeValue,
} from '../write-expression.ts';
import { flowParts } from './flow-parts.ts';
import { outsideParts } from './outside-parts.ts';

/** What a part of a step is about; each has one kind of change. */
export type PartKind =
  | 'when'
  | 'value'
  | 'guard'
  | 'failure'
  | 'entity'
  | 'where'
  | 'sorting'
  | 'page'
  | 'assignment'
  | 'decision'
  | 'text'
  | 'candidates'
  | 'place'
  | 'call'
  | 'policy'
  | 'fallback'
  | 'screening'
  | 'extraction'
  | 'inference'
  | 'token'
  | 'emission'
  | 'fourEyes'
  | 'view'
  | 'form'
  | 'due'
  | 'firstAnswer'
  | 'branch'
  | 'loop'
  | 'catch'
  | 'wait'
  | 'process'
  | 'custom';

/** One thing that a step says. */
export interface StepPart {
  kind: PartKind;
  /** As the specification calls it: `where`, `with amount`. */
  name: string;
  /** Equal for equal meanings. */
  meaning: string;
  /** For people. */
  shown: string;
  span: Span;
  /** A condition on who calls. */
  caller: boolean;
}

/** Everything that a step says, in a fixed order. What follows from other places (the form of a task) is left to them. */
export function partsOfStep(step: Step & { inside?: string }, renames: Renames): StepPart[] {
  const place = step.inside ? [written('place', 'inside', step.inside, step.span)] : [];
  const when = step.when === null ? [] : [condition('when', 'when', step.when, renames)];
  return [...place, ...when, ...ownParts(step, renames)];
}

function ownParts(step: Step, renames: Renames): StepPart[] {
  const word = (kind: PartKind, name: string, text: string | null): StepPart[] =>
    text === null ? [] : [written(kind, name, text, step.span)];
  const where = (expr: Expr | null): StepPart[] => (expr === null ? [] : [condition('where', 'where', expr, renames)]);
  switch (step.kind) {
    case 'set':
      return [value('value', 'value', step.value, renames), ...word('failure', 'else', step.else)];
    case 'guard':
      return [condition('guard', 'guard', step.holds, renames), ...word('failure', 'else', step.else)];
    case 'raise':
      return word('failure', 'raise', step.error);
    case 'find':
    case 'delete':
      return [...word('entity', step.kind, step.entity), ...where(step.where), ...word('failure', 'else', step.else)];
    case 'list':
      return [
        ...word('entity', 'list', step.entity),
        ...where(step.where),
        ...word('sorting', 'orderBy', saySorting(step.orderBy)),
        ...(step.limit === null ? [] : [value('page', 'limit', step.limit, renames)]),
        ...(step.offset === null ? [] : [value('page', 'offset', step.offset, renames)]),
      ];
    case 'count':
      return [...word('entity', 'count', step.entity), ...where(step.where)];
    case 'create':
      return [...word('entity', 'create', step.entity), ...assignments(step.with, renames)];
    case 'update':
      return [
        ...word('entity', 'update', step.entity),
        ...where(step.where),
        ...assignments(step.with, renames),
        ...word('failure', 'else', step.else),
      ];
    case 'decide':
      return [...word('decision', 'decide', step.decision), ...assignments(step.with, renames)];
    case 'prose':
      return [
        ...word('text', 'instruction', step.text.replace(/\s+/g, ' ').trim()),
        ...word('candidates', 'candidates', [...step.candidates].sort().join(', ')),
      ];
    case 'upsert':
      return [
        ...word('entity', 'upsert', step.entity),
        ...word('where', 'key', [...step.key].sort().join(', ')),
        ...assignments(step.with, renames),
      ];
    case 'score':
      return [...word('decision', 'score', step.scorecard), ...assignments(step.with, renames)];
    default:
      return outsideParts(step, renames) ?? flowParts(step, renames);
  }
}

/** A part that is a plain word. */
export function written(kind: PartKind, name: string, text: string, span: Span): StepPart {
  return { kind, name, meaning: text, shown: text, span, caller: false };
}

/** A part that is a condition. */
export function condition(kind: PartKind, name: string, expr: Expr, renames: Renames): StepPart {
  const [meaning, shown] = [meaningOf(expr, renames), writeExpression(expr)];
  return { kind, name, meaning, shown, span: expr.span, caller: asksForCaller(expr) };
}

/** A part that is a value. */
export function value(kind: PartKind, name: string, source: ValueSource, renames: Renames): StepPart {
  const [meaning, shown] = [meaningOfValue(source, renames), writeValue(source)];
  return { kind, name, meaning, shown, span: source.span, caller: false };
}

/** Values by name, sorted: their order means nothing. */
export function assignments(given: readonly Assignment[], renames: Renames): StepPart[] {
  return given
    .map((one) => ({ ...value('assignment', `with ${one.name}`, one.value, renames), span: one.span }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function saySorting(orderBy: readonly { field: string; descending: boolean }[]): string | null {
  if (orderBy.length === 0) return null;
  return orderBy.map(({ field, descending }) => (descending ? `-${field}` : field)).join(', ');
}
