import { randomUUID } from 'node:crypto';
import { database } from '#db/client.ts';
import type { ActionResult } from '../../core/action-result.ts';
import { setUp } from './set-up.ts';
import { toFailure } from './to-failure.ts';

/** `setUp` for the one server action that runs before there is anybody to run it as. */
export async function setUpOverHttp(given: unknown): Promise<ActionResult<null>> {
  try {
    await setUp(database().db, { now: () => new Date(), newId: randomUUID }, given);
    return { ok: true, value: null };
  } catch (error) {
    return { ok: false, error: toFailure(error) };
  }
}
