import type { Reporter } from '../../diagnostics/reporter.ts';
import { effectivePolicy } from '../../effective-policy.ts';
import type { Expr } from '../../expressions/ast.ts';
import { exprParts, someExpr } from '../../expressions/expr-parts.ts';
import type { Decision, Fallback, Model, ScreenStep, Step, ValueSource } from '../../model.ts';
import { sayPeriod } from '../../phrases/duration.ts';
import { allSteps, flowsOf } from '../../step-tree.ts';
import { isAtLeast } from '../least-period.ts';

type Screen = Extract<Step, { kind: 'screen' }>;

const APPROVES = /^(approved?|accept(ed)?|clear(ed)?|pass(ed)?|grant(ed)?|activate[d]?)$/i;

/**
 * Reports automatic approvals behind a screen that may be degraded: a screen falls back to a made-up answer, or to one that is
 * older than a day, and something is approved afterwards without a person and without a look at `degraded`. A snapshot of the
 * same subject of at most a day is a screening of that day.
 */
export function seeDegradedApprovals(model: Model, reporter: Reporter): void {
  const decisions = new Map(model.decisions.map((decision) => [decision.name, decision]));
  for (const flow of flowsOf(model)) {
    const steps = allSteps(flow.steps);
    steps.forEach((step, at) => {
      if (step.kind !== 'screen') return;
      const fallback = riskyFallback(model, step);
      if (fallback === null) return;
      const later = steps.slice(at + 1);
      if (later.some((one) => looksAtDegraded(one, step.name, decisions))) return;
      const approval = approvalAmong(later, decisions);
      if (approval !== null)
        reporter.report('CMP8020', fallback.span, {
          screen: step.name,
          approval: approval.name,
          how: sayFallback(fallback),
        });
    });
  }
}

function sayFallback(fallback: Fallback): string {
  return fallback.kind === 'value' ? 'a fixed answer' : `an answer of up to ${sayPeriod(fallback.within)} ago`;
}

function riskyFallback(model: Model, screen: Screen): Fallback | null {
  for (const list of screen.against) {
    const fallback = list.kind === 'entity' ? null : fallbackOf(model, screen, list);
    if (fallback === null) continue;
    if (fallback.kind === 'value' || isAtLeast({ count: 1, unit: 'day' }, fallback.within) !== 'yes') return fallback;
  }
  return null;
}

function fallbackOf(
  model: Model,
  { policy }: ScreenStep,
  list: Extract<ScreenStep['against'][number], { kind: 'operation' }>,
): Fallback | null {
  const integration = model.integrations.find(({ name }) => name === list.integration);
  const operation = integration?.operations.find(({ name }) => name === list.operation);
  return operation === undefined ? policy.fallback : effectivePolicy(policy, integration, operation).fallback;
}

/** The first step that approves by itself. A task that always comes first leaves it to a person. */
function approvalAmong(steps: readonly Step[], decisions: ReadonlyMap<string, Decision>): Step | null {
  for (const step of steps) {
    if ((step.kind === 'userTask' || step.kind === 'prose') && step.when === null) return null;
    if (valuesOf(step, decisions).some(approves)) return step;
  }
  return null;
}

function approves(value: ValueSource): boolean {
  if (value.kind === 'literal') return typeof value.value === 'string' && APPROVES.test(value.value);
  return choices(value.expr).some((part) => part.kind === 'string' && APPROVES.test(part.value));
}

/** What an expression may give: the branches of a choice, not what is tested. */
function choices(expr: Expr): readonly Expr[] {
  return expr.kind === 'conditional' ? [...choices(expr.then), ...choices(expr.else)] : [expr];
}

function valuesOf(step: Step, decisions: ReadonlyMap<string, Decision>): readonly ValueSource[] {
  if (step.kind === 'set') return [step.value];
  if (step.kind === 'create' || step.kind === 'update' || step.kind === 'upsert' || step.kind === 'emit')
    return step.with.map(({ value }) => value);
  if (step.kind !== 'decide') return [];
  return (decisions.get(step.decision)?.rules ?? []).flatMap((rule) => rule.values.map(({ value }) => value));
}

function looksAtDegraded(step: Step, screen: string, decisions: ReadonlyMap<string, Decision>): boolean {
  const isIt = (part: Expr): boolean =>
    part.kind === 'member' &&
    part.name === 'degraded' &&
    exprParts(part).some((of) => of.kind === 'name' && of.name === screen);
  return expressionsOf(step, decisions).some((expr) => someExpr(expr, isIt));
}

function expressionsOf(step: Step, decisions: ReadonlyMap<string, Decision>): readonly Expr[] {
  const when = step.when === null ? [] : [step.when];
  const values = valuesOf(step, decisions).flatMap((value) => (value.kind === 'expression' ? [value.expr] : []));
  if (step.kind === 'guard') return [...when, step.holds];
  if (step.kind === 'switch') return [...when, ...step.cases.flatMap((one) => (one.when === null ? [] : [one.when]))];
  if (step.kind !== 'decide') return [...when, ...values];
  return [...when, ...values, ...(decisions.get(step.decision)?.inputs ?? []).map(({ expr }) => expr)];
}
