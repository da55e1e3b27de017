'use server';
import { revalidatePath } from 'next/cache';
import type { ActionResult } from '#lib/core/action-result.ts';
import { asAction } from '#lib/server/people/request-context.ts';
import { approve } from '#lib/server/reviews/approve.ts';
import { openSigning, type SigningForm } from '#lib/server/reviews/open-signing.ts';
import { reject } from '#lib/server/reviews/reject.ts';

// A decision changes the counts in the frame too: the whole layout is read again.
// What a browser sends is `unknown` here whatever its type says: each use case parses it.

/** Opens the sheet in which a person signs. */
export async function openSigningAction(runId: string): Promise<ActionResult<SigningForm>> {
  return asAction((ctx) => openSigning(ctx, { runId }));
}

/** Approves exactly what was shown. */
export async function approveAction(runId: string, signed: object): Promise<ActionResult<null>> {
  return asAction(async (ctx) => {
    await approve(ctx, { ...signed, runId });
    revalidatePath('/', 'layout');
    return null;
  });
}

/** Rejects with a reason. */
export async function rejectAction(runId: string, signed: object): Promise<ActionResult<null>> {
  return asAction(async (ctx) => {
    await reject(ctx, { ...signed, runId });
    revalidatePath('/', 'layout');
    return null;
  });
}
