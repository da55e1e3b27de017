import type { Step } from '../model.ts';
import { flowsOf, nestedLists } from '../step-tree.ts';
import { endsFlow } from './ends-flow.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';

/** Steps below one that ends the operation for sure: the first of each list is reported. */
export const findUnreachable: FlowRule = (model, report) => {
  const look = (steps: readonly Step[]): void => {
    const end = steps.findIndex(endsFlow);
    const [ending, next] = [steps[end], steps[end + 1]];
    if (end >= 0 && ending !== undefined && next !== undefined)
      report('FLW5052', nameOf(next), { name: next.name, after: ending.name });
    for (const step of steps) for (const list of nestedLists(step)) look(list);
  };
  for (const flow of flowsOf(model)) look(flow.steps);
};
