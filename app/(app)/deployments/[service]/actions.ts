'use server';
import { z } from 'zod';
import type { ActionResult } from '#lib/core/action-result.ts';
import { issueToken } from '#lib/server/deployments/issue-token.ts';
import { rollBack } from '#lib/server/deployments/roll-back.ts';
import { asAction } from '#lib/server/people/request-context.ts';

const service = z.string().min(1).max(63);
const roles = z.array(z.string().min(1).max(100)).max(50);
const scopes = z.array(z.string().min(1).max(200)).max(50);
const token = z.strictObject({ service, roles, scopes });
const back = z.strictObject({ service, toRelease: z.int().positive() });

/** Makes a token of 15 minutes for the signed-in person. */
export async function issueTokenAction(asked: unknown): Promise<ActionResult<{ token: string; expiresAt: string }>> {
  return asAction((ctx) => issueToken(ctx, token.parse(asked)));
}

/** Gives all traffic back to an earlier release. */
export async function rollBackAction(asked: unknown): Promise<ActionResult<null>> {
  return asAction(async (ctx) => {
    await rollBack(ctx, back.parse(asked));
    return null;
  });
}
