import { and, eq, isNull, lt, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { auditEntries, services } from '#db/schema.ts';

const blank = (value: unknown) => (value === '' ? undefined : value);

/** What a reader of the ledger asks for, from an address that anybody may write. Wrong values are refused, not ignored. */
export const ledgerFilter = z.object({
  service: z.preprocess(blank, z.string().max(63).optional()),
  /** A person's id, or `platform` for what nobody in particular did. */
  person: z.preprocess(blank, z.union([z.uuid(), z.literal('platform')]).optional()),
  action: z.preprocess(blank, z.string().max(60).optional()),
  /** Entries older than this sequence number. */
  before: z.preprocess(blank, z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional()),
});

export type LedgerFilter = z.infer<typeof ledgerFilter>;

/** The filter as a condition on entries that are joined with their service. */
export function ledgerCondition({ service, person, action, before }: LedgerFilter): SQL | undefined {
  return and(
    service === undefined ? undefined : eq(services.name, service),
    person === undefined ? undefined : actorIs(person),
    action === undefined ? undefined : eq(auditEntries.action, action),
    before === undefined ? undefined : lt(auditEntries.seq, before),
  );
}

function actorIs(person: string): SQL {
  return person === 'platform' ? isNull(auditEntries.actorId) : eq(auditEntries.actorId, person);
}
