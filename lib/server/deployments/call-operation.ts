// Not the global ones: the web server's runtime has others, whose media type says no boundary.
import { FormData, Response } from 'undici';
import type { ServiceRequest } from '../../adapters/target/target.ts';
import { AppError } from '../../core/app-error.ts';
import { type PreparedRequest, requestOf } from '../../domain/deployments/request-of.ts';
import type { CallAnswer, OperationCall } from '../../domain/deployments/service-deployment.ts';
import { authorise, type Context } from '../context.ts';
import { callAs } from './call-as.ts';
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

/** Parts become a body of `multipart/form-data`, with a boundary that none of them holds. */
async function encoded({ parts, ...request }: PreparedRequest): Promise<ServiceRequest> {
  if (parts === null) return request;
  const form = new FormData();
  for (const part of parts) {
    if ('text' in part) form.append(part.name, part.text);
    else form.append(part.name, new Blob([Buffer.from(part.base64, 'base64')], { type: part.media }), part.fileName);
  }
  const message = new Response(form);
  const headers = { ...request.headers, 'content-type': message.headers.get('content-type') ?? '' };
  return { ...request, headers, body: new Uint8Array(await message.arrayBuffer()) };
}
