import { effectivePolicy } from '../effective-policy.ts';
import type { CallPolicy, Model, Step } from '../model.ts';

type Machine = Extract<Step, { kind: 'call' | 'screen' | 'extract' | 'infer' }>;

/** Whether the step is done by a machine outside of the service's own transactions. */
export function isMachine(step: Step): step is Machine {
  return step.kind === 'call' || step.kind === 'screen' || step.kind === 'extract' || step.kind === 'infer';
}

/** Whether the step's own code runs in a process of its own, because it is bounded or starts programs. */
export function isBoxed(step: Step): boolean {
  return step.kind === 'custom' && (step.programs.length > 0 || step.timeoutMs !== null || step.limits !== null);
}

/** Whether the operation stands still at the step until somebody or the clock goes on. */
export function isWaiting(step: Step): boolean {
  return step.kind === 'userTask' || step.kind === 'wait' || step.kind === 'prose';
}

/** Whether a transaction ends at the step (language, "Transactions"). */
export function endsSegment(step: Step): boolean {
  return isMachine(step) || isBoxed(step) || isWaiting(step);
}

/** Whether the step writes to the database; an event is a row of the outbox. */
export function isWrite(step: Step): boolean {
  return ['create', 'update', 'delete', 'upsert', 'emit'].includes(step.kind);
}

/** What protects each operation that a step of outside work uses: one for a call, one for each list of a screening. */
export function policiesOf(model: Model, step: Machine): readonly CallPolicy[] {
  const named = (integration: string, operation: string): CallPolicy => {
    const found = model.integrations.find(({ name }) => name === integration);
    const called = found?.operations.find(({ name }) => name === operation);
    return effectivePolicy(step.policy, found, called ?? { effect: 'write', output: [] });
  };
  if (step.kind === 'call') return [named(step.integration, step.operation)];
  if (step.kind === 'screen')
    return step.against.flatMap((list) => (list.kind === 'operation' ? [named(list.integration, list.operation)] : []));
  if (step.kind === 'extract') return [step.policy];
  const found = model.integrations.find(({ name }) => name === step.integration);
  return [effectivePolicy(step.policy, found, { effect: 'read', output: step.output })];
}

/** Whether the step may end the operation because the other side fails: it works elsewhere, and nothing stands in. */
export function mayFail(model: Model, step: Step): boolean {
  if (isBoxed(step)) return true;
  if (!isMachine(step) || step.kind === 'extract') return false;
  return policiesOf(model, step).some(({ fallback }) => fallback === null);
}
