import { allSteps, flowsOf } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';

/** Tokens are signed with the service's own secret: without one there is nothing to sign with. */
export const checkTokens: FlowRule = (model, report) => {
  const signs = model.auth.some(({ scheme, secret }) => (scheme === 'jwt' || scheme === 'session') && secret !== null);
  if (signs) return;
  for (const flow of flowsOf(model))
    for (const step of allSteps(flow.steps)) if (step.kind === 'issueToken') report('FLW5063', nameOf(step), {});
};
