import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/broken-rows.ts: the check of all rows, now and then: time goes on, and not everything that changes rows is a step. */
export function brokenRowsFile(): string {
  return code`
    ${imports([
      ['node:crypto', 'randomUUID'],
      ['./audit.ts', 'appendAudit'],
      ['./db.ts', 'type Database', 'type Db'],
      ['./invariants.ts', 'type RowInvariant'],
      ['./metrics.ts', 'type Metrics'],
      ['./operation.ts', 'SPEC_VERSION'],
    ])}

    /** More rows than that are not noted in one go. */
    const MOST_ROWS = 1000;

    /**
     * Looks at all rows of which something always holds, and says of how many it newly does not. Each such row is counted and told
     * to the audit log once, until it is mended: \`invariant_broken_rows\` says how many there are.
     */
    export async function findBroken(
      db: Database,
      metrics: Metrics,
      invariants: readonly RowInvariant[],
      now = new Date(),
    ): Promise<number> {
      let found = 0;
      for (const invariant of invariants) {
        const { name } = invariant;
        const { fresh, all } = await db.transaction((tx) => look(tx, invariant, now.toISOString()));
        metrics.set('invariant_broken_rows', { invariant: name }, all);
        for (let row = 0; row < fresh; row += 1) metrics.count('invariant_violations_total', { invariant: name });
        found += fresh;
      }
      return found;
    }

    /** Forgets what is mended, notes what is new, and keeps in the audit log that there is some. */
    async function look(
      tx: Db,
      { name, table, key, holds }: RowInvariant,
      now: string,
    ): Promise<{ fresh: number; all: number }> {
      const { sql, values } = holds(now);
      const [own, at] = [\`$\${values.length + 1}\`, \`$\${values.length + 2}\`];
      const broken = \`SELECT \${key}::text AS key FROM \${table} WHERE (\${sql}) IS NOT TRUE\`;
      await tx.query(\`DELETE FROM platform.broken_row WHERE invariant = \${own} AND key NOT IN (\${broken})\`, [
        ...values,
        name,
      ]);
      const fresh = await tx.query(
        \`INSERT INTO platform.broken_row (invariant, key, since)
         SELECT \${own}, key, \${at} FROM (\${broken}) AS broken
         WHERE key NOT IN (SELECT key FROM platform.broken_row WHERE invariant = \${own})
         ORDER BY key LIMIT \${MOST_ROWS} ON CONFLICT DO NOTHING RETURNING key\`,
        [...values, name, now],
      );
      if (fresh.length > 0) {
        await appendAudit(tx, {
          at: now,
          request: randomUUID(),
          operation: \`invariants/\${name}\`,
          specVersion: SPEC_VERSION,
          actor: 'system',
          status: 500,
          input: null,
          output: { broken: fresh.length },
          decisions: null,
        });
      }
      const [known] = await tx.query<{ count: number }>(
        'SELECT count(*) AS count FROM platform.broken_row WHERE invariant = $1',
        [name],
      );
      return { fresh: fresh.length, all: known?.count ?? 0 };
    }
  `;
}
