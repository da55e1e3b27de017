import type { ServiceRequest } from '../../adapters/target/target.ts';
import { AppError } from '../../core/app-error.ts';
import { type PreparedRequest, requestOf } from '../../domain/deployments/request-of.ts';
import type { CallAnswer, OperationCall } from '../../domain/deployments/service-deployment.ts';
import { authorise, type Context } from '../context.ts';
import { callAs } from './call-as.ts';
import { encodeParts } from './encode-parts.ts';
import { requireLive } from './read-live.ts';
import { factsOf } from './release-facts.ts';

/** Sends one real request to the live release, through its gateway, as the signed-in person with the rights asked for. */
export async function callOperation(ctx: Context, call: OperationCall): Promise<CallAnswer> {
  authorise(ctx, 'deployment.call');
  const row = await requireLive(ctx.db, call.service);
  const { operations } = await factsOf(ctx.db, row);
  const operation = operations.find((each) => each.operation === call.operation);
  if (!operation) throw new AppError('not_found', `${call.service} has no operation ${call.operation.slice(0, 100)}.`);
  return callAs(ctx, row, call, await encoded(requestOf(operation, call)), call.credential);
}

async function encoded({ parts, ...request }: PreparedRequest): Promise<ServiceRequest> {
  if (parts === null) return request;
  const { contentType, body } = await encodeParts(parts);
  return { ...request, headers: { ...request.headers, 'content-type': contentType }, body };
}
