import type { OperationPlan, Plan } from '../plan.ts';
import { holdsFile } from './file-fields.ts';

/**
 * The operations that wait and then answer with files: whoever follows the request reads them, for as long as it is kept. What a
 * request that does not wait answers is named by rows, or nothing more to anybody.
 */
export function awaitedFiles({ operations, model }: Pick<Plan, 'operations' | 'model'>): OperationPlan[] {
  return operations.filter(
    ({ waits, endpoint: { output, wholeOutput } }) =>
      waits && [...output, ...(wholeOutput === null ? [] : [wholeOutput])].some(({ type }) => holdsFile(type, model)),
  );
}

/** Whether a service gives contents to callers or to people. */
export function givesFiles(plan: Plan): boolean {
  return plan.files.sends || plan.files.shown || awaitedFiles(plan).length > 0;
}
