import type { Plan } from '../plan.ts';
import { encryptedFields } from '../service/encrypted.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote, sqlName } from '../text/quote.ts';

/** src/platform/reseal.ts: what an older key sealed is sealed anew. */
export function resealFile(plan: Plan): string {
  const fields = plan.entities.flatMap((planned) =>
    encryptedFields(planned, plan).map((field) => ({
      table: sqlName(planned.table),
      key: sqlName(planned.entity.fields.find(({ key }) => key)?.name ?? 'id'),
      column: sqlName(field.name),
      prefix: `${planned.table}.${field.name}/`,
    })),
  );
  const waiting = ['platform.request', ...(plan.userTasks ? ['platform.task'] : [])];
  const pieces = plan.files.sealed;
  const contents = [
    { table: 'platform.content', key: 'sha256', column: 'bytes', prefix: 'content/' },
    { table: 'platform.content_part', key: "(sha256 || '/' || part)", column: 'bytes', prefix: 'content/' },
  ];
  const all = [
    ...fields,
    ...(pieces ? contents : []),
    ...(plan.waits ? waiting.map((table) => ({ table, key: 'id', column: 'sealed', prefix: '' })) : []),
  ];
  const rows = all.map(({ table, key, column, prefix }): Doc => {
    const members = [
      `table: ${quote(table)}`,
      `key: ${quote(key)}`,
      `column: ${quote(column)}`,
      `prefix: ${quote(prefix)}`,
    ];
    return list('{', [...members, ...(table.startsWith('platform.content') ? ['isPiece: true'] : [])], '}', true);
  });
  return code`
    ${imports([
      ['./db.ts', 'type Database'],
      ['./seal.ts', 'type Seal'],
    ])}

    /** A column of sealed values. Each is sealed for \`prefix\` and the key of its row. */
    interface Sealed {
      table: string;
      key: string;
      column: string;
      prefix: string;
      ${when(pieces, '/** Bytes of what a file holds. */\nisPiece?: true;')}
    }

    ${print(['const SEALED: readonly Sealed[] = ', list('[', rows, ']'), ';'])}

    const BATCH = 500;
    ${when(pieces, 'const BATCH_OF_PIECES = 8;')}

    interface Row {
      key: string | number;
      sealed: Uint8Array;
      ${when(pieces, '/** It was stored as it is, before it was to be sealed. */\nisPlain?: boolean;')}
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
      { table, key, column${when(pieces, ', isPiece')} }: Sealed,
      before: readonly Row[] = [],
    ): Promise<Row[]> {
      const last = before.at(-1);
      return db.query<Row>(
        \`SELECT \${key} AS key, \${column} AS sealed${when(pieces, IS_PLAIN)} FROM \${table}
         WHERE ${when(pieces, OR_PLAIN)}substring(\${column} FROM 1 FOR \${seal.id.length}) <> $1${when(pieces, ')')}\${last === undefined ? '' : \` AND \${key} > $2\`}
         ORDER BY \${key} LIMIT ${pieces ? LIMIT_OF_PIECES : LIMIT}\`,
        last === undefined ? [seal.id] : [seal.id, last.key],
      );
    }

    async function reseal(db: Database, seal: Seal, place: Sealed, { key, sealed${when(pieces, ', isPlain')} }: Row): Promise<number> {
      const { table, column, prefix } = place;
      const name = \`\${prefix}\${key}\`;
      ${when(pieces, RESEAL_PIECE)}
      const fresh = seal.close(name, seal.open(name, sealed));
      const changed = await db.query(
        \`UPDATE \${table} SET \${column} = $1 WHERE \${place.key} = $2 AND \${column} = $3 RETURNING 1\`,
        [fresh, key, sealed],
      );
      return changed.length;
    }
  `;
}

const OR_PLAIN = code`\${isPiece ? '(NOT sealed OR ' : '('}`;

const IS_PLAIN = code`\${isPiece ? ', NOT sealed AS "isPlain"' : ''}`;

const LIMIT = code`\${BATCH}`;

const LIMIT_OF_PIECES = code`\${isPiece ? BATCH_OF_PIECES : BATCH}`;

const RESEAL_PIECE = code`
  if (place.isPiece) {
    const bytes = isPlain ? sealed : seal.openBytes(name, sealed);
    const sql = \`UPDATE \${table} SET bytes = $1, sealed = true WHERE \${place.key} = $2 AND bytes = $3 RETURNING 1\`;
    return (await db.query(sql, [seal.closeBytes(name, bytes), key, sealed])).length;
  }
`;
