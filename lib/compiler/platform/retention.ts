import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/retention.ts: what is deleted once it was kept for long enough. */
export function retentionFile(): string {
  return code`
    ${imports([
      ['node:crypto', 'randomUUID'],
      ['./audit.ts', 'appendAudit'],
      ['./db.ts', 'type Database', 'type Db'],
      ['./operation.ts', 'SPEC_VERSION'],
    ])}

    const BATCH = 500;

    /** Deletes requests that were finished 30 days ago, with their tasks. What was deleted is in the audit log, by number. */
    export async function forgetFinished(db: Database): Promise<number> {
      let [deleted, count] = [0, 0];
      do {
        count = await db.transaction((tx) => forgetBatch(tx));
        deleted += count;
      } while (count === BATCH);
      return deleted;
    }

    async function forgetBatch(tx: Db): Promise<number> {
      const gone = await tx.query(
        \`DELETE FROM platform.request WHERE id IN (
           SELECT id FROM platform.request WHERE finished_at <= now() - interval '30 days' LIMIT $1 FOR UPDATE SKIP LOCKED
         ) RETURNING id\`,
        [BATCH],
      );
      if (gone.length === 0) return 0;
      await appendAudit(tx, {
        at: new Date().toISOString(),
        request: randomUUID(),
        operation: 'forgetRequests',
        specVersion: SPEC_VERSION,
        actor: 'system',
        status: 200,
        input: null,
        output: { deleted: gone.length },
        decisions: null,
      });
      return gone.length;
    }
  `;
}
