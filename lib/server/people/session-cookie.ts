import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import { authSecret } from './auth-secret.ts';

/** How long one sign-in lasts at most, in seconds (12 hours); nothing prolongs it. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** Whether people reach this server by https, as `NEXTAUTH_URL` says. */
export function isSecure(env: NodeJS.ProcessEnv = process.env): boolean {
  return env['NEXTAUTH_URL']?.startsWith('https:') ?? false;
}

/** The cookie's name; the `__Host-` prefix makes browsers refuse one that another host or an http page set. */
export function sessionCookieName(secure: boolean = isSecure()): string {
  return secure ? '__Host-plumbline.session' : 'plumbline.session';
}

const Token = z.object({ sessionId: z.uuid() });

/** Reads the session's id from the cookie. Null for anything that we did not encrypt ourselves or that has run out. */
export async function readSessionCookie(value: string | undefined): Promise<string | null> {
  if (!value || value.length > 4096) return null;
  try {
    return Token.parse(await decode({ token: value, secret: authSecret() })).sessionId;
  } catch {
    return null;
  }
}

/** The cookie's value for a session. For tests and tools; browsers get theirs from the sign-in route. */
export function writeSessionCookie(sessionId: string): Promise<string> {
  return encode({ token: { sessionId }, secret: authSecret(), maxAge: SESSION_SECONDS });
}
