import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/snapshots.ts: the last good answers of other systems. */
export function snapshotsFile(): string {
  return code`
    ${imports([
      ['./db.ts', 'type Database'],
      ['./seal.ts', 'type Seal'],
    ])}

    /** What a snapshot is of. */
    interface Asked {
      system: { name: string };
      name: string;
    }

    /** Keeps the last success of each request, encrypted, so that it can stand in for an answer that does not come. */
    export class Snapshots {
      readonly #db: Database;
      readonly #seal: Seal;

      constructor(db: Database, seal: Seal) {
        this.#db = db;
        this.#seal = seal;
      }

      /** Keeps an answer. That it cannot be kept is no reason to refuse it. */
      async keep(operation: Asked, request: unknown, value: unknown): Promise<void> {
        const key = this.#keyOf(operation, request);
        await this.#db
          .query(
            \`INSERT INTO platform.snapshot (key, at, sealed) VALUES ($1, now(), $2)
             ON CONFLICT (key) DO UPDATE SET at = excluded.at, sealed = excluded.sealed\`,
            [key, this.#seal.close(key, value)],
          )
          .catch((error: unknown) => {
            console.error(JSON.stringify({ level: 'error', at: new Date().toISOString(), error: String(error) }));
          });
      }

      /** The last success for the same request, no older than \`withinMs\`; null if there is none. */
      async find(operation: Asked, request: unknown, withinMs: number): Promise<{ value: unknown; at: string } | null> {
        const key = this.#keyOf(operation, request);
        const [row] = await this.#db.query<{ at: string; sealed: Uint8Array }>(
          \`SELECT at, sealed FROM platform.snapshot WHERE key = $1 AND at > now() - $2 * interval '1 millisecond'\`,
          [key, withinMs],
        );
        return row === undefined ? null : { value: this.#seal.open(key, row.sealed), at: row.at };
      }

      /** A keyed digest: the request itself may be classified, and guessed from a plain one. */
      #keyOf({ system, name }: Asked, request: unknown): string {
        const given: Record<string, unknown> = Object(request);
        const members = Object.keys(given)
          .sort()
          .map((member) => [member, given[member]]);
        return this.#seal.digest(JSON.stringify([system.name, name, members]));
      }
    }

    /** Deletes what is older than any step asks for. */
    export async function forgetSnapshots(db: Database, withinMs: number): Promise<void> {
      await db.query(\`DELETE FROM platform.snapshot WHERE at < now() - $1 * interval '1 millisecond'\`, [withinMs]);
    }
  `;
}
