import type { Step } from '../model.ts';
import { flowsOf, nestedLists } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';
import { endsSegment, isMachine, isWaiting, isWrite, mayFail } from './outside-work.ts';

/** What has happened on the way to a step. */
interface Way {
  /** The last write that is not undone if the operation fails from here on. */
  written: string | null;
  /** A failure of outside work is caught around this place. */
  caught: boolean;
}

/**
 * A transaction ends at outside work. What was stored before stays if that work fails: the operation answers with an error and
 * has done half. Waiting for people and for the clock is no failure, and what has a fallback does not fail.
 */
export const checkWritesBeforeCalls: FlowRule = (model, report) => {
  const walk = (steps: readonly Step[], way: Way): string | null => {
    let { written } = way;
    for (const step of steps) {
      if (isMachine(step) && written !== null) {
        if (mayFail(model, step) && !way.caught) report('FLW5055', nameOf(step), { write: written, call: step.name });
        else if (step.kind !== 'extract') reportApart(steps, step, written);
        written = null;
      } else if (isWaiting(step)) written = null;
      if (isWrite(step)) written = step.name;
      const caught = way.caught || (step.kind === 'try' && step.catch.some(catchesFailures));
      for (const list of listsIn(step)) written = walk(list, { written, caught }) ?? written;
    }
    return written;
  };
  const reportApart = (steps: readonly Step[], step: Step, written: string): void => {
    const next = steps.slice(steps.indexOf(step) + 1).find((later) => isWrite(later) || endsSegment(later));
    if (next !== undefined && isWrite(next))
      report('FLW5056', nameOf(next), { first: written, second: next.name, call: step.name });
  };
  for (const flow of flowsOf(model)) walk(flow.steps, { written: null, caught: false });
};

/** What a `catch` does happens after a failure: nothing of it is lost with the operation. */
function listsIn(step: Step): readonly (readonly Step[])[] {
  return step.kind === 'try' ? [step.do] : nestedLists(step);
}

/** Whether a catch goes on after failures of outside work. */
function catchesFailures({ errors, do: steps }: { errors: readonly string[]; do: readonly Step[] }): boolean {
  if (steps.length === 0) return false;
  return errors.length === 0 || ['timeout', 'unavailable'].some((name) => errors.includes(name));
}
