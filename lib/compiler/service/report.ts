import type { Expr } from '../../spec/expressions/ast.ts';
import type { Step } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { keepsCondition } from '../steady-conditions.ts';
import { type Doc, hugged, print } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { at, expression, LEVEL, notCompiled, type Scope } from './expression.ts';
import { property } from './steps.ts';
import { atom, type Written } from './written.ts';

/** `report('kyc', { customer: 'call', review: outcome.status === 'in_review' && 'userTask' })`: with the steps before it. */
export function reportOf(title: Expr, scope: Scope): Written {
  if (scope.before === undefined) return notCompiled('A report outside of steps and outputs');
  scope.needs.add('report');
  const done = scope.before
    .filter((step) => step.kind !== 'raise' && !keepsCondition(step))
    .map((step): Doc => property(step.name, doneOf(step, scope)));
  const said = print(expression(title, scope));
  if (done.length === 0) return atom(`report(${said}, {})`);
  return atom(hugged('report(', [said], { open: '{', items: done, close: '}', space: true }, ')'));
}

/** The kind of a step, or false where it was not done. */
function doneOf({ kind, when }: Step, scope: Scope): Doc {
  return when === null ? quote(kind) : [at(LEVEL.and, when, scope), ' && ', quote(kind)];
}

const KNOWN = new WeakMap<Plan, boolean>();

/** Whether some step or output, or a table that one asks, is given a report. */
export function reports(plan: Plan): boolean {
  const known = KNOWN.get(plan);
  if (known !== undefined) return known;
  const { endpoints, processes, schedules, decisions, scorecards } = plan.model;
  const found = mentionsReport([endpoints, processes, schedules, decisions, scorecards]);
  KNOWN.set(plan, found);
  return found;
}

/** Whether an expression somewhere in a part of the model is a report. */
export function mentionsReport(part: unknown): boolean {
  if (part === null || typeof part !== 'object') return false;
  if (Array.isArray(part)) return part.some(mentionsReport);
  if ('kind' in part && part.kind === 'call' && 'name' in part && part.name === 'report' && 'args' in part) return true;
  return Object.entries(part).some(([key, inner]) => key !== 'span' && mentionsReport(inner));
}
