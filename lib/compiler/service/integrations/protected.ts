import type { Plan } from '../../plan.ts';
import { isMachine } from '../../steps-within.ts';

/** Whether some system wants to see a certificate of this service. */
export function showsCertificates({ integrations, outside }: Plan): boolean {
  return outside && integrations.some(({ integration }) => integration.auth === 'mtls');
}

/** Whether some call is tried again. */
export function retries({ integrations, steps, outside }: Plan): boolean {
  const policies = [...integrations.map(({ integration }) => integration), ...steps.filter(isMachine)];
  return outside && policies.some(({ policy }) => policy.retry !== null);
}
