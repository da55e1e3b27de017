import type { CallPolicy, Integration, IntegrationOperation } from './model.ts';

/** The timeout of an attempt where none is declared, in milliseconds (language, "Calls"). */
export const DEFAULT_TIMEOUT_MS = 5000;

/**
 * What protects one use of an operation: what the step says, and for the rest what the integration says. A snapshot that an
 * integration names is for the operations that only read, a value for those that give an output.
 */
export function effectivePolicy(
  step: CallPolicy,
  integration: Pick<Integration, 'policy'> | undefined,
  operation: Pick<IntegrationOperation, 'effect' | 'output'>,
): CallPolicy {
  const common = integration?.policy;
  return {
    timeoutMs: step.timeoutMs ?? common?.timeoutMs ?? null,
    retry: step.retry ?? common?.retry ?? null,
    circuitBreaker: step.circuitBreaker ?? common?.circuitBreaker ?? null,
    fallback: step.fallback ?? usable(common?.fallback ?? null, operation),
  };
}

function usable(
  fallback: CallPolicy['fallback'],
  operation: Pick<IntegrationOperation, 'effect' | 'output'>,
): CallPolicy['fallback'] {
  if (fallback?.kind === 'snapshot') return operation.effect === 'read' ? fallback : null;
  return operation.output.length > 0 ? fallback : null;
}
