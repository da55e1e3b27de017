import type { Expr } from '../expressions/ast.ts';
import { exprParts } from '../expressions/expr-parts.ts';
import type { Model, Step } from '../model.ts';
import { allSteps, flowsOf, type StepFlow } from '../step-tree.ts';
import { nameSpan } from './find-unreachable.ts';
import type { FlowRule } from './flow-rule.ts';
import { ofValue, stepExpressions } from './step-expressions.ts';

/** Kinds that do nothing but give a value. A `find` with `else` is also a check. */
const PURE: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['set', 'list', 'count', 'decide', 'score', 'custom']);

/** Steps whose only purpose is their result, which nothing reads. */
export const findUnusedResults: FlowRule = (model, report) => {
  const shared = namesIn(sharedExpressions(model));
  for (const flow of flowsOf(model)) {
    const steps = allSteps(flow.steps);
    const expressions = [...steps.flatMap(stepExpressions), ...outputExpressions(model, flow)];
    // A report shows every step.
    if (expressions.some(reports)) continue;
    const used = new Set([...shared, ...namesIn(expressions), ...outputNames(model, flow), ...lastOfLoops(steps)]);
    for (const step of steps) {
      const pure = PURE.has(step.kind) || (step.kind === 'find' && step.else === null);
      if (pure && !used.has(step.name)) report('FLW5051', nameSpan(step), { name: step.name });
    }
  }
};

/** What decisions and scorecards read in the places that use them. */
function sharedExpressions(model: Model): Expr[] {
  return [
    ...model.decisions.flatMap(({ inputs }) => inputs.map(({ expr }) => expr)),
    ...model.scorecards
      .flatMap(({ characteristics }) => characteristics.flatMap(({ attributes }) => attributes))
      .flatMap(({ when }) => (when === null ? [] : [when])),
  ];
}

function outputsOf(model: Model, { kind, id }: StepFlow) {
  if (kind === 'operation') {
    const endpoint = model.endpoints.find((one) => one.id === id);
    const whole = endpoint?.wholeOutput ?? null;
    return [...(endpoint?.output ?? []), ...(whole === null ? [] : [whole])];
  }
  return model.processes.find((one) => one.id === id)?.output ?? [];
}

function outputExpressions(model: Model, flow: StepFlow): Expr[] {
  const endpoint = flow.kind === 'operation' ? model.endpoints.find(({ id }) => id === flow.id) : undefined;
  const headers = endpoint?.response?.headers ?? [];
  return [
    ...outputsOf(model, flow).flatMap(({ from }) => ofValue(from)),
    ...headers.flatMap(({ value }) => ofValue(value)),
  ];
}

function outputNames(model: Model, flow: StepFlow): string[] {
  return outputsOf(model, flow).flatMap(({ from }) => (from.kind === 'step' ? [from.step] : []));
}

/** What the last step of a loop gives is the result of the loop. */
function lastOfLoops(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.kind === 'for' ? (step.do.at(-1)?.name ?? []) : []));
}

function namesIn(expressions: readonly Expr[]): ReadonlySet<string> {
  const names = new Set<string>();
  const open = [...expressions];
  for (let expr = open.pop(); expr !== undefined; expr = open.pop()) {
    if (expr.kind === 'name' && expr.scope === 'step') names.add(expr.name);
    open.push(...exprParts(expr));
  }
  return names;
}

function reports(expr: Expr): boolean {
  return (expr.kind === 'call' && expr.name === 'report') || exprParts(expr).some(reports);
}
