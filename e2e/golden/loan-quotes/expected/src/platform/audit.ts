import { createHash, randomUUID } from 'node:crypto';
import type { Db } from './db.ts';

/** One thing that happened: who asked for what, what was answered, and by which rules. Contents are masked before. */
export interface AuditRecord {
  at: string;
  request: string;
  operation: string;
  specVersion: string;
  actor: string;
  status: number;
  input: unknown;
  output: unknown;
  decisions: unknown;
}

/**
 * Appends a record in the caller's transaction: the business rows and their record are stored together or not at all. Each
 * record's chain hash covers all records before it, so that an edit, a deletion or a reordering shows.
 */
export async function appendAudit(tx: Db, record: AuditRecord): Promise<void> {
  const { at, request, operation, specVersion, actor, status } = record;
  const id = randomUUID();
  const contents = [record.input, record.output, record.decisions].map((value) => canonical(value ?? null));
  const leaf = leafHash({ id, ...record });
  await tx.query(
    `WITH head AS (
       UPDATE platform.audit_head SET seq = seq + 1, hash = sha256(hash || $11::bytea) RETURNING seq, hash
     )
     INSERT INTO platform.audit_log
       (seq, id, at, request, operation, spec_version, actor, status, input, output, decisions, leaf_hash, chain_hash)
     SELECT seq, $1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb, $10::jsonb, $11, hash FROM head`,
    [id, at, request, operation, specVersion, actor, status, ...contents, leaf],
  );
}

interface StoredRecord extends AuditRecord {
  seq: number;
  id: string;
  leaf: Uint8Array;
  chain: Uint8Array;
}

/** What verifying found: how many records hold, and the sequence number of the first that does not. */
export interface Verdict {
  verified: number;
  brokenAt: number | null;
}

/** Recomputes the whole chain. Whoever can write every row and the head can forge it: keep the head's hash elsewhere too. */
export async function verifyAudit(db: Db, atOnce = 500): Promise<Verdict> {
  let chain = Buffer.alloc(32);
  let verified = 0;
  for (;;) {
    const page = await db.query<StoredRecord>(
      `SELECT seq, id, at, request, operation, spec_version AS "specVersion", actor, status, input, output, decisions,
         leaf_hash AS leaf, chain_hash AS chain
       FROM platform.audit_log WHERE seq > $1 ORDER BY seq LIMIT $2`,
      [verified, atOnce],
    );
    for (const { seq, leaf, chain: stored, ...record } of page) {
      const computed = leafHash(record);
      chain = createHash('sha256').update(chain).update(computed).digest();
      if (seq !== verified + 1 || !computed.equals(leaf) || !chain.equals(stored)) return { verified, brokenAt: seq };
      verified = seq;
    }
    if (page.length === 0) break;
  }
  const [head] = await db.query<{ seq: number; hash: Uint8Array }>('SELECT seq, hash FROM platform.audit_head');
  const whole = head?.seq === verified && chain.equals(head.hash);
  return { verified, brokenAt: whole ? null : verified + 1 };
}

function leafHash({ at, ...record }: AuditRecord & { id: string }): Buffer {
  return createHash('sha256')
    .update(canonical({ at: new Date(at).toISOString(), ...record }))
    .digest();
}

/** JSON with sorted keys and no white space: one text per value. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const record: Record<string, unknown> = Object(value);
  const names = Object.keys(record).filter((name) => record[name] !== undefined);
  const members = names.sort().map((name) => `${JSON.stringify(name)}:${canonical(record[name])}`);
  return `{${members.join(',')}}`;
}
