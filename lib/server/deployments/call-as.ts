import type { ServiceRequest, TokenRequest } from '../../adapters/target/target.ts';
import { AppError } from '../../core/app-error.ts';
import type { CallAnswer } from '../../domain/deployments/service-deployment.ts';
import type { Rights } from '../../domain/deployments/service-operation.ts';
import { carried } from '../../domain/deployments/token-place.ts';
import type { Context } from '../context.ts';
import { getTarget } from './get-target.ts';
import type { LiveRow } from './read-live.ts';
import { factsOf } from './release-facts.ts';

/** Long enough for one request. */
const TOKEN_SECONDS = 60;

/**
 * Sends a request to a live service as the signed-in person: with the credential that they gave, else with a token that is made
 * here. Where none can be made, the request says nothing of its caller. Rights that the service does not know are refused.
 */
export async function callAs(
  ctx: Context,
  row: LiveRow,
  rights: Rights,
  request: ServiceRequest,
  credential: string | null = null,
): Promise<CallAnswer> {
  const { proof } = await factsOf(ctx.db, row);
  const target = getTarget();
  const made = async (): Promise<string | null> =>
    proof.kind === 'keys' ? null : target.token(row.service, await tokenRequest(ctx, row, rights, TOKEN_SECONDS));
  const token = credential ?? (await made());
  const started = performance.now();
  const headers = { ...request.headers, ...(token !== null && carried(proof.place, token)) };
  const answer = await target.call(row.service, { ...request, headers });
  return { ...answer, durationMs: performance.now() - started };
}

/**
 * What the target is asked for: a token for the signed-in person, as the live release wants it.
 * @throws AppError `invalid` naming a right that it does not know, or if its callers have keys of their own
 */
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
  const { kind, issuer, audience, secret } = known.proof;
  if (kind === 'keys')
    throw new AppError('invalid', `No token for ${row.service} can be made here: its callers have keys of their own.`);
  return {
    ...{ subject, name, roles, expiresInSeconds },
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...(issuer !== null && { issuer }),
    ...(audience !== null && { audience }),
    ...(secret !== null && { secret }),
  };
}
