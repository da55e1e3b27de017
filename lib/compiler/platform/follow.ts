import { code } from '../text/code.ts';

/** src/platform/follow.ts: reading what a reference leads to; only for services that need it. */
export function followFile(): string {
  return code`
    import type { Db } from './db.ts';
    import { not_found, Problem } from './problems.ts';

    /** The value that a query finds behind a reference. A row that is gone, or that the caller may not see, is a 404. */
    export async function fieldBehind<Value>(tx: Db, sql: string, values: readonly unknown[]): Promise<Value> {
      const value = await fieldBehindOrNull<Value>(tx, sql, values);
      if (value === null) throw new Problem(not_found);
      return value;
    }

    /** The same for a field that may be missing. */
    export async function fieldBehindOrNull<Value>(tx: Db, sql: string, values: readonly unknown[]): Promise<Value | null> {
      const [row] = await tx.query<{ value: Value | null }>(sql, values);
      return row?.value ?? null;
    }
  `;
}
