import type { Step } from '../../spec/model.ts';
import type { FlowPlan, Plan } from '../plan.ts';
import { stepsWithin } from '../steps-within.ts';

/** Whether anything in the flow, or in a table that it asks, reads the result of a step. */
export function isRead({ name }: Step, flow: FlowPlan, plan: Plan): boolean {
  return (countsOf(flow, plan).get(name) ?? 0) > 0;
}

/** Whether a result is read by something outside of a part of the flow that it is made in. */
export function isReadOutside({ name }: Step, part: unknown, flow: FlowPlan, plan: Plan): boolean {
  const all = countsOf(flow, plan).get(name) ?? 0;
  if (all === 0) return false;
  const within = new Map<string, number>();
  count(part, within);
  return all > (within.get(name) ?? 0);
}

/** How often each name is read. A flow is looked through once. */
const KNOWN = new WeakMap<FlowPlan, Map<string, number>>();

function countsOf(flow: FlowPlan, { model }: Plan): Map<string, number> {
  const known = KNOWN.get(flow);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  const steps = stepsWithin(flow.steps);
  const tables = steps.flatMap((step) => (step.kind === 'decide' ? [step.decision] : []));
  const cards = steps.flatMap((step) => (step.kind === 'score' ? [step.scorecard] : []));
  const asked = [
    ...model.decisions.filter(({ name }) => tables.includes(name)),
    ...model.scorecards.filter(({ name }) => cards.includes(name)),
  ];
  count([flow.gives, flow.steps, asked], counts);
  KNOWN.set(flow, counts);
  return counts;
}

/** Looks through any part of the model: expressions name a step, outputs point to one. */
function count(part: unknown, counts: Map<string, number>): void {
  if (part === null || typeof part !== 'object') return;
  if (Array.isArray(part)) {
    for (const item of part) count(item, counts);
    return;
  }
  const name = 'kind' in part ? nameOf(part) : null;
  if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const [key, item] of Object.entries(part)) if (key !== 'span') count(item, counts);
}

/** The step that a node of the model reads. */
function nameOf(node: { kind: unknown; scope?: unknown; name?: unknown; step?: unknown; of?: unknown }): string | null {
  const { kind } = node;
  const named = kind === 'name' && node.scope === 'step' ? node.name : undefined;
  const pointed = kind === 'step' || kind === 'form' ? node.step : undefined;
  const member = kind === 'member' && isSteps(node.of) ? node.name : undefined;
  const found = named ?? pointed ?? member;
  return typeof found === 'string' ? found : null;
}

/** `steps` in `steps.x`. */
function isSteps(part: unknown): boolean {
  return part instanceof Object && 'kind' in part && part.kind === 'name' && 'name' in part && part.name === 'steps';
}
