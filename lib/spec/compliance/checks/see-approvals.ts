import type { Reporter } from '../../diagnostics/reporter.ts';
import type { Model, Step } from '../../model.ts';
import { allSteps, flowsOf } from '../../step-tree.ts';
import { controlsOf } from '../subject.ts';

/** Reports steps that `access_controls` names as approvals and that a second person does not have to do. */
export function seeApprovals(model: Model, reporter: Reporter): void {
  const named = controlsOf(model, 'access_controls').flatMap(({ requirement, control }) =>
    control.approvals.map((name) => ({ name, span: requirement.span })),
  );
  if (named.length === 0) return;
  const steps = flowsOf(model).flatMap((flow) => allSteps(flow.steps));
  for (const { name, span } of named) {
    const meant = steps.filter((step) => step.name === name);
    const weak = meant.find((step) => whyNoApproval(step) !== null);
    if (meant.length === 0) reporter.report('CMP8024', span, { what: `No step is called \`${name.slice(0, 60)}\`` });
    else if (weak !== undefined) reporter.report('CMP8024', weak.span, { what: whyNoApproval(weak) ?? '' });
  }
}

function whyNoApproval(step: Step): string | null {
  if (step.kind === 'prose') return null;
  if (step.kind !== 'userTask') return `\`${step.name}\` is no task for a person`;
  return step.notBy.length === 0 ? `\`${step.name}\` may be done by the caller: it has no \`notBy\`` : null;
}
