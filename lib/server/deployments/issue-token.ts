import type { Rights } from '../../domain/deployments/service-operation.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';
import { tokenRequest } from './call-as.ts';
import { getTarget } from './get-target.ts';
import { requireLive } from './read-live.ts';

const LIFETIME_SECONDS = 15 * 60;

/** A bearer token for the signed-in person with rights of the service, good for 15 minutes. The ledger says who got which. */
export async function issueToken(
  ctx: Context,
  asked: { service: string } & Rights,
): Promise<{ token: string; expiresAt: string }> {
  authorise(ctx, 'deployment.call');
  const row = await requireLive(ctx.db, asked.service);
  const { service, roles, scopes } = asked;
  const token = await getTarget().token(service, await tokenRequest(ctx, row, asked, LIFETIME_SECONDS));
  const at = ctx.now();
  await appendEntry(ctx.db, {
    ...{ id: ctx.newId(), at, actorId: ctx.actor.id, action: 'token.issued', serviceId: row.serviceId },
    subject: `service:${row.serviceId}`,
    detail: { service, roles, scopes, expiresInSeconds: LIFETIME_SECONDS },
  });
  return { token, expiresAt: new Date(at.getTime() + LIFETIME_SECONDS * 1000).toISOString() };
}
