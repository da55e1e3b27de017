import type { Model, Step } from './model.ts';

/** The step lists that a step holds: the cases of a switch, the branches of a fork, what a loop repeats, tries and catches. */
export function nestedLists(step: Step): readonly (readonly Step[])[] {
  switch (step.kind) {
    case 'switch':
      return step.cases.map((one) => one.do);
    case 'for':
      return [step.do];
    case 'fork':
      return step.branches.map((branch) => branch.do);
    case 'try':
      return [step.do, ...step.catch.map((one) => one.do)];
    default:
      return [];
  }
}

/** All steps of a list, nested ones behind the step that holds them, in text order. */
export function allSteps(steps: readonly Step[]): readonly Step[] {
  if (steps.every((step) => nestedLists(step).length === 0)) return steps;
  return steps.flatMap((step) => [step, ...nestedLists(step).flatMap(allSteps)]);
}

/** A list of steps that runs from top to bottom, and whose it is. */
export interface StepFlow {
  kind: 'operation' | 'process' | 'schedule';
  id: string;
  name: string;
  steps: readonly Step[];
}

/** Every flow of a model: operations, processes and schedules. */
export function flowsOf(model: Model): readonly StepFlow[] {
  return [
    ...model.endpoints.map(({ id, name, processing }) => ({ kind: 'operation' as const, id, name, steps: processing })),
    ...model.processes.map(({ id, name, processing }) => ({ kind: 'process' as const, id, name, steps: processing })),
    ...model.schedules.map(({ id, name, processing }) => ({ kind: 'schedule' as const, id, name, steps: processing })),
  ];
}
