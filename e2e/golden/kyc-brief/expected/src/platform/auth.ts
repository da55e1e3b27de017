import type { FastifyRequest } from 'fastify';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { forbidden, Problem, unauthenticated, unavailable } from './problems.ts';

/** Who calls: the token's subject, roles and scopes. */
export interface Caller {
  id: string;
  roles: readonly string[];
  scopes: readonly string[];
}

/** What an operation demands: one of the roles (none named: any caller) and all of the scopes. */
export interface Access {
  roles: readonly string[];
  scopes: readonly string[];
}

export type Authenticate = (request: FastifyRequest) => Promise<Caller>;

export interface AuthSettings {
  issuer: string;
  audience: string;
  /** Where the issuer's public keys are: https:, http: or data:. */
  jwksUrl: string;
}

/** Knows callers by JWT bearer tokens of one issuer for one audience; only asymmetric algorithms. */
export function bearerTokens(settings: AuthSettings): Authenticate {
  const keys = createRemoteJWKSet(new URL(settings.jwksUrl));
  const { issuer, audience } = settings;
  const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];
  const options = { issuer, audience, algorithms, requiredClaims: ['sub', 'exp'] };
  const verify = remembering(async (token) => (await jwtVerify(token, keys, options)).payload);
  return async (request) => {
    const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new Problem(unauthenticated);
    const payload = await verify(token).catch(refuseToken);
    const { sub, roles, scope } = payload;
    if (sub === undefined || sub === '') throw new Problem(unauthenticated, 'The token names nobody');
    return {
      id: sub,
      roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
      scopes: typeof scope === 'string' ? scope.split(' ') : [],
    };
  };
}

const BELIEVED_MS = 60_000;
const MOST_KNOWN = 1000;

/**
 * Verifies tokens, and believes those that were good within the last minute: a signature costs more than the rest of a small
 * request. So a key that the issuer withdraws still counts for that minute; no token counts for longer than it lasts.
 */
export function remembering(verify: (token: string) => Promise<JWTPayload>): (token: string) => Promise<JWTPayload> {
  const known = new Map<string, { payload: JWTPayload; until: number }>();
  return async (token) => {
    const seen = known.get(token);
    if (seen !== undefined && Date.now() < seen.until) return seen.payload;
    const payload = await verify(token);
    known.delete(token);
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size >= MOST_KNOWN) known.delete(oldest);
    known.set(token, { payload, until: Math.min(Date.now() + BELIEVED_MS, (payload.exp ?? 0) * 1000) });
    return payload;
  };
}

/** What keys that cannot be had are told by; everything else that goes wrong with a token is the token's fault. */
const OUTAGES = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

function refuseToken(error: unknown): never {
  const isOutage = !(error instanceof errors.JOSEError) || OUTAGES.includes(error.code);
  if (isOutage) throw new Problem(unavailable, 'The keys of the issuer cannot be had at the moment');
  throw new Problem(unauthenticated, 'The token is not valid');
}

/** Refuses a caller who has none of the roles or lacks a scope. */
export function demand(caller: Caller, access: Access): void {
  const role = access.roles.length === 0 || access.roles.some((name) => caller.roles.includes(name));
  if (!role || !access.scopes.every((name) => caller.scopes.includes(name))) throw new Problem(forbidden);
}
