import { code } from '../text/code.ts';

/** src/platform/chosen.ts: rows that only the service can tell apart; only for services that need it. */
export function chosenFile(): string {
  return code`
    import type { Db } from './db.ts';

    /** Rows are read this many at a time. */
    const AT_A_TIME = 1000;

    /** A condition that more rows have to be looked at for is too wide. */
    const MOST_READ = 100_000;

    /**
     * The keys of the rows of a query that fulfil a condition which the database does not know. The query names its key \`key\`; its
     * rows come in the order of their keys and are not kept. \`locks\`: the ones that are chosen are locked, and looked at again.
     */
    export async function keysWhere<Row = unknown>(
      tx: Db,
      sql: string,
      values: readonly unknown[],
      holds: (row: Row) => boolean,
      locks = false,
    ): Promise<(string | number)[]> {
      const keys: (string | number)[] = [];
      const next = values.length + 1;
      for (let read = 0, after: (string | number)[] = []; read < MOST_READ; read += AT_A_TIME) {
        const beyond = after.length === 0 ? '' : \`WHERE key > $\${next} \`;
        const rows = await tx.query<Row & { key: string | number }>(
          \`SELECT * FROM (\${sql}) AS found \${beyond}ORDER BY key LIMIT \${AT_A_TIME}\`,
          [...values, ...after],
        );
        for (const row of rows) if (holds(row)) keys.push(row.key);
        after = rows.slice(-1).map(({ key }) => key);
        if (rows.length === AT_A_TIME) continue;
        if (!locks || keys.length === 0) return keys;
        const again = await tx.query<Row & { key: string | number }>(
          \`SELECT * FROM (\${sql}) AS found WHERE key = ANY ($\${next}) ORDER BY key FOR UPDATE\`,
          [...values, keys],
        );
        return again.filter(holds).map(({ key }) => key);
      }
      throw new Error(\`more than \${MOST_READ} rows would have to be looked at one by one\`);
    }
  `;
}
