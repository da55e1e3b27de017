import type { Step } from '../model.ts';
import { allSteps, flowsOf, nestedLists } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';
import { endsSegment, isMachine, isWrite, mayFail } from './outside-work.ts';

/**
 * A `try` undoes what it stored only within one transaction. What is stored in it before outside work or waiting stays, also if
 * a later step of it fails.
 */
export const checkSavepoints: FlowRule = (model, report) => {
  for (const flow of flowsOf(model)) {
    for (const step of allSteps(flow.steps)) {
      if (step.kind !== 'try') continue;
      const kept = keptIn(step.do);
      if (kept === null) continue;
      const later = allSteps(step.do.slice(step.do.indexOf(kept.end) + 1));
      const fails = (isMachine(kept.end) && mayFail(model, kept.end)) || later.some(canFail);
      if (fails) report('FLW5067', nameOf(kept.end), { write: kept.write.name, end: kept.end.name });
    }
  }
};

/** The first write of a list with the step behind it that ends its transaction. */
function keptIn(steps: readonly Step[]): { write: Step; end: Step } | null {
  let write: Step | null = null;
  for (const step of steps) {
    const inside = [step, ...nestedLists(step).flatMap(allSteps)];
    if (write !== null && inside.some(endsSegment)) return { write, end: step };
    write ??= inside.find(isWrite) ?? null;
  }
  return null;
}

/** Whether a step can end the list with an error. */
function canFail(step: Step): boolean {
  return step.kind === 'raise' || step.kind === 'guard' || isWrite(step) || isMachine(step) || step.kind === 'run';
}
