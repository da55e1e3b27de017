import type { Step } from '../model.ts';
import { flowsOf, nestedLists } from '../step-tree.ts';
import { endsFlow } from './ends-flow.ts';
import type { FlowRule } from './flow-rule.ts';

/** Steps below one that ends the operation for sure: the first of each list is reported. */
export const findUnreachable: FlowRule = (model, report) => {
  const look = (steps: readonly Step[]): void => {
    const end = steps.findIndex(endsFlow);
    const [ending, next] = [steps[end], steps[end + 1]];
    if (end >= 0 && ending !== undefined && next !== undefined)
      report('FLW5052', nameSpan(next), { name: next.name, after: ending.name });
    for (const step of steps) for (const list of nestedLists(step)) look(list);
  };
  for (const flow of flowsOf(model)) look(flow.steps);
};

/** The step's name: the first characters of its span. */
export function nameSpan({ span, name }: Step): Step['span'] {
  return { start: span.start, end: Math.min(span.end, span.start + name.length) };
}
