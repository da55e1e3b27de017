import type { Step } from '../../spec/model.ts';
import type { OperationPlan, Plan } from '../plan.ts';

/** Whether anything in the operation, or in a decision that it asks, reads the result of a step. */
export function isRead(step: Step, { endpoint }: OperationPlan, { model }: Plan): boolean {
  const asked = endpoint.processing.flatMap((other) => (other.kind === 'decide' ? [other.decision] : []));
  const decisions = model.decisions.filter(({ name }) => asked.includes(name));
  return mentions([endpoint.output, endpoint.processing, decisions], step.name);
}

/** Looks through any part of the model: expressions name a step, outputs point to one. */
function mentions(part: unknown, name: string): boolean {
  if (part === null || typeof part !== 'object') return false;
  if (Array.isArray(part)) return part.some((item) => mentions(item, name));
  const node: Readonly<Record<string, unknown>> = { ...part };
  if (node['kind'] === 'name' && node['scope'] === 'step' && node['name'] === name) return true;
  if ((node['kind'] === 'step' || node['kind'] === 'form') && node['step'] === name) return true;
  if (node['kind'] === 'member' && node['name'] === name && isSteps(node['of'])) return true;
  return Object.values(node).some((item) => mentions(item, name));
}

/** `steps` in `steps.x`. */
function isSteps(part: unknown): boolean {
  return part instanceof Object && 'kind' in part && part.kind === 'name' && 'name' in part && part.name === 'steps';
}
