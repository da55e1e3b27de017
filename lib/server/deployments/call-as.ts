import type { ServiceRequest, TokenRequest } from '../../adapters/target/target.ts';
import { AppError } from '../../core/app-error.ts';
import type { CallAnswer } from '../../domain/deployments/service-deployment.ts';
import type { Rights } from '../../domain/deployments/service-operation.ts';
import type { Context } from '../context.ts';
import { getTarget } from './get-target.ts';
import type { LiveRow } from './read-live.ts';
import { factsOf } from './release-facts.ts';

/** Long enough for one request. */
const TOKEN_SECONDS = 60;

/** Sends a request to a live service with a token for the signed-in person. Rights that the service does not know are refused. */
export async function callAs(ctx: Context, row: LiveRow, rights: Rights, request: ServiceRequest): Promise<CallAnswer> {
  const target = getTarget();
  const token = await target.token(row.service, await tokenRequest(ctx, row, rights, TOKEN_SECONDS));
  const started = performance.now();
  const headers = { ...request.headers, authorization: `Bearer ${token}` };
  const answer = await target.call(row.service, { ...request, headers });
  return { ...answer, durationMs: performance.now() - started };
}

/** What the target is asked for: a token for the signed-in person. Throws `invalid` naming a right that the live release does not know. */
export async function tokenRequest(
  ctx: Context,
  row: LiveRow,
  { roles, scopes }: Rights,
  expiresInSeconds: number,
): Promise<TokenRequest> {
  const known = await factsOf(ctx.db, row);
  const refuse = (what: string, foreign: string | undefined): void => {
    if (foreign !== undefined)
      throw new AppError('invalid', `${row.service} knows no ${what} ${foreign.slice(0, 100)}.`);
  };
  refuse(
    'role',
    roles.find((role) => !known.roles.includes(role)),
  );
  refuse(
    'scope',
    scopes.find((scope) => !known.scopes.includes(scope)),
  );
  const { id: subject, name } = ctx.actor;
  return { subject, name, roles, ...(scopes.length > 0 && { scope: scopes.join(' ') }), expiresInSeconds };
}
