import type { SchemePlan } from '../auth-plan.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { quote } from '../text/quote.ts';

// Parts of src/platform/auth.ts, each for one way to know callers.

export const VISITOR = code`
  /** Who calls where it may be nobody. */
  export type Visitor = Omit<Caller, 'id'> & { id: string | null };
`;

export const ISSUER_SETTINGS = code`
  export interface IssuerSettings {
    issuer: string;
    audience: string;
    /** Where the issuer's public keys are (https:, http: or data:); null: where the issuer itself says. */
    jwksUrl: string | null;
  }
`;

export const SECRET_SETTINGS = code`
  export interface SecretSettings {
    /** At least 32 bytes. */
    secret: string;
  }
`;

export const HEADER = code`
  /** Reads what a header holds after a word such as Bearer. Another word is another way, or none. */
  function inHeader(name: string, prefix: string | null): (request: FastifyRequest) => string | null {
    return ({ headers }) => {
      const text = headers[name];
      if (typeof text !== 'string') return null;
      if (prefix === null) return text.trim();
      const [word = '', ...rest] = text.trim().split(' ');
      return word.toLowerCase() === prefix.toLowerCase() ? rest.join(' ').trim() : null;
    };
  }
`;

export const COOKIE = code`
  const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

  /** Reads a cookie. Browsers send it for every page that asks: what changes something has to come from this one. */
  function inCookie(name: string): (request: FastifyRequest) => string | null {
    return ({ headers, method }) => {
      const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
      const found = pairs.find((pair) => pair.startsWith(\`\${name}=\`));
      if (found === undefined) return null;
      const { origin } = headers;
      const foreign = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== headers.host);
      const site = headers['sec-fetch-site'] ?? 'same-origin';
      const own = !foreign && (site === 'same-origin' || site === 'none');
      if (!own && !SAFE_METHODS.includes(method)) throw new Problem(forbidden, 'Another site asked for this');
      return found.slice(name.length + 1);
    };
  }
`;

export const ISSUED = code`
  const ASYMMETRIC = ['RS256', 'PS256', 'ES256', 'EdDSA'];

  /** Tokens of an issuer for an audience. Its keys are kept, and asked for anew when a token names another one. */
  function issuedTokens(
    { issuer, audience, jwksUrl }: IssuerSettings,
    read: (request: FastifyRequest) => string | null,
  ): Scheme {
    let keys: Promise<JWTVerifyGetKey> | null = null;
    const known = (): Promise<JWTVerifyGetKey> => {
      keys ??= keysOf(issuer, jwksUrl).catch((error: unknown) => {
        keys = null;
        throw error;
      });
      return keys;
    };
    const options = { issuer, audience, algorithms: ASYMMETRIC, requiredClaims: ['sub', 'exp'] };
    const verify = remembering(async (token) => {
      const found = await known().catch(refuseToken);
      return (await jwtVerify(token, found, options).catch(refuseToken)).payload;
    });
    return async (request) => {
      const token = read(request);
      return token === null ? null : callerOf(await verify(token));
    };
  }

  async function keysOf(issuer: string, jwksUrl: string | null): Promise<JWTVerifyGetKey> {
    return createRemoteJWKSet(new URL(jwksUrl ?? (await discovered(issuer))));
  }

  /** Asks the issuer where its keys are (OpenID Connect Discovery 1.0). */
  async function discovered(issuer: string): Promise<string> {
    const address = \`\${issuer.replace(/\/$/, '')}/.well-known/openid-configuration\`;
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(5000) });
    const found: unknown = await answer.json();
    const { issuer: named, jwks_uri: uri } = Object(found);
    if (named !== issuer || typeof uri !== 'string') throw new Error(\`\${address} does not describe \${issuer}\`);
    return uri;
  }
`;

export const SIGNED = code`
  /** Tokens that are signed with a secret. */
  function signedTokens(
    { secret }: SecretSettings,
    read: (request: FastifyRequest) => string | null,
    wanted: { issuer?: string; audience?: string },
  ): Scheme {
    const key = new TextEncoder().encode(secret);
    const options = { ...wanted, algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] };
    const verify = remembering(async (token) => (await jwtVerify(token, key, options).catch(refuseToken)).payload);
    return async (request) => {
      const token = read(request);
      return token === null ? null : callerOf(await verify(token));
    };
  }
`;

export const REFUSE_SIGNED = code`
  function refuseToken(): never {
    throw new Problem(unauthenticated, 'The token is not valid');
  }
`;

export function payloadReader(claims: boolean): string {
  return code`
    function callerOf(payload: JWTPayload): Caller {
      const { sub, roles, scope } = payload;
      if (sub === undefined || sub === '') throw new Problem(unauthenticated, 'The token names nobody');
      return {
        id: sub,
        roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
        scopes: typeof scope === 'string' ? scope.split(' ') : [],
        ${when(claims, 'claims: payload,')}
      };
    }
  `;
}

export function keysText(claims: boolean): string {
  return code`
    interface KeyHolder {
      id: string;
      roles: readonly string[];
      digest: Buffer;
    }

    const ENTRY = /^([^\s:;]{1,200}):([^\s:;]*):([0-9a-f]{64})$/;

    /** Reads keys: \`id:role,role:sha256\` for each, with white space or semicolons between them. Throws where one is none. */
    export function readKeys(text: string): KeyHolder[] {
      const entries = text.split(/[\s;]+/).filter((entry) => entry !== '');
      return entries.map((entry) => {
        const [, id = '', roles = '', digest = ''] = ENTRY.exec(entry) ?? [];
        if (id === '') throw new Error('a key is written id:role,role:sha256');
        return { id, roles: roles.split(',').filter((role) => role !== ''), digest: Buffer.from(digest, 'hex') };
      });
    }

    /** Keys, of which only digests are known here. All are compared, so that time tells nothing. */
    function apiKeys(text: string, read: (request: FastifyRequest) => string | null): Scheme {
      const holders = readKeys(text);
      return async (request) => {
        const key = read(request);
        if (key === null) return null;
        const digest = createHash('sha256').update(key).digest();
        const [holder] = holders.filter((known) => timingSafeEqual(known.digest, digest));
        if (holder === undefined) throw new Problem(unauthenticated, 'The key is not known');
        return { id: holder.id, roles: holder.roles, scopes: []${when(claims, ', claims: {}')} };
      };
    }
  `;
}

export function issuing({ name, carrier, audience }: SchemePlan, { model }: Plan): string {
  const service = quote(model.service.name);
  const token = code`
    /** Signs a token that names somebody, for some time. */
    export type IssueToken = (
      subject: string,
      given: { roles?: readonly string[]; claims?: object; seconds: number },
    ) => Promise<string>;

    /** Signs tokens that this service takes itself. */
    export function issuing({ ${name}: { secret } }: AuthSettings): IssueToken {
      const key = new TextEncoder().encode(secret);
      return (subject, { roles = [], claims = {}, seconds }) =>
        new SignJWT({ ...claims, roles: [...roles] })
          .setProtectedHeader({ alg: 'HS256' })
          .setSubject(subject)
          .setIssuer(${service})
          .setAudience(${audience === null ? service : quote(audience)})
          .setIssuedAt()
          .setExpirationTime(\`\${seconds}s\`)
          .sign(key);
    }
  `;
  if (carrier.kind === 'header') return token;
  const site = `${carrier.sameSite.charAt(0).toUpperCase()}${carrier.sameSite.slice(1)}`;
  const secure = carrier.secure ? '; Secure' : '';
  return code`
    ${token}

    /** The cookie that holds a token. */
    export function sessionCookie(token: string, seconds: number): string {
      return \`${carrier.name}=\${token}; Path=/; Max-Age=\${seconds}; HttpOnly; SameSite=${site}${secure}\`;
    }
  `;
}

export function anonymous(schemes: readonly SchemePlan[]): string {
  const headers = [
    ...new Set(schemes.flatMap(({ carrier }) => (carrier.kind === 'header' ? [carrier.name.toLowerCase()] : []))),
  ];
  const cookie = schemes.find(({ carrier }) => carrier.kind === 'cookie')?.carrier;
  const tests = [
    ...headers.map((name) => `headers[${quote(name)}] === undefined`),
    ...(cookie === undefined ? [] : [`!(headers.cookie ?? '').includes(${quote(`${cookie.name}=`)})`]),
  ];
  return code`
    /** Whether a request says nothing of who calls. */
    export function isAnonymous({ headers }: FastifyRequest): boolean {
      return ${tests.join(' && ')};
    }
  `;
}
