import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { desc, inArray, sql } from 'drizzle-orm';
import { runEvents, runs, services } from '#db/schema.ts';
import { configuredModel } from '../../adapters/model/configured-model.ts';
import { authorise, type Context } from '../context.ts';
import { dataFolder } from '../people/auth-secret.ts';
import { oidcSettings } from '../people/oidc-settings.ts';
import { isDemo } from '../people/workspace.ts';

const RUNS_LOOKED_AT = 20;

/** How this workspace runs, without a secret in it. */
export interface WorkspaceFacts {
  workspace: 'demo' | 'real';
  database: { kind: 'embedded' | 'own'; version: string };
  /** The level that the last run's gates reached, and when (RFC 3339); null before the first run. */
  sandbox: { level: string; at: string } | null;
  model: { configured: true; label: string; host: string } | { configured: false; reason: string };
  provider: { name: string; issuer: string; roleClaim: string | null } | null;
  services: number;
}

/** Reads the facts for the settings page. */
export async function readWorkspaceFacts(ctx: Context): Promise<WorkspaceFacts> {
  authorise(ctx, 'read');
  const oidc = oidcSettings();
  const [database, sandbox, count] = await Promise.all([
    readDatabase(ctx),
    readSandbox(ctx),
    ctx.db.select({ count: sql<number>`count(*)::int` }).from(services),
  ]);
  const model = configuredModel(process.env);
  return {
    workspace: isDemo() ? 'demo' : 'real',
    database,
    sandbox,
    model:
      model.kind === 'configured'
        ? { configured: true, label: model.label, host: model.host }
        : { configured: false, reason: model.reason },
    provider: oidc && { name: oidc.name, issuer: oidc.issuer, roleClaim: oidc.roleClaim },
    services: count[0]?.count ?? 0,
  };
}

async function readDatabase(ctx: Context): Promise<WorkspaceFacts['database']> {
  const asked = await ctx.db.execute<{ version: string }>(sql`select current_setting('server_version') as version`);
  const version = `PostgreSQL ${asked.rows[0]?.version ?? ''}`.trim();
  return { kind: isEmbedded(process.env['DATABASE_URL'] ?? '') ? 'embedded' : 'own', version };
}

/** Ours listens on this machine for a role of ours, and leaves a mark in the data folder (lib/server/database/postgres-home.ts). */
function isEmbedded(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, username } = new URL(url);
  const marks = ['postgres', 'postgres-id'].map((name) => join(/*turbopackIgnore: true*/ dataFolder(), name));
  return hostname === '127.0.0.1' && username === 'plumbline' && marks.some((mark) => existsSync(mark));
}

async function readSandbox(ctx: Context): Promise<WorkspaceFacts['sandbox']> {
  const newest = ctx.db.select({ id: runs.id }).from(runs).orderBy(desc(runs.createdAt)).limit(RUNS_LOOKED_AT);
  const [row] = await ctx.db
    .select({ level: sql<string>`${runEvents.data}->>'sandbox'`, at: runEvents.at })
    .from(runEvents)
    .where(sql`${inArray(runEvents.runId, newest)} and ${runEvents.data}->>'kind' = 'gate.started'`)
    .orderBy(desc(runEvents.at))
    .limit(1);
  return row ? { level: row.level, at: row.at.toISOString() } : null;
}
