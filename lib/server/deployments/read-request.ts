import { z } from 'zod';
import { AppError } from '../../core/app-error.ts';
import type { CallAnswer } from '../../domain/deployments/service-deployment.ts';
import type { Rights } from '../../domain/deployments/service-operation.ts';
import { authorise, type Context } from '../context.ts';
import { callAs } from './call-as.ts';
import { requireLive } from './read-live.ts';

/** Reads how a request stands that waits for people, as whoever sent it. */
export async function readRequest(
  ctx: Context,
  asked: { service: string; id: string; credential: string | null } & Rights,
): Promise<CallAnswer> {
  authorise(ctx, 'deployment.call');
  const id = z.uuid().safeParse(asked.id);
  if (!id.success) throw new AppError('invalid', 'A request is named by a UUID.');
  const row = await requireLive(ctx.db, asked.service);
  const headers = { accept: 'application/json' };
  return callAs(
    ctx,
    row,
    asked,
    { method: 'GET', path: `/requests/${id.data}`, headers, body: null },
    asked.credential,
  );
}
