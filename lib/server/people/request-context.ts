import { randomUUID } from 'node:crypto';
import { cookies, headers } from 'next/headers';
import { redirect, unstable_rethrow } from 'next/navigation';
import { cache } from 'react';
import { ZodError } from 'zod';
import { database } from '#db/client.ts';
import type { ActionResult } from '../../core/action-result.ts';
import { AppError } from '../../core/app-error.ts';
import type { Context } from '../context.ts';
import { checkOrigin } from './check-origin.ts';
import { readSessionCookie, sessionCookieName } from './session-cookie.ts';
import { toFailure } from './to-failure.ts';
import { verifySession } from './verify-session.ts';

/** The first line of every page: who asks. Sends people without a valid session to the sign-in page. */
export async function pageContext(): Promise<Context> {
  return (await sessionContext()) ?? redirect(await signInAddress());
}

/** The context of this request's session, or null. Read once per request, from the database. */
export const sessionContext: () => Promise<Context | null> = cache(async () => {
  const sessionId = await readSessionCookie((await cookies()).get(sessionCookieName())?.value);
  if (!sessionId) return null;
  const { db } = database();
  const actor = await verifySession(db, sessionId, new Date());
  return actor && { db, actor, now: () => new Date(), newId: randomUUID };
});

/**
 * Runs a server action as the signed-in person. Failures come back as values with a sentence for people; what we did not
 * expect is logged under a reference and its inside never leaves the server. Next itself compares Origin and Host here.
 */
export async function asAction<T>(work: (ctx: Context) => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await work(await requireContext()) };
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, error: toFailure(error) };
  }
}

/**
 * Runs a route handler as the signed-in person. A request that may change something must come from our own pages.
 * Failures become `application/problem+json` (RFC 9457).
 */
export async function asRoute(request: Request, work: (ctx: Context) => Promise<Response>): Promise<Response> {
  try {
    checkOrigin(request);
    return await work(await requireContext());
  } catch (error) {
    unstable_rethrow(error);
    return toProblem(error);
  }
}

/** A failure as a problem document. */
export function toProblem(error: unknown): Response {
  const failure = toFailure(error);
  const status = error instanceof AppError ? error.status : error instanceof ZodError ? 400 : 500;
  const { code, message, data } = failure;
  return Response.json(
    { type: 'about:blank', title: message, status, code, ...(data ? { data } : {}) },
    { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
  );
}

/** The sign-in page, with the way back. The path is a hint of proxy.ts; the sign-in page accepts local ones only. */
async function signInAddress(): Promise<string> {
  const path = (await headers()).get('x-plumbline-path');
  return path && path !== '/' ? `/sign-in?to=${encodeURIComponent(path)}` : '/sign-in';
}

async function requireContext(): Promise<Context> {
  const ctx = await sessionContext();
  if (ctx) return ctx;
  throw new AppError('unauthenticated', 'Your session has ended. Sign in again in another tab, then repeat this.');
}
