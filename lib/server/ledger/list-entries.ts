import { asc, desc, eq, sql } from 'drizzle-orm';
import { auditEntries, people, services } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { authorise, type Context } from '../context.ts';
import { type LedgerFilter, ledgerCondition, ledgerFilter } from './ledger-filter.ts';

/** One entry as a reader sees it. `at` is RFC 3339; `actor` is null for the platform itself. */
export interface LedgerEntry {
  seq: number;
  id: string;
  at: string;
  actor: { id: string; name: string } | null;
  action: string;
  service: string | null;
  subject: string;
  detail: unknown;
}

export interface LedgerPage {
  entries: readonly LedgerEntry[];
  /** The `before` of the next, older page; null when this is the last. */
  next: number | null;
}

const PAGE = 50;

/** A page of the ledger, newest first. Throws `invalid` for a filter of another shape. */
export async function listEntries(ctx: Context, given: unknown): Promise<LedgerPage> {
  authorise(ctx, 'read');
  const entries = await readEntries(ctx, parseFilter(given), PAGE + 1);
  const shown = entries.slice(0, PAGE);
  return { entries: shown, next: entries.length > PAGE ? (shown.at(-1)?.seq ?? null) : null };
}

/** What the filters offer: services, people and kinds of entries that occur. */
export async function ledgerFacets(ctx: Context) {
  authorise(ctx, 'read');
  const [serviceRows, personRows, actionRows] = await Promise.all([
    ctx.db.select({ name: services.name }).from(services).orderBy(asc(services.name)),
    ctx.db.select({ id: people.id, name: people.name }).from(people).orderBy(asc(people.name)),
    ctx.db.selectDistinct({ action: auditEntries.action }).from(auditEntries).orderBy(asc(auditEntries.action)),
  ]);
  return {
    services: serviceRows.map(({ name }) => name),
    people: personRows,
    actions: actionRows.map(({ action }) => action),
  };
}

/** The filter of a request. Throws `invalid`. */
export function parseFilter(given: unknown): LedgerFilter {
  const parsed = ledgerFilter.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', `The ledger cannot be filtered by this ${parsed.error.issues[0]?.path.join('.')}.`);
}

/** Up to `limit` entries, newest first. The caller has authorised already. */
export async function readEntries(ctx: Context, filter: LedgerFilter, limit: number): Promise<LedgerEntry[]> {
  const rows = await ctx.db
    .select({
      seq: auditEntries.seq,
      id: auditEntries.id,
      at: auditEntries.at,
      actorId: auditEntries.actorId,
      actorName: people.name,
      action: auditEntries.action,
      service: services.name,
      subject: auditEntries.subject,
      detail: auditEntries.detail,
    })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, auditEntries.actorId))
    .leftJoin(services, eq(services.id, auditEntries.serviceId))
    .where(ledgerCondition(filter) ?? sql`true`)
    .orderBy(desc(auditEntries.seq))
    .limit(limit);
  return rows.map(({ at, actorId, actorName, ...row }) => ({
    ...row,
    at: at.toISOString(),
    actor: actorId === null ? null : { id: actorId, name: actorName ?? actorId },
  }));
}
