import type { Expr } from '../expressions/ast.ts';
import { exprParts } from '../expressions/expr-parts.ts';
import type { Model, OutputSource, Step } from '../model.ts';
import { allSteps, nestedLists } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';
import { ofValue, stepExpressions } from './step-expressions.ts';

/** Kinds that do nothing but give a value. With `else` they are also a check. */
const PURE: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  'set',
  'find',
  'list',
  'count',
  'decide',
  'score',
  'custom',
]);

/** Steps whose only purpose is their result, which nothing reads. */
export const findUnusedResults: FlowRule = (model, report) => {
  const shared = namesIn(sharedExpressions(model));
  for (const flow of givenFlows(model)) {
    const steps = allSteps(flow.steps);
    const candidates = steps.filter((step) => isPure(step) && !shared.has(step.name));
    if (candidates.length === 0) continue;
    const expressions = [...steps.flatMap(stepExpressions), ...flow.given.flatMap(ofValue)];
    // A report shows every step.
    if (expressions.some(reports)) continue;
    const used = namesIn(expressions);
    const given = new Set([...lastOfLoops(steps), ...alone(steps), ...flow.given.flatMap((from) => stepsOf(from))]);
    for (const step of candidates)
      if (!used.has(step.name) && !given.has(step.name)) report('FLW5051', nameOf(step), { name: step.name });
  }
};

function isPure(step: Step): boolean {
  return PURE.has(step.kind) && !('else' in step && step.else !== null);
}

/** What decisions and scorecards read in the places that use them. */
function sharedExpressions(model: Model): Expr[] {
  return [
    ...model.decisions.flatMap(({ inputs }) => inputs.map(({ expr }) => expr)),
    ...model.scorecards
      .flatMap(({ characteristics }) => characteristics.flatMap(({ attributes }) => attributes))
      .flatMap(({ when }) => (when === null ? [] : [when])),
  ];
}

/** Each list of steps with what is given out behind it. */
function givenFlows(model: Model): { steps: readonly Step[]; given: readonly OutputSource[] }[] {
  const operations = model.endpoints.map(({ processing, output, wholeOutput, response }) => ({
    steps: processing,
    given: [
      ...output.map(({ from }) => from),
      ...(wholeOutput === null ? [] : [wholeOutput.from]),
      ...(response?.headers ?? []).map(({ value }) => value),
    ],
  }));
  const processes = model.processes.map(({ processing, output }) => ({
    steps: processing,
    given: output.map(({ from }) => from),
  }));
  return [...operations, ...processes, ...model.schedules.map(({ processing }) => ({ steps: processing, given: [] }))];
}

function stepsOf(from: OutputSource): string[] {
  return from.kind === 'step' ? [from.step] : [];
}

/** A case or a catch cannot be empty: a step that is alone there may only say that nothing is done. */
function alone(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => nestedLists(step).flatMap((list) => (list.length === 1 ? (list[0]?.name ?? []) : [])));
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
