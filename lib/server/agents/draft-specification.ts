import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { and, count, eq, gt } from 'drizzle-orm';
import { agentCalls } from '#db/schema.ts';
import { configuredModel } from '../../adapters/model/configured-model.ts';
import { costMicros, type Price } from '../../adapters/model/price.ts';
import type { CallRecord } from '../../agents/specification/call-model.ts';
import { checkDraft } from '../../agents/specification/check-draft.ts';
import { DRAFT_TIMES, draftSpecification as draft } from '../../agents/specification/draft-specification.ts';
import { AppError } from '../../core/app-error.ts';
import type { DraftEvent, DraftRequest } from '../../domain/agents/draft-event.ts';
import { authorise, type Context } from '../context.ts';
import { findService } from '../specs/find-service.ts';
import { draftCallId } from './draft-call-id.ts';

/** The name of the agent in records. */
export const SPECIFICATION_AGENT = 'specification';
const CALLS_PER_HOUR = 120;

const shared = globalThis as { plumblineDrafting?: Set<string> };

/**
 * Lets the specification agent draft, after all checks: the returned function runs it and hands every event on. Aborting `signal`
 * cancels the model's call. Every request to the model's server is recorded in `agent_calls`; the draft itself is kept nowhere.
 * Throws `unavailable` without a model, `conflict` while this person has a draft running, `too_many` above 120 calls an hour.
 */
export async function draftSpecification(
  ctx: Context,
  request: DraftRequest,
  signal: AbortSignal,
): Promise<(onEvent: (event: DraftEvent) => Promise<void>) => Promise<void>> {
  authorise(ctx, 'agent.use');
  const configured = configuredModel(process.env);
  if (configured.kind === 'none') throw new AppError('unavailable', configured.reason);
  const serviceId = request.service === null ? null : (await findService(ctx.db, request.service)).id;
  await refuseTooMany(ctx);
  const running = claim(ctx.actor.id);
  const draftId = ctx.newId();
  const record = recorder(ctx, { draftId, serviceId, model: configured.label, price: configured.price });
  return (onEvent) =>
    draft({
      ...request,
      draftId,
      model: configured.model,
      label: configured.label,
      price: configured.price,
      boundary: randomBytes(12).toString('hex'),
      signal,
      check: checkDraft,
      now: () => performance.now(),
      sleep: (ms, stop) => delay(ms, undefined, { signal: stop }).catch(() => {}),
      limits: DRAFT_TIMES,
      onEvent,
      onCall: record,
    }).finally(() => running.delete(ctx.actor.id));
}

/** One draft at a time per person and process: a second press must not cost twice. */
function claim(personId: string): Set<string> {
  shared.plumblineDrafting ??= new Set();
  if (shared.plumblineDrafting.has(personId))
    throw new AppError('conflict', 'A draft of yours is still running. Stop it first, or wait until it has finished.');
  return shared.plumblineDrafting.add(personId);
}

async function refuseTooMany(ctx: Context): Promise<void> {
  const anHourAgo = new Date(ctx.now().getTime() - 3_600_000);
  const [row] = await ctx.db
    .select({ calls: count() })
    .from(agentCalls)
    .where(and(eq(agentCalls.personId, ctx.actor.id), gt(agentCalls.at, anHourAgo)));
  if ((row?.calls ?? 0) >= CALLS_PER_HOUR)
    throw new AppError(
      'too_many',
      `You made ${CALLS_PER_HOUR} model calls within an hour. Go on when some of them are older.`,
    );
}

interface Recorded {
  draftId: string;
  serviceId: string | null;
  model: string;
  price: Price | null;
}

function recorder(ctx: Context, { draftId, serviceId, model, price }: Recorded): (call: CallRecord) => Promise<void> {
  return async (call) => {
    await ctx.db.insert(agentCalls).values({
      id: draftCallId(draftId, call.index),
      agent: SPECIFICATION_AGENT,
      personId: ctx.actor.id,
      serviceId,
      model,
      status: call.status,
      inputTokens: call.inputTokens,
      outputTokens: call.outputTokens,
      costMicros: costMicros(price, call.inputTokens, call.outputTokens),
      durationMs: call.durationMs,
      error: call.error,
      at: ctx.now(),
    });
  };
}
