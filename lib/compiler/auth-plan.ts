import type { Expr } from '../spec/expressions/ast.ts';
import { someExpr } from '../spec/expressions/expr-parts.ts';
import type { AuthScheme, Model, Setting } from '../spec/model.ts';
import { milliseconds } from './service/period.ts';
import { stepsWithin } from './steps-within.ts';

/** Where callers show who they are. */
export type Carrier =
  | { kind: 'header'; name: string; prefix: string | null }
  | { kind: 'cookie'; name: string; sameSite: 'strict' | 'lax' | 'none'; secure: boolean };

/** One way in which callers are known: tokens of an issuer, tokens signed with a secret, or keys. */
export interface SchemePlan {
  /** The member of the settings that holds what it needs. */
  name: string;
  kind: 'issuer' | 'secret' | 'keys';
  carrier: Carrier;
  issuer: AuthScheme['issuer'];
  audience: string | null;
  /** The setting that holds the secret or the keys. */
  secret: Setting;
  /** For how long tokens are good that say nothing else, in seconds. */
  seconds: number;
}

/** How callers are known. */
export interface AuthPlan {
  /** In the order in which they are tried; empty: bearer tokens by the settings. */
  schemes: readonly SchemePlan[];
  /** The way that the service's own tests take. */
  tested: SchemePlan | null;
  /** What a 401 names. */
  challenge: string;
  /** The way that issued tokens are for; null: none are issued. */
  issues: SchemePlan | null;
  /** The entity whose rows callers are, where something asks for that row. */
  subject: string | null;
  /** Something asks for claims. */
  claims: boolean;
}

const AN_HOUR = 3600;

/** Decides how callers are known. */
export function planAuth(model: Model): AuthPlan {
  const schemes = model.auth.map((scheme, at) => planScheme(scheme, at, model));
  const steps = model.endpoints.flatMap(({ processing }) => stepsWithin(processing));
  const issues = steps.some(({ kind }) => kind === 'issueToken');
  const [first] = model.auth;
  return {
    schemes,
    tested: schemes.find(({ kind }) => kind !== 'keys') ?? schemes[0] ?? null,
    challenge: [...new Set(schemes.length === 0 ? ['Bearer'] : schemes.map(challengeOf))].join(', '),
    issues: issues ? (schemes.find(({ kind }) => kind === 'secret') ?? null) : null,
    subject: asks(model.endpoints, 'subject') ? (first?.subject ?? null) : null,
    claims: asks([model.endpoints, model.entities], 'claims'),
  };
}

function planScheme(scheme: AuthScheme, at: number, { service }: Model): SchemePlan {
  const kind =
    scheme.scheme === 'api_key' ? 'keys' : scheme.secret !== null || scheme.scheme === 'session' ? 'secret' : 'issuer';
  const name = { api_key: 'apiKey', jwt: 'jwt', oidc: 'oidc', session: 'session' }[scheme.scheme];
  const expires = scheme.expires === null ? AN_HOUR : Math.ceil(milliseconds(scheme.expires) / 1000);
  return {
    name: at === 0 ? name : `${name}${at + 1}`,
    kind,
    carrier: carrierOf(scheme, service.name),
    issuer: scheme.issuer,
    audience: scheme.audience,
    secret: scheme.secret ?? (kind === 'keys' ? 'API_KEYS' : 'SESSION_SECRET'),
    seconds: expires,
  };
}

function carrierOf({ scheme, header, cookie }: AuthScheme, service: string): Carrier {
  if (scheme === 'session')
    return {
      kind: 'cookie',
      name: cookie?.name ?? `${service.replaceAll('-', '_')}_session`,
      sameSite: cookie?.sameSite ?? 'lax',
      secure: cookie?.secure ?? true,
    };
  if (scheme === 'api_key')
    return { kind: 'header', name: header?.name ?? 'X-Api-Key', prefix: header?.prefix ?? null };
  return { kind: 'header', name: header?.name ?? 'Authorization', prefix: header === null ? 'Bearer' : header.prefix };
}

function challengeOf({ kind, carrier }: SchemePlan): string {
  if (carrier.kind === 'cookie') return 'Cookie';
  return carrier.prefix ?? (kind === 'keys' ? 'ApiKey' : 'Bearer');
}

/** Whether some expression reads a member of `caller`. */
function asks(part: unknown, member: string): boolean {
  if (part === null || typeof part !== 'object') return false;
  if (Array.isArray(part)) return part.some((item) => asks(item, member));
  if (isExpr(part)) return someExpr(part, (expr) => isOfCaller(expr, member));
  return Object.values(part).some((item) => asks(item, member));
}

function isExpr(part: object): part is Expr {
  return 'kind' in part && 'type' in part && 'span' in part;
}

/** `caller.subject`, `caller.claims`. */
export function isOfCaller(expr: Expr, member: string): boolean {
  return expr.kind === 'member' && expr.name === member && expr.of.kind === 'name' && expr.of.scope === 'caller';
}
