import type { Reporter } from '../../diagnostics/reporter.ts';
import type { Model } from '../../model.ts';
import { allSteps, flowsOf } from '../../step-tree.ts';
import { controlsOf } from '../subject.ts';

/** Reports tasks that `access_controls` names as approvals and that the caller may do: they have no `notBy`. */
export function seeApprovals(model: Model, reporter: Reporter): void {
  const named = new Set(controlsOf(model, 'access_controls').flatMap(({ control }) => control.approvals));
  if (named.size === 0) return;
  for (const step of flowsOf(model).flatMap((flow) => allSteps(flow.steps)))
    if (step.kind === 'userTask' && named.has(step.name) && step.notBy.length === 0)
      reporter.report('CMP8024', step.span, { name: step.name });
}
