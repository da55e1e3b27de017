import type { Process, Step } from '../spec/model.ts';

/** All steps of a list, those inside of other steps included, in text order; a step comes before what is inside of it. */
export function stepsWithin(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...listsOf(step).flatMap(stepsWithin)]);
}

/** The same, with the steps of the processes that are run. A process never runs itself. */
export function stepsReached(steps: readonly Step[], processes: readonly Process[], depth = 0): Step[] {
  return stepsWithin(steps).flatMap((step) => {
    const process =
      step.kind === 'run' && depth < MOST_DEEP ? processes.find(({ name }) => name === step.process) : undefined;
    return process === undefined ? [step] : [step, ...stepsReached(process.processing, processes, depth + 1)];
  });
}

const MOST_DEEP = 20;

/** The step lists that a step holds: cases, branches, bodies. */
export function listsOf(step: Step): (readonly Step[])[] {
  switch (step.kind) {
    case 'switch':
      return step.cases.map((one) => one.do);
    case 'fork':
      return step.branches.map((branch) => branch.do);
    case 'try':
      return [step.do, ...step.catch.map((one) => one.do)];
    case 'for':
      return [step.do];
    default:
      return [];
  }
}

/** Work of machines outside of the service: no transaction is open while it is done. */
export type MachineStep = Extract<Step, { kind: 'call' | 'screen' | 'extract' | 'infer' }>;

/** Whether a step works outside, by a machine. */
export function isMachine(step: Step): step is MachineStep {
  return ['call', 'screen', 'extract', 'infer'].includes(step.kind);
}

/** A step that a person does. */
export type PersonStep = Extract<Step, { kind: 'prose' | 'userTask' }>;

/** Whether a person does the step. */
export function isPerson(step: Step): step is PersonStep {
  return step.kind === 'prose' || step.kind === 'userTask';
}

/** Whether a transaction ends at the step: what comes before is stored, then something outside is done or waited for. */
export function endsSegment(step: Step): boolean {
  return isMachine(step) || isPerson(step) || step.kind === 'wait';
}
