import { allSteps, flowsOf } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';
import { isMachine, isWaiting, isWrite } from './outside-work.ts';

/** Only work of other systems runs side by side: a branch that writes or waits cannot, and one that calculates gains nothing. */
export const checkForks: FlowRule = (model, report) => {
  for (const flow of flowsOf(model)) {
    for (const step of allSteps(flow.steps)) {
      if (step.kind !== 'fork') continue;
      const branches = step.branches.map((branch) => ({
        name: branch.name,
        steps: allSteps(branch.do),
        span: branch.span,
      }));
      for (const { name, steps } of branches) {
        const wrong = steps.find((inner) => isWrite(inner) || isWaiting(inner));
        if (wrong !== undefined) report('FLW5046', nameOf(wrong), { branch: name, step: wrong.name });
      }
      const outside = branches.filter(({ steps }) => steps.some((inner) => isMachine(inner) || inner.kind === 'run'));
      if (outside.length < 2) report('FLW5064', nameOf(step), { count: outside.length });
    }
  }
};
