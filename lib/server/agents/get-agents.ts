import { desc, eq, gte, sql } from 'drizzle-orm';
import { agentCalls, people, services } from '#db/schema.ts';
import { configuredModel } from '../../adapters/model/configured-model.ts';
import { authorise, type Context } from '../context.ts';

/** What may be shown of the model that the settings name. The key is not in it. */
export type ModelFacts =
  | { configured: true; label: string; host: string; price: { input: number; output: number } | null }
  | { configured: false; reason: string };

export interface AgentCallRow {
  id: string;
  agent: string;
  person: string;
  service: string | null;
  model: string;
  status: 'succeeded' | 'failed' | 'cancelled';
  inputTokens: number | null;
  outputTokens: number | null;
  costMicros: number | null;
  durationMs: number;
  error: string | null;
  at: Date;
}

/** Sums over the last 30 days. A cost counts calls whose cost is known; `unpriced` counts the others that used tokens. */
export interface AgentTotals {
  calls: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  costMicros: number;
  unpriced: number;
}

export interface AgentsView {
  model: ModelFacts;
  /** Newest first, at most 100. */
  calls: AgentCallRow[];
  totals: AgentTotals;
}

const DAYS = 30;

/** The model, and what the agents did with it. */
export async function getAgents(ctx: Context): Promise<AgentsView> {
  authorise(ctx, 'read');
  const [calls, [totals]] = await Promise.all([readCalls(ctx), readTotals(ctx)]);
  return {
    model: modelFacts(),
    calls,
    totals: totals ?? { calls: 0, failed: 0, inputTokens: 0, outputTokens: 0, costMicros: 0, unpriced: 0 },
  };
}

/** The configured model without its key and without a connection. */
export function modelFacts(): ModelFacts {
  const found = configuredModel(process.env);
  if (found.kind === 'none') return { configured: false, reason: found.reason };
  return { configured: true, label: found.label, host: found.host, price: found.price };
}

function readCalls(ctx: Context): Promise<AgentCallRow[]> {
  return ctx.db
    .select({
      id: agentCalls.id,
      agent: agentCalls.agent,
      person: people.name,
      service: services.name,
      model: agentCalls.model,
      status: agentCalls.status,
      inputTokens: agentCalls.inputTokens,
      outputTokens: agentCalls.outputTokens,
      costMicros: agentCalls.costMicros,
      durationMs: agentCalls.durationMs,
      error: agentCalls.error,
      at: agentCalls.at,
    })
    .from(agentCalls)
    .innerJoin(people, eq(people.id, agentCalls.personId))
    .leftJoin(services, eq(services.id, agentCalls.serviceId))
    .orderBy(desc(agentCalls.at))
    .limit(100);
}

function readTotals(ctx: Context): Promise<AgentTotals[]> {
  const since = new Date(ctx.now().getTime() - DAYS * 86_400_000);
  return ctx.db
    .select({
      calls: sql<number>`count(*)::int`,
      failed: sql<number>`(count(*) filter (where ${agentCalls.status} = 'failed'))::int`,
      inputTokens: sql<number>`coalesce(sum(${agentCalls.inputTokens}), 0)::float8`,
      outputTokens: sql<number>`coalesce(sum(${agentCalls.outputTokens}), 0)::float8`,
      costMicros: sql<number>`coalesce(sum(${agentCalls.costMicros}), 0)::float8`,
      unpriced: sql<number>`(count(*) filter (where ${agentCalls.costMicros} is null and ${agentCalls.inputTokens} is not null))::int`,
    })
    .from(agentCalls)
    .where(gte(agentCalls.at, since));
}
