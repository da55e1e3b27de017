import type { Step } from '../../spec/model.ts';
import type { FlowPlan, Plan } from '../plan.ts';
import { endsSegment, listsOf, stepsReached } from '../steps-within.ts';

/**
 * Whether the result of a step is kept, so that a run that begins again does not do it a second time: writes that come before
 * a stop; what reads the clock or draws lots; and reads of an entity that the run itself writes before it stops. Other reads
 * are done again, so that what the steps after the stop rely on is locked and as it is then.
 */
export function isKept(step: Step, flow: FlowPlan, plan: Plan): boolean {
  const { kept } = placesOf(flow, plan);
  return kept.has(step.id);
}

/** Whether a run may begin again after this step has been done. */
export function isBeforeStop(step: Step, flow: FlowPlan, plan: Plan): boolean {
  return placesOf(flow, plan).before.has(step.id);
}

interface Places {
  before: ReadonlySet<string>;
  kept: ReadonlySet<string>;
}

const KNOWN = new WeakMap<FlowPlan, Places>();

function placesOf(flow: FlowPlan, plan: Plan): Places {
  const known = KNOWN.get(flow);
  if (known !== undefined) return known;
  // What runs a process may stop after it: all of it comes before a stop.
  const isProcess = plan.processes.some((process) => process.steps === flow.steps) && plan.suspends;
  const steps = stepsReached(flow.steps, plan.model.processes);
  const last = isProcess ? steps.length : steps.findLastIndex(endsSegment);
  const { processes } = plan.model;
  const rounds = steps
    .filter((step) => step.kind === 'for')
    .map((loop) => listsOf(loop).flatMap((list) => stepsReached(list, processes)))
    .filter((inside) => inside.some(endsSegment));
  const before = new Set([...steps.slice(0, Math.max(0, last)), ...rounds.flat()].map(({ id }) => id));
  const kept = new Set<string>();
  steps.forEach((step, at) => {
    if (!before.has(step.id) || endsSegment(step) || step.kind === 'run') return;
    const following = rounds.filter(([first]) => first !== undefined && steps.indexOf(first) > at).flat();
    const around = rounds.filter((inside) => inside.includes(step)).flat();
    const later = [...steps.slice(at + 1, last), ...following, ...around];
    // The rounds of a loop are known by their numbers: the list that it goes through must stay the same.
    const counted = step.kind === 'list' && following.length > 0;
    const own = isReading(step) && (isProcess || later.some((other) => writes(other, step.entity)));
    if (isWrite(step) || isUnsteady(step, plan) || counted || own) kept.add(step.id);
  });
  const places = { before, kept };
  KNOWN.set(flow, places);
  return places;
}

const WRITES: ReadonlySet<Step['kind']> = new Set([
  'create',
  'update',
  'delete',
  'upsert',
  'emit',
  'issueToken',
  'custom',
]);

function isWrite({ kind }: Step): boolean {
  return WRITES.has(kind);
}

function isReading(step: Step): step is Extract<Step, { kind: 'find' | 'list' | 'count' }> {
  return step.kind === 'find' || step.kind === 'list' || step.kind === 'count';
}

function writes(step: Step, entity: string): boolean {
  return isWrite(step) && 'entity' in step && step.entity === entity;
}

const UNSTEADY: ReadonlySet<string> = new Set(['now', 'today', 'uuid', 'token', 'report']);

/** Whether a step that only computes could give something else the next time. */
export function isUnsteady(step: Step, { model }: Plan): boolean {
  switch (step.kind) {
    case 'set':
      return mentionsClock(step);
    case 'guard':
    case 'raise':
      return mentionsClock(step);
    case 'decide':
      return mentionsClock([step, model.decisions.find(({ name }) => name === step.decision)?.inputs]);
    case 'score':
      return mentionsClock([step, model.scorecards.find(({ name }) => name === step.scorecard)]);
    default:
      return false;
  }
}

/** Whether an expression somewhere in a part of the model reads the clock or draws lots. */
export function mentionsClock(part: unknown): boolean {
  if (part === null || typeof part !== 'object') return false;
  if (Array.isArray(part)) return part.some(mentionsClock);
  const node: Readonly<Record<string, unknown>> = { ...part };
  const { kind, name } = node;
  if (kind === 'call' && typeof name === 'string' && UNSTEADY.has(name)) return true;
  return Object.values(node).some(mentionsClock);
}
