import type { Endpoint, Step } from '../model.ts';
import { allSteps } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';

/** Tasks that the one who asked must not do, and that only people of the asker's own role may do. */
export const checkTasks: FlowRule = (model, report) => {
  for (const endpoint of model.endpoints) {
    for (const step of allSteps(endpoint.processing)) {
      if (step.kind !== 'userTask' || !excludesCaller(step)) continue;
      const [role, other] = step.candidates;
      if (role !== undefined && other === undefined && callersAre(endpoint, role))
        report('FLW5062', nameOf(step), { role });
    }
  }
};

function excludesCaller(step: Extract<Step, { kind: 'userTask' }>): boolean {
  return step.notBy.some((expr) => expr.kind === 'member' && expr.of.kind === 'name' && expr.of.scope === 'caller');
}

/** Whether everybody who may call has this one role. */
function callersAre({ access }: Endpoint, role: string): boolean {
  return access.kind === 'authenticated' && access.roles.length === 1 && access.roles[0] === role;
}
