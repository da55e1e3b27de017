import { DEFAULT_TIMEOUT_MS } from '../effective-policy.ts';
import type { CallPolicy, Endpoint, Model, Step } from '../model.ts';
import type { FlowRule } from './flow-rule.ts';
import { isMachine, isWaiting, policiesOf } from './outside-work.ts';

/** The longest that outside work can take in one step, by name. */
interface Cost {
  name: string;
  ms: number;
}

/** What each process costs, in milliseconds, once it is known. One that runs itself counts nothing: it is reported elsewhere. */
type ProcessCosts = Map<string, number>;

/**
 * The worst case of outside work against the promised latency: every attempt takes its whole timeout, every delay its longest.
 * Reading documents inside of the service counts only where a timeout says so. Loops count once: their length is not known.
 */
export const checkWorstCase: FlowRule = (model, report) => {
  const processes: ProcessCosts = new Map();
  for (const endpoint of model.endpoints) {
    const promised = endpoint.sla?.latency ?? null;
    if (endpoint.sla === null || promised === null) continue;
    const costs = costsOf(model, endpoint.processing, processes);
    const worst = costs.reduce((sum, { ms }) => sum + ms, 0);
    if (worst > promised.withinMs)
      report('FLW5053', endpoint.sla.span, { worst: say(worst), promised: say(promised.withinMs), steps: most(costs) });
    const waiting = firstWaiting(endpoint);
    if (waiting !== null) report('FLW5054', endpoint.sla.span, { name: waiting });
  }
};

/** The steps that cost most, in words. */
function most(costs: readonly Cost[]): string[] {
  const sorted = [...costs].filter(({ ms }) => ms > 0).sort((a, b) => b.ms - a.ms);
  return sorted.slice(0, 3).map(({ name, ms }) => `\`${name}\` ${say(ms)}`);
}

/** What each step of a list costs, up to the first that surely gives an answer and waits. */
function costsOf(model: Model, steps: readonly Step[], processes: ProcessCosts): Cost[] {
  const costs: Cost[] = [];
  for (const step of steps) {
    if (isWaiting(step) && step.when === null) break;
    costs.push({ name: step.name, ms: costOf(model, step, processes) });
  }
  return costs;
}

function costOf(model: Model, step: Step, processes: ProcessCosts): number {
  const sum = (list: readonly Step[]): number => costsOf(model, list, processes).reduce((all, { ms }) => all + ms, 0);
  const longest = (lists: readonly (readonly Step[])[]): number => Math.max(0, ...lists.map(sum));
  if (isMachine(step)) return machineCost(model, step);
  switch (step.kind) {
    case 'switch':
      return longest(step.cases.map((one) => one.do));
    case 'fork':
      return longest(step.branches.map((branch) => branch.do));
    case 'try':
      return sum(step.do) + longest(step.catch.map((one) => one.do));
    case 'for':
      return sum(step.do);
    case 'run':
      return processCost(model, step.process, processes);
    default:
      return 0;
  }
}

function processCost(model: Model, name: string, processes: ProcessCosts): number {
  const known = processes.get(name);
  if (known !== undefined) return known;
  processes.set(name, 0);
  const called = model.processes.find((one) => one.name === name);
  const cost = costsOf(model, called?.processing ?? [], processes).reduce((all, { ms }) => all + ms, 0);
  processes.set(name, cost);
  return cost;
}

/** The lists of a screening are asked side by side. */
function machineCost(model: Model, step: Parameters<typeof policiesOf>[1]): number {
  const assumed = step.kind === 'extract' ? 0 : DEFAULT_TIMEOUT_MS;
  return Math.max(0, ...policiesOf(model, step).map((policy) => attempts(policy, assumed)));
}

function attempts({ timeoutMs, retry }: CallPolicy, assumed: number): number {
  const one = timeoutMs ?? assumed;
  if (retry === null) return one;
  let delays = 0;
  for (let i = 0; i < retry.limit; i++) delays += retry.delayMs * (retry.backoff === 'exponential' ? 2 ** i : 1);
  return one * (retry.limit + 1) + delays;
}

/** The first step that answers before the work is done. Prose is said at its own place. */
function firstWaiting({ processing }: Endpoint): string | null {
  return processing.find((step) => step.kind === 'userTask' || step.kind === 'wait')?.name ?? null;
}

function say(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Number((ms / 1000).toFixed(1))} s`;
}
