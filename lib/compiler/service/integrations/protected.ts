import type { IntegrationPlan, Plan } from '../../plan.ts';
import { isMachine } from '../../steps-within.ts';

/** How this service proves who it is to other systems. */
export type AuthKind = 'none' | 'api_key' | 'bearer' | 'webhook' | 'basic' | 'oauth2_client_credentials' | 'mtls';

const KINDS: readonly string[] = [
  'api_key',
  'bearer',
  'basic',
  'oauth2_client_credentials',
  'mtls',
] satisfies AuthKind[];

/** How this service proves to one system who it is. */
export function authKindOf({ auth, protocol }: IntegrationPlan['integration']): AuthKind {
  if (protocol === 'webhook') return 'webhook';
  return isKind(auth) ? auth : 'none';
}

function isKind(auth: string | null): auth is AuthKind {
  return auth !== null && KINDS.includes(auth);
}

/** All the ways in which it does; none is one, too, where no other system is asked yet. */
export function authKinds({ integrations }: Plan): ReadonlySet<AuthKind> {
  const kinds = new Set(integrations.map(({ integration }) => authKindOf(integration)));
  return kinds.size === 0 ? new Set(['none']) : kinds;
}

/** Whether some system wants to see a certificate of this service. */
export function showsCertificates({ integrations, outside }: Plan): boolean {
  return outside && integrations.some(({ integration }) => integration.auth === 'mtls');
}

/** Whether some call is tried again. */
export function retries({ integrations, steps, outside }: Plan): boolean {
  const policies = [...integrations.map(({ integration }) => integration), ...steps.filter(isMachine)];
  return outside && policies.some(({ policy }) => policy.retry !== null);
}
