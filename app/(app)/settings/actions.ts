'use server';
import { revalidatePath } from 'next/cache';
import type { ActionResult } from '#lib/core/action-result.ts';
import type { Context } from '#lib/server/context.ts';
import { addPerson } from '#lib/server/people/add-person.ts';
import { changeOwnPassword } from '#lib/server/people/change-own-password.ts';
import { changePerson } from '#lib/server/people/change-person.ts';
import { asAction } from '#lib/server/people/request-context.ts';
import { resetPassword } from '#lib/server/people/reset-password.ts';

/** Adds a person. */
export async function addPersonAction(form: unknown): Promise<ActionResult<null>> {
  return changing((ctx) => addPerson(ctx, form));
}

/** Changes a role, or ends or restores access. */
export async function changePersonAction(change: unknown): Promise<ActionResult<null>> {
  return changing((ctx) => changePerson(ctx, change));
}

/** Gives somebody a new password. */
export async function resetPasswordAction(form: unknown): Promise<ActionResult<null>> {
  return changing((ctx) => resetPassword(ctx, form));
}

/** Changes one's own password. */
export async function changeOwnPasswordAction(form: unknown): Promise<ActionResult<null>> {
  return changing((ctx) => changeOwnPassword(ctx, form));
}

function changing(work: (ctx: Context) => Promise<unknown>): Promise<ActionResult<null>> {
  return asAction(async (ctx) => {
    await work(ctx);
    revalidatePath('/settings');
    return null;
  });
}
