import type { DbOrTx } from '#db/client.ts';
import { auditEntries } from '#db/schema.ts';
import type { AuditAction, AuditDetails } from '../../domain/audit/actions.ts';

export interface NewEntry<A extends AuditAction> {
  id: string;
  at: Date;
  actorId: string | null;
  action: A;
  serviceId?: string | null;
  /** A table's singular and an id: `run:0192…`. */
  subject: string;
  detail: AuditDetails[A];
}

/** Writes one ledger entry. Call it inside the transaction of the decision that it records: both happen or neither. */
export async function appendEntry<A extends AuditAction>(tx: DbOrTx, entry: NewEntry<A>): Promise<void> {
  await tx.insert(auditEntries).values({ ...entry, serviceId: entry.serviceId ?? null });
}
