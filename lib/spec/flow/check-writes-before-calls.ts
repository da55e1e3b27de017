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
 * has done half. Waiting for people and for the clock is no failure, and what has a fallback does not fail. A loop goes round:
 * what it stores for one item is there when it calls for the next; a schedule takes each item by itself.
 */
export const checkWritesBeforeCalls: FlowRule = (model, report) => {
  for (const flow of flowsOf(model)) {
    const said = new Set<Step>();
    const walk = (steps: readonly Step[], way: Way): string | null => {
      let { written } = way;
      for (const step of steps) {
        if (isMachine(step) && written !== null) {
          const problem = way.caught || !mayFail(model, step) ? 'apart' : 'stays';
          if (problem === 'stays' && !said.has(step))
            report('FLW5055', nameOf(step), { write: written, call: step.name });
          else if (problem === 'apart') reportApart(report, said, steps, step, written);
          said.add(step);
          written = null;
        } else if (isWaiting(step)) written = null;
        if (isWrite(step)) written = step.name;
        written = inside(step, { ...way, written });
      }
      return written;
    };
    const inside = (step: Step, way: Way): string | null => {
      const caught = way.caught || (step.kind === 'try' && step.catch.some(catchesFailures));
      if (step.kind === 'for' && flow.kind === 'schedule') {
        walk(step.do, { written: null, caught });
        return null;
      }
      const lists = listsIn(step);
      const after =
        lists.map((list) => walk(list, { written: way.written, caught })).find((name) => name !== null) ?? null;
      // The second round: what was stored before the loop was seen in the first.
      if (step.kind === 'for' && after !== null && way.written === null) walk(step.do, { written: after, caught });
      return after ?? (isSure(step) ? null : way.written);
    };
    walk(flow.steps, { written: null, caught: false });
  }
};

/** Whether one of the lists that a step holds runs for sure. */
function isSure(step: Step): boolean {
  if (step.when !== null) return false;
  if (step.kind === 'switch') return step.cases.some((one) => one.when === null);
  return step.kind === 'fork' || step.kind === 'try';
}

/** The next write behind outside work that does not fail: two transactions. */
function reportApart(
  report: Parameters<FlowRule>[1],
  said: ReadonlySet<Step>,
  steps: readonly Step[],
  step: Step,
  written: string,
): void {
  const next = steps.slice(steps.indexOf(step) + 1).find((later) => isWrite(later) || endsSegment(later));
  if (step.kind === 'extract' || said.has(step) || next === undefined || !isWrite(next)) return;
  report('FLW5056', nameOf(next), { first: written, second: next.name, call: step.name });
}

/** What a `catch` does happens after a failure: nothing of it is lost with the operation. */
function listsIn(step: Step): readonly (readonly Step[])[] {
  return step.kind === 'try' ? [step.do] : nestedLists(step);
}

/** Whether a catch goes on after failures of outside work. */
function catchesFailures({ errors, do: steps }: { errors: readonly string[]; do: readonly Step[] }): boolean {
  if (steps.length === 0) return false;
  return errors.length === 0 || ['timeout', 'unavailable'].some((name) => errors.includes(name));
}
