import { CALL_FAILURES } from '../built-in-errors.ts';
import type { Model, Step } from '../model.ts';
import { allSteps, flowsOf } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { isBoxed, isMachine } from './outside-work.ts';

/** Declared errors that are caught although nothing inside of the `try` raises them. */
export const checkCatches: FlowRule = (model, report) => {
  const declared = new Set(model.errors.map(({ name }) => name));
  for (const flow of flowsOf(model)) {
    for (const step of allSteps(flow.steps)) {
      if (step.kind !== 'try') continue;
      const raised = raisedIn(model, step.do, new Set());
      for (const one of step.catch) {
        const never = one.errors.filter((name) => isChecked(name, declared) && !raised.has(name));
        if (never.length > 0) report('FLW5047', one.span, { errors: never });
      }
    }
  }
};

/** Built-in errors come from the service itself, so that nobody can list where. */
function isChecked(name: string, declared: ReadonlySet<string>): boolean {
  return declared.has(name) || [...CALL_FAILURES.keys()].some((failure) => failure === name);
}

/** The errors that steps can end with, processes that they run included. */
function raisedIn(model: Model, steps: readonly Step[], followed: Set<string>): Set<string> {
  const raised = new Set<string>();
  for (const step of allSteps(steps)) {
    if (step.kind === 'raise') raised.add(step.error);
    if ('else' in step && step.else !== null) raised.add(step.else);
    if (isMachine(step) || isBoxed(step)) for (const failure of CALL_FAILURES.keys()) raised.add(failure);
    if (step.kind !== 'run' || followed.has(step.process)) continue;
    followed.add(step.process);
    const called = model.processes.find(({ name }) => name === step.process);
    for (const name of raisedIn(model, called?.processing ?? [], followed)) raised.add(name);
  }
  return raised;
}
