import { randomUUID } from 'node:crypto';
import type { NextRequest } from 'next/server';
import nextAuthModule, { type NextAuthOptions } from 'next-auth';
import credentialsModule from 'next-auth/providers/credentials';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { type Db, database } from '#db/client.ts';
import { AppError } from '../../core/app-error.ts';
import { authSecret } from './auth-secret.ts';
import { type OidcSettings, oidcSettings } from './oidc-settings.ts';
import { requestAddress } from './request-address.ts';
import { isSecure, readSessionCookie, SESSION_SECONDS, sessionCookieName } from './session-cookie.ts';
import { signInWithOidc } from './sign-in-with-oidc.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { revokeSession } from './start-session.ts';

// next-auth is CommonJS: what a default import gives depends on who loads it.
const NextAuth = unwrap(nextAuthModule);
const Credentials = unwrap(credentialsModule);

function unwrap<T>(module: T): T {
  return typeof module === 'object' && module !== null && 'default' in module ? (module.default as T) : module;
}

/** Answers everything below /api/auth: sign-in by password or identity provider, and sign-out. */
export function handleAuth(
  request: NextRequest,
  route: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const before = readSessionCookie(request.cookies.get(sessionCookieName())?.value);
  return NextAuth(request, route, authOptions(database().db, before));
}

const clock = { now: () => new Date(), newId: randomUUID };

/**
 * next-auth's options for one request. The cookie carries nothing but the id of a row of `sessions`; `started` hands it
 * from the proof of identity to the cookie. The session that the browser had before ends when a new one starts.
 */
export function authOptions(db: Db, before: Promise<string | null>): NextAuthOptions {
  let started: string | null = null;
  const begin = async (sessionId: string) => {
    started = sessionId;
    const old = await before;
    if (old) await revokeSession(db, clock, old);
  };
  const oidc = oidcSettings();
  return {
    secret: authSecret(),
    useSecureCookies: isSecure(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: { sessionToken: sessionTokenCookie() },
    providers: [passwordProvider(db, begin), ...(oidc ? [oidcProvider(oidc)] : [])],
    callbacks: {
      async signIn({ account, profile }) {
        if (account?.provider !== 'oidc') return true;
        if (!oidc) return false;
        const admission = await signInWithOidc(db, clock, oidc, profile);
        if (!admission.ok) return `/sign-in?error=${admission.refusal}`;
        await begin(admission.sessionId);
        return true;
      },
      jwt: ({ token }) => ({ sessionId: started ?? token['sessionId'] }),
      // Pages read the session from the database; this address tells nothing.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut() {
        const sessionId = await before;
        if (sessionId) await revokeSession(db, clock, sessionId);
      },
    },
    logger: { error: logError, warn: () => {}, debug: () => {} },
  };
}

function passwordProvider(db: Db, begin: (sessionId: string) => Promise<void>) {
  return Credentials({
    id: 'password',
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(given, request) {
      try {
        const sessionId = await signInWithPassword(db, clock, given, requestAddress(request.headers));
        await begin(sessionId);
        return { id: sessionId };
      } catch (error) {
        // Only this text reaches the page, by way of an address: a sentence for people or nothing.
        if (error instanceof AppError) throw new Error(error.message);
        console.error('sign-in failed', error);
        throw new Error('The server could not check this. Try again in a minute.');
      }
    },
  });
}

function oidcProvider(settings: OidcSettings): OAuthConfig<Record<string, unknown>> {
  return {
    id: 'oidc',
    name: settings.name,
    type: 'oauth',
    wellKnown: `${settings.issuer}/.well-known/openid-configuration`,
    issuer: settings.issuer,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    // `max_age` makes the provider say when the person last proved who they are.
    authorization: { params: { scope: 'openid email profile', max_age: SESSION_SECONDS } },
    userinfo: {
      // Many providers put e-mail and groups behind this address only. The id token, which is signed, has the last word.
      async request({ client, tokens }) {
        const idToken = tokens.id_token ? decodeClaims(tokens.id_token) : {};
        const more = tokens.access_token ? await client.userinfo(tokens.access_token) : {};
        if ('sub' in more && more.sub !== idToken['sub']) throw new Error('userinfo speaks of somebody else');
        return { ...more, ...idToken, sub: String(idToken['sub']) };
      },
    },
    profile: (claims) => ({ id: String(claims['sub']) }),
  };
}

/** The claims of an id token whose signature, issuer, audience, expiry and nonce openid-client has verified already. */
function decodeClaims(idToken: string): Record<string, unknown> {
  const claims: unknown = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
  if (typeof claims !== 'object' || claims === null) throw new Error('the id token has no claims');
  return { ...claims };
}

function sessionTokenCookie() {
  return {
    name: sessionCookieName(),
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isSecure() },
  };
}

/** Wrong passwords are no error of the server's. */
function logError(code: string, detail: unknown): void {
  if (code === 'CALLBACK_CREDENTIALS_HANDLER_ERROR') return;
  console.error(`sign-in: ${code}`, detail instanceof Error ? detail.message : detail);
}
