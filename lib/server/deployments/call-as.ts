import type { ServiceRequest } from '../../adapters/target/target.ts';
import { AppError } from '../../core/app-error.ts';
import type { CallAnswer } from '../../domain/deployments/service-deployment.ts';
import type { Context } from '../context.ts';
import { getTarget } from './get-target.ts';
import type { LiveRow } from './read-live.ts';
import { factsOf } from './release-facts.ts';

/** Long enough for one request. */
const TOKEN_SECONDS = 60;

/** Sends a request to a live service with a token for the signed-in person. Roles that the service does not know are refused. */
export async function callAs(
  ctx: Context,
  row: LiveRow,
  roles: readonly string[],
  request: ServiceRequest,
): Promise<CallAnswer> {
  await requireKnownRoles(ctx, row, roles);
  const { id: subject, name } = ctx.actor;
  const target = getTarget();
  const token = await target.token(row.service, { subject, name, roles, expiresInSeconds: TOKEN_SECONDS });
  const started = performance.now();
  const headers = { ...request.headers, authorization: `Bearer ${token}` };
  const answer = await target.call(row.service, { ...request, headers });
  return { ...answer, durationMs: performance.now() - started };
}

/** Throws `invalid` naming a role that the live release does not know. */
export async function requireKnownRoles(ctx: Context, row: LiveRow, roles: readonly string[]): Promise<void> {
  const { roles: known } = await factsOf(ctx.db, row);
  const foreign = roles.find((role) => !known.includes(role));
  if (foreign !== undefined) throw new AppError('invalid', `${row.service} knows no role ${foreign.slice(0, 100)}.`);
}
