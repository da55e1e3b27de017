'use server';
import { redirect } from 'next/navigation';
import type { ActionResult } from '#lib/core/action-result.ts';
import { type FoundThings, findThings } from '#lib/server/home/find-things.ts';
import { asAction } from '#lib/server/people/request-context.ts';
import { signOut } from '#lib/server/people/sign-out.ts';

/** What the palette can find. */
export async function findAction(): Promise<ActionResult<FoundThings>> {
  return asAction(findThings);
}

/** Ends the session and shows the sign-in page. */
export async function signOutAction(): Promise<void> {
  await signOut();
  redirect('/sign-in');
}
