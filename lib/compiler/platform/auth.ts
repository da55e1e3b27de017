import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { KNOWN_TOKENS, REFUSE_TOKEN } from './known-tokens.ts';

/** src/platform/auth.ts: who calls, and what they may. */
export function authFile({ wire: { optional }, auth: { claims } }: Plan): string {
  return code`
    ${imports([
      ['fastify', 'type FastifyRequest'],
      ['jose', 'createRemoteJWKSet', 'errors', 'type JWTPayload', 'jwtVerify'],
      ['./problems.ts', 'forbidden', 'Problem', 'unauthenticated', 'unavailable'],
    ])}

    /** Who calls: the token's subject, roles and scopes. */
    export interface Caller {
      id: string;
      roles: readonly string[];
      scopes: readonly string[];
      ${when(claims, 'claims: Readonly<Record<string, unknown>>;')}
    }

    ${when(optional, VISITOR)}

    /** What an operation demands: one of the roles (none named: any caller) and all of the scopes. */
    export interface Access {
      roles: readonly string[];
      scopes: readonly string[];
      ${when(optional, '/** Callers may also be nobody. */\noptional?: true;')}
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
          ${when(claims, 'claims: payload,')}
        };
      };
    }

    ${KNOWN_TOKENS}

    ${REFUSE_TOKEN}

    /** Refuses a caller who has none of the roles or lacks a scope. */
    export function demand(caller: Caller, access: Access): void {
      const role = access.roles.length === 0 || access.roles.some((name) => caller.roles.includes(name));
      if (!role || !access.scopes.every((name) => caller.scopes.includes(name))) throw new Problem(forbidden);
    }
  `;
}

const VISITOR = code`
  /** Who calls where it may be nobody. */
  export type Visitor = Omit<Caller, 'id'> & { id: string | null };

  /** Whether a request says nothing of who calls. */
  export function isAnonymous({ headers }: FastifyRequest): boolean {
    return headers.authorization === undefined;
  }
`;
