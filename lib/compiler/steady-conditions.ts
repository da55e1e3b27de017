import type { Expr } from '../spec/expressions/ast.ts';
import type { Model, Process, Step } from '../spec/model.ts';
import { mentionsClock } from './service/repeats.ts';
import { endsSegment, stepsReached, stepsWithin } from './steps-within.ts';

/** The end of the id of a step that only keeps the condition of the one after it. */
const KEEPS = '/condition';

/** Whether a step is not of the specification: it keeps the condition of another one. */
export function keepsCondition({ id }: { id: string }): boolean {
  return id.endsWith(KEEPS);
}

/**
 * The model with every condition on the clock computed once, in a step of its own before the one that it decides about, where
 * a run stops: after a stop the steps begin again, and the clock would say something else.
 */
export function withSteadyConditions(model: Model): Model {
  const { processes } = model;
  const steady = <Flow extends { processing: readonly Step[] }>(flow: Flow): Flow => {
    if (!stepsReached(flow.processing, processes).some(endsSegment) && !isRunByOther(flow, processes)) return flow;
    if (!stepsWithin(flow.processing).some(dependsOnClock)) return flow;
    const taken = new Set(stepsWithin(flow.processing).map(({ name }) => name));
    return { ...flow, processing: steadied(flow.processing, taken) };
  };
  return {
    ...model,
    endpoints: model.endpoints.map(steady),
    processes: processes.map(steady),
    schedules: model.schedules.map(steady),
  };
}

/** What runs a process may stop after it. */
function isRunByOther(flow: object, processes: readonly Process[]): boolean {
  return processes.some((process) => process === flow);
}

function dependsOnClock(step: Step): boolean {
  return conditionsOf(step).some((condition) => condition !== null && mentionsClock(condition));
}

function conditionsOf(step: Step): (Expr | null)[] {
  // A guard that held, and an error that was not raised, are not looked at again for long: the run goes on from there.
  const own = step.kind === 'guard' || step.kind === 'raise' ? null : step.when;
  return [own, ...(step.kind === 'switch' ? step.cases.map(({ when }) => when) : [])];
}

function steadied(steps: readonly Step[], taken: Set<string>): Step[] {
  return steps.flatMap((given) => {
    const step = inside(given, taken);
    if (!dependsOnClock(step)) return [step];
    const kept: Step[] = [];
    const keep = (condition: Expr | null): Expr | null => {
      if (condition === null || !mentionsClock(condition)) return condition;
      const name = free(`${step.name}_${kept.length === 0 ? 'due' : `due_${kept.length + 1}`}`, taken);
      const { span, type } = condition;
      const id = `${step.id}/${name}${KEEPS}`;
      const value = { kind: 'expression', expr: condition, span } as const;
      kept.push({ kind: 'set', id, span, name, when: null, value, else: null });
      return { kind: 'name', name, scope: 'step', span, type };
    };
    const own = step.kind === 'guard' || step.kind === 'raise' ? step.when : keep(step.when);
    const changed: Step =
      step.kind === 'switch'
        ? { ...step, when: own, cases: step.cases.map((one) => ({ ...one, when: keep(one.when) })) }
        : { ...step, when: own };
    return [...kept, changed];
  });
}

function free(name: string, taken: Set<string>): string {
  const found = taken.has(name) ? free(`${name}_`, taken) : name;
  taken.add(found);
  return found;
}

/** The same for the lists within a step. */
function inside(step: Step, taken: Set<string>): Step {
  switch (step.kind) {
    case 'switch':
      return { ...step, cases: step.cases.map((one) => ({ ...one, do: steadied(one.do, taken) })) };
    case 'fork':
      return { ...step, branches: step.branches.map((one) => ({ ...one, do: steadied(one.do, taken) })) };
    case 'try': {
      const caught = step.catch.map((one) => ({ ...one, do: steadied(one.do, taken) }));
      return { ...step, do: steadied(step.do, taken), catch: caught };
    }
    case 'for':
      return { ...step, do: steadied(step.do, taken) };
    default:
      return step;
  }
}
