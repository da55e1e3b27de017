import type { Step } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';

/** The error that a step may end with by itself; null if it names none. */
export function raisedBy(step: Step): string | null {
  if (step.kind === 'raise') return step.error;
  return 'else' in step ? step.else : null;
}

/** The errors that some step of a service may end with, or that it catches. */
export function raisedErrors({ steps }: Plan): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => raisedBy(step) ?? []));
}
