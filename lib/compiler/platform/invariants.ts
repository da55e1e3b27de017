import type { Plan } from '../plan.ts';
import { hasWide } from '../service/row-invariants.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/invariants.ts: what always holds; only for services whose specification says something of the kind. */
export function invariantsFile(plan: Plan): string {
  const rows = plan.model.invariants.some(({ of }) => of.kind === 'entity');
  const wide = hasWide(plan);
  return code`
    ${wide ? imports([['./db.ts', 'beforeCommit', 'type Db']]) : ''}

    /** A property of the specification that always holds. */
    export interface Invariant<Of> {
      name: string;
      holds(of: Of): boolean;
    }

    /** What may never be came to be: the request fails, and nothing of it is stored. */
    export class InvariantBroken extends Error {
      readonly invariant: string;

      constructor(invariant: string) {
        super(\`the invariant \${invariant} does not hold\`);
        this.invariant = invariant;
      }
    }

    /** Fails with the first invariant that does not hold. */
    export function uphold<Of>(invariants: readonly Invariant<Of>[], of: Of): void {
      const broken = invariants.find(({ holds }) => !holds(of));
      if (broken !== undefined) throw new InvariantBroken(broken.name);
    }

    ${when(rows, ROWS)}

    ${when(wide, WIDE)}
  `;
}

const ROWS = code`
  /** Changed rows, once it is sure that all invariants hold for each. */
  export async function allUphold<Row>(invariants: readonly Invariant<Row>[], changed: Promise<Row[]>): Promise<Row[]> {
    const rows = await changed;
    for (const row of rows) uphold(invariants, row);
    return rows;
  }
`;

const WIDE = code`
  /** A property of stored rows that looks at the time or at other rows; table and key are names as SQL says them. */
  export interface RowInvariant {
    name: string;
    table: string;
    key: string;
    /** Whether it holds of a row at an instant, as a condition on the row. */
    holds(now: string): { sql: string; values: unknown[] };
  }

  /** What a changed row may break: of the rows that an invariant is about, those that it is known to them by a value. */
  export interface Effect<Row> {
    invariant: RowInvariant;
    /** The rows to look at, as a condition on them, over the place of all such values. */
    rows(keys: string): string;
    of(changed: Row): unknown;
  }

  /** What a transaction has to look at before it ends. */
  interface Watched {
    now: string;
    values: Map<string, { effect: Pick<Effect<never>, 'invariant' | 'rows'>; keys: Set<unknown> }>;
  }

  const watched = new WeakMap<Db, Watched>();

  /** Changed rows. What their change may break is looked at before the transaction ends: until then more may change. */
  export async function watching<Row>(
    tx: Db,
    now: string,
    effects: readonly Effect<Row>[],
    changed: Promise<Row[]> | readonly Row[],
  ): Promise<Row[]> {
    const rows = [...(await changed)];
    const known = watched.get(tx);
    const { values } = known ?? { values: new Map() };
    for (const effect of effects) {
      const at = \`\${effect.invariant.name} \${effect.rows('')}\`;
      const { keys } = values.get(at) ?? { keys: new Set<unknown>() };
      for (const row of rows) keys.add(effect.of(row));
      values.set(at, { effect, keys });
    }
    if (known === undefined && beforeCommit(tx, () => upholdAll(tx))) watched.set(tx, { now, values });
    return rows;
  }

  /** Fails with the first property that does not hold of the rows that were changed, and of those that look at them. */
  async function upholdAll(tx: Db): Promise<void> {
    const { now, values } = watched.get(tx) ?? { now: '', values: new Map() };
    const inOrder = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, { effect, keys }] of inOrder) {
      const { name, table, holds } = effect.invariant;
      // Two changes that are fine alone may not be so together: the later one waits here, and then sees both.
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [\`invariant \${name}\`]);
      const { sql, values: given } = holds(now);
      const [broken] = await tx.query(
        \`SELECT 1 FROM \${table} WHERE \${effect.rows(\`$\${given.length + 1}\`)} AND (\${sql}) IS NOT TRUE LIMIT 1\`,
        [...given, [...keys]],
      );
      if (broken !== undefined) throw new InvariantBroken(name);
    }
  }
`;
