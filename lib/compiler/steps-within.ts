import { isBoxed } from '../spec/flow/outside-work.ts';
import type { Process, Step } from '../spec/model.ts';
import { allSteps } from '../spec/step-tree.ts';

/** Whether the step's own code runs in a process of its own. */
export { isBoxed } from '../spec/flow/outside-work.ts';
/** The step lists that a step holds, and all steps of a list, those inside of others included. */
export { allSteps as stepsWithin, nestedLists as listsOf } from '../spec/step-tree.ts';

/** All steps of a list, with the steps of the processes that are run. A process never runs itself. */
export function stepsReached(steps: readonly Step[], processes: readonly Process[], depth = 0): Step[] {
  return allSteps(steps).flatMap((step) => {
    const process =
      step.kind === 'run' && depth < MOST_DEEP ? processes.find(({ name }) => name === step.process) : undefined;
    return process === undefined ? [step] : [step, ...stepsReached(process.processing, processes, depth + 1)];
  });
}

const MOST_DEEP = 20;

/** Work of machines outside of the service: no transaction is open while it is done. */
export type MachineStep = Extract<Step, { kind: 'call' | 'screen' | 'extract' | 'infer' }>;

/** Whether a step works outside, by a machine. */
export function isMachine(step: Step): step is MachineStep {
  return ['call', 'screen', 'extract', 'infer'].includes(step.kind);
}

/** Whether a step is done outside of the service's own process. */
export function worksOutside(step: Step): boolean {
  return isMachine(step) || isBoxed(step);
}

/** A step that a person does. */
export type PersonStep = Extract<Step, { kind: 'prose' | 'userTask' }>;

/** Whether a person does the step. */
export function isPerson(step: Step): step is PersonStep {
  return step.kind === 'prose' || step.kind === 'userTask';
}

/** Whether people are asked in the rounds of a loop: then a step has a task for each. */
export function asksInLoops(steps: readonly Step[], processes: readonly Process[]): boolean {
  return steps.some((step) => step.kind === 'for' && stepsReached(step.do, processes).some(isPerson));
}

/** Whether a transaction ends at the step: what comes before is stored, then something outside is done or waited for. */
export function endsSegment(step: Step): boolean {
  return worksOutside(step) || isPerson(step) || step.kind === 'wait';
}
