'use server';
import type { ActionResult } from '#lib/core/action-result.ts';
import { setUpOverHttp } from '#lib/server/people/set-up-over-http.ts';

/** Makes the first administrator. */
export async function setUpAction(form: unknown): Promise<ActionResult<null>> {
  return setUpOverHttp(form);
}
