import { and, eq, inArray } from 'drizzle-orm';
import { agentCalls, auditEntries } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';
import { draftCallId, draftDecisionId } from './draft-call-id.ts';

/** Three rounds of at most three tries each. */
const MOST_CALLS = 9;

/**
 * Writes into the ledger that a person took a draft of the specification agent into the text, or did not. The text itself is
 * saved by the editor as that person's change. Only who asked for the draft may decide; deciding twice changes nothing.
 */
export async function decideDraft(ctx: Context, decision: { draftId: string; accepted: boolean }): Promise<void> {
  authorise(ctx, 'agent.use');
  const { draftId, accepted } = decision;
  await ctx.db.transaction(async (tx) => {
    const ids = Array.from({ length: MOST_CALLS }, (_, index) => draftCallId(draftId, index));
    const calls = await tx
      .select()
      .from(agentCalls)
      .where(and(inArray(agentCalls.id, ids), eq(agentCalls.personId, ctx.actor.id)))
      .for('update');
    const [first] = calls;
    if (!first) throw new AppError('not_found', 'There is no such draft of yours.');
    const id = draftDecisionId(draftId);
    const decided = await tx.select({ id: auditEntries.id }).from(auditEntries).where(eq(auditEntries.id, id));
    if (decided.length > 0) return;
    await appendEntry(tx, {
      id,
      at: ctx.now(),
      actorId: ctx.actor.id,
      action: 'agent.drafted',
      serviceId: first.serviceId,
      subject: `draft:${draftId}`,
      detail: { model: first.model, rounds: calls.filter((call) => call.status === 'succeeded').length, accepted },
    });
  });
}
