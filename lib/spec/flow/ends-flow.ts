import type { Step } from '../model.ts';

/** Whether nothing runs behind the step: it raises for sure, or every way through it does. */
export function endsFlow(step: Step): boolean {
  if (step.when !== null) return false;
  switch (step.kind) {
    case 'raise':
      return true;
    case 'switch':
      return step.cases.some((one) => one.when === null) && step.cases.every((one) => one.do.some(endsFlow));
    case 'fork':
      return step.branches.some((branch) => branch.do.some(endsFlow));
    case 'try':
      return step.do.some(endsFlow) && step.catch.every((one) => one.do.some(endsFlow));
    default:
      return false;
  }
}
