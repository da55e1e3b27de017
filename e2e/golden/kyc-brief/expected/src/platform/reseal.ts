import type { Database } from './db.ts';
import type { Seal } from './seal.ts';

/** A column of sealed values. Each is sealed for `prefix` and the key of its row. */
interface Sealed {
  table: string;
  key: string;
  column: string;
  prefix: string;
}

const SEALED: readonly Sealed[] = [{ table: 'platform.request', key: 'id', column: 'sealed', prefix: '' }];

const BATCH = 500;

interface Row {
  key: string | number;
  sealed: Uint8Array;
}

/**
 * Seals with the current key what an older one sealed, and gives the number of values. The service goes on meanwhile: a value
 * that is changed at the same moment is sealed with the current key anyway. One that no key opens is logged and left. When it gives 0
 * and logs nothing, the older keys can go.
 */
export async function resealAll(db: Database, seal: Seal): Promise<number> {
  let resealed = 0;
  for (const place of SEALED) {
    for (let rows = await olderRows(db, seal, place); rows.length > 0; rows = await olderRows(db, seal, place, rows)) {
      for (const row of rows) {
        resealed += await reseal(db, seal, place, row).catch((error: unknown) => {
          const at = new Date().toISOString();
          console.error(JSON.stringify({ level: 'error', at, table: place.table, row: row.key, error: String(error) }));
          return 0;
        });
      }
    }
  }
  return resealed;
}

function olderRows(
  db: Database,
  seal: Seal,
  { table, key, column }: Sealed,
  before: readonly Row[] = [],
): Promise<Row[]> {
  const last = before.at(-1);
  return db.query<Row>(
    `SELECT ${key} AS key, ${column} AS sealed FROM ${table}
     WHERE substring(${column} FROM 1 FOR ${seal.id.length}) <> $1${last === undefined ? '' : ` AND ${key} > $2`}
     ORDER BY ${key} LIMIT ${BATCH}`,
    last === undefined ? [seal.id] : [seal.id, last.key],
  );
}

async function reseal(db: Database, seal: Seal, place: Sealed, { key, sealed }: Row): Promise<number> {
  const { table, column, prefix } = place;
  const name = `${prefix}${key}`;
  const fresh = seal.close(name, seal.open(name, sealed));
  const changed = await db.query(
    `UPDATE ${table} SET ${column} = $1 WHERE ${place.key} = $2 AND ${column} = $3 RETURNING 1`,
    [fresh, key, sealed],
  );
  return changed.length;
}
