import type { SchemePlan } from '../auth-plan.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, hugged, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';
import { KNOWN_TOKENS, REFUSE_TOKEN } from './known-tokens.ts';
import {
  anonymous,
  COOKIE,
  HEADER,
  ISSUED,
  ISSUER_SETTINGS,
  issuing,
  keysText,
  payloadReader,
  REFUSE_SIGNED,
  SECRET_SETTINGS,
  SIGNED,
  VISITOR,
} from './scheme-parts.ts';

/** src/platform/auth.ts where the specification says how callers are known. */
export function schemesFile(plan: Plan): string {
  const { wire, auth } = plan;
  const { schemes } = auth;
  const has = (kind: SchemePlan['kind']): boolean => schemes.some((scheme) => scheme.kind === kind);
  const tokens = has('issuer') || has('secret');
  const cookies = schemes.some(({ carrier }) => carrier.kind === 'cookie');
  const settings = schemes.map(({ name, kind }) => `${name}: ${SETTINGS[kind]};`);
  return code`
    ${imports([
      ['node:crypto', ...(has('keys') ? ['createHash', 'timingSafeEqual'] : [])],
      ['fastify', 'type FastifyRequest'],
      [
        'jose',
        ...(has('issuer') ? ['createRemoteJWKSet', 'errors'] : []),
        ...(tokens ? ['type JWTPayload'] : []),
        ...(has('issuer') ? ['type JWTVerifyGetKey'] : []),
        ...(tokens ? ['jwtVerify'] : []),
        ...(auth.issues === null ? [] : ['SignJWT']),
      ],
      ['./problems.ts', 'forbidden', 'Problem', 'unauthenticated', ...(has('issuer') ? ['unavailable'] : [])],
    ])}

    /** Who calls: the subject, its roles and scopes. */
    export interface Caller {
      id: string;
      roles: readonly string[];
      scopes: readonly string[];
      ${when(auth.claims, 'claims: Readonly<Record<string, unknown>>;')}
    }

    ${when(wire.optional, VISITOR)}

    /** What an operation demands: one of the roles (none named: any caller) and all of the scopes. */
    export interface Access {
      roles: readonly string[];
      scopes: readonly string[];
      ${when(wire.optional, '/** Callers may also be nobody. */\noptional?: true;')}
    }

    export type Authenticate = (request: FastifyRequest) => Promise<Caller>;

    ${when(has('issuer'), ISSUER_SETTINGS)}

    ${when(has('secret'), SECRET_SETTINGS)}

    /** What is needed to know callers, by the ways to do it. */
    export interface AuthSettings {
      ${settings}
    }

    /** One way to know callers. Null where a request says nothing in that way; a problem where what it says is wrong. */
    type Scheme = (request: FastifyRequest) => Promise<Caller | null>;

    ${schemes.length === 1 ? oneWay(schemes[0], plan) : severalWays(plan)}

    ${when(has('keys') || schemes.some(({ carrier }) => carrier.kind === 'header'), HEADER)}

    ${when(cookies, COOKIE)}

    ${when(has('issuer'), ISSUED)}

    ${when(has('secret'), SIGNED)}

    ${when(tokens, KNOWN_TOKENS)}

    ${when(tokens, has('issuer') ? REFUSE_TOKEN : REFUSE_SIGNED)}

    ${when(tokens, payloadReader(auth.claims))}

    ${when(has('keys'), keysText(auth.claims))}

    ${auth.issues !== null && issuing(auth.issues, plan)}

    ${when(wire.optional, anonymous(schemes))}

    /** Refuses a caller who has none of the roles or lacks a scope. */
    export function demand(caller: Caller, access: Access): void {
      const role = access.roles.length === 0 || access.roles.some((name) => caller.roles.includes(name));
      if (!role || !access.scopes.every((name) => caller.scopes.includes(name))) throw new Problem(forbidden);
    }
  `;
}

/** Knows callers in the only way that there is. */
function oneWay(scheme: SchemePlan | undefined, plan: Plan): string {
  return code`
    /** Knows callers in the way that the specification names. */
    export function authenticating(settings: AuthSettings): Authenticate {
      ${print(['const scheme = ', scheme === undefined ? '' : schemeCall(scheme, plan), ';'], 2)}
      return async (request) => {
        const caller = await scheme(request);
        if (caller === null) throw new Problem(unauthenticated);
        return caller;
      };
    }
  `;
}

function severalWays(plan: Plan): string {
  const { schemes } = plan.auth;
  return code`
    /** Knows callers in the ways that the specification names, the first one that fits. */
    export function authenticating(settings: AuthSettings): Authenticate {
      ${print(
        [
          'const schemes: readonly Scheme[] = ',
          list(
            '[',
            schemes.map((scheme) => schemeCall(scheme, plan)),
            ']',
          ),
          ';',
        ],
        2,
      )}
      return async (request) => {
        let problem = new Problem(unauthenticated);
        for (const scheme of schemes) {
          try {
            const caller = await scheme(request);
            if (caller !== null) return caller;
          } catch (error) {
            if (!(error instanceof Problem) || error.error !== unauthenticated) throw error;
            problem = error;
          }
        }
        throw problem;
      };
    }
  `;
}

const SETTINGS: Readonly<Record<SchemePlan['kind'], string>> = {
  issuer: 'IssuerSettings',
  secret: 'SecretSettings',
  keys: 'string',
};

function schemeCall({ kind, name, carrier, audience }: SchemePlan, { auth, model }: Plan): Doc {
  const read =
    carrier.kind === 'cookie'
      ? `inCookie(${quote(carrier.name)})`
      : `inHeader(${quote(carrier.name.toLowerCase())}, ${carrier.prefix === null ? 'null' : quote(carrier.prefix)})`;
  if (kind === 'keys') return list('apiKeys(', [`settings.${name}`, read], ')');
  if (kind === 'issuer') return list('issuedTokens(', [`settings.${name}`, read], ')');
  const own = auth.issues === null ? [] : [`issuer: ${quote(model.service.name)}`];
  const wanted = [
    ...own,
    ...(audience === null && auth.issues === null ? [] : [`audience: ${quote(audience ?? model.service.name)}`]),
  ];
  const last = { open: '{', items: wanted, close: '}', space: true };
  return hugged('signedTokens(', [`settings.${name}`, read], last, ')');
}
