import type { Endpoint, Model, Process, Schedule, Step } from './model.ts';

/** A step list that something starts: a caller, another step list or a clock. */
export type Work =
  | { kind: 'operation'; name: string; endpoint: Endpoint; steps: readonly Step[] }
  | { kind: 'process'; name: string; process: Process; steps: readonly Step[] }
  | { kind: 'schedule'; name: string; schedule: Schedule; steps: readonly Step[] };

/** Every step list of a model with its steps, nested ones included, in the order in which they are written. */
export function workOf(model: Model): readonly Work[] {
  return [
    ...model.endpoints.map(
      (endpoint): Work => ({
        kind: 'operation',
        name: endpoint.name,
        endpoint,
        steps: allSteps(endpoint.processing),
      }),
    ),
    ...model.processes.map(
      (process): Work => ({
        kind: 'process',
        name: process.name,
        process,
        steps: allSteps(process.processing),
      }),
    ),
    ...model.schedules.map(
      (schedule): Work => ({
        kind: 'schedule',
        name: schedule.name,
        schedule,
        steps: allSteps(schedule.processing),
      }),
    ),
  ];
}

/** The steps and those inside them, each before the ones that it holds. The reader bounds how deep they nest. */
export function allSteps(steps: readonly Step[]): readonly Step[] {
  const found: Step[] = [];
  const visit = (list: readonly Step[]): void => {
    for (const step of list) {
      found.push(step);
      for (const inner of innerSteps(step)) visit(inner);
    }
  };
  visit(steps);
  return found;
}

/** The step lists that a step holds. */
export function innerSteps(step: Step): readonly (readonly Step[])[] {
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
