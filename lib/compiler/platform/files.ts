import { rareMedia } from '../media-signs.ts';
import type { Plan } from '../plan.ts';
import { awaitedFiles, givesFiles } from '../service/awaited-files.ts';
import { encryptedFields, isEncrypted } from '../service/encrypted.ts';
import { namesContents } from '../service/file-fields.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote, sqlName } from '../text/quote.ts';

/** src/platform/files.ts: files that are sent, kept and given out. */
export function filesFile(plan: Plan): string {
  const { files, waits } = plan;
  const longer = files.brought && plan.snapshotMs !== null;
  const gives = givesFiles(plan);
  return code`
    ${imports([
      ['node:stream', ...(gives ? ['Readable'] : [])],
      ['fastify', ...(gives ? ['type FastifyReply'] : [])],
      ['./db.ts', 'type Database', 'type Db'],
      ['./fields.ts', ...(files.sealed ? ['openField', 'openPiece', 'sealPiece'] : [])],
      ['./operation.ts', ...(gives ? ['type Answer'] : [])],
      ['./problems.ts', ...(gives ? ['not_found', 'Problem'] : [])],
      ['./uploads.ts', 'type Upload'],
    ])}

    /** A file as rows and answers hold it. Its contents are kept once, by their SHA-256, apart from the rows. */
    export interface StoredFile {
      /** Without folders; nothing in it is invisible or means something to a file system. */
      name: string;
      /** What the contents are, by the contents alone. */
      media: string;
      /** Bytes. */
      size: number;
      sha256: string;
    }

    const LONGEST_NAME = 120;

    /** The name of a file as it may be kept and given out: its last part, without what is invisible or reserved somewhere. */
    export function safeName(name: string): string {
      const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
      const plain = last
        .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
        .replace(/[<>:"|?*]/g, '_')
        .replace(/^[\s.]+|[\s.]+$/g, '');
      const free = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain) ? \`_\${plain}\` : plain;
      // The end says what kind of file it is.
      return [...free].slice(-LONGEST_NAME).join('') || 'file';
    }

    /** Keeps contents, each once, in the transaction that keeps what names them${when(waits, ', for at least as long as the request waits')}. */
    export async function keepContents(tx: Db, uploads: readonly Upload[]${when(waits, ', request: string')}): Promise<void> {
      for (const upload of uploads) {
        const { sha256 } = upload;
        const again = 'UPDATE platform.content SET kept_at = ${longer ? 'greatest(kept_at, now())' : 'now()'} WHERE sha256 = $1 RETURNING sha256';
        const known = await tx.query(again, [sha256]);
        if (known.length === 0) await keepPieces(tx, upload);
        ${when(waits, "await tx.query('INSERT INTO platform.content_request VALUES ($1, $2) ON CONFLICT DO NOTHING', [sha256, request]);")}
      }
    }

    ${files.sealed ? KEEP_SEALED : KEEP_PLAIN}

    ${when(gives, sends(plan))}

    ${when(gives || files.carried || files.coded || files.sealed, files.sealed ? SEALED_PIECES : PIECES)}

    ${files.sealed ? forgetSealed(plan) : forgetPlain(plan)}
  `;
}

function forgetPlain(plan: Plan): string {
  const { waits } = plan;
  return code`
    /**
     * Forgets contents that nothing names any more${when(waits, ' and no request waits with')}: those of rows that were deleted, and of requests that kept none. A day
     * passes before, so that nothing is lost that is on its way.
     */
    export async function forgetContents(db: Database): Promise<number> {
      const gone = await db.query(\`
        DELETE FROM platform.content AS kept
        WHERE kept_at < now() - interval '1 day'
          ${used(plan)}
        RETURNING sha256\`);
      return gone.length;
    }
  `;
}

/** What is encrypted cannot be looked into by the database: rows are read one after the other. */
function forgetSealed(plan: Plan): string {
  const { waits, entities, model } = plan;
  const places = entities.flatMap((planned) =>
    encryptedFields(planned, plan)
      .filter((field) => namesContents(field, model))
      .map(({ name }): Doc => {
        const key = planned.entity.fields.find((field) => field.key)?.name ?? 'id';
        const said = [sqlName(planned.table), sqlName(key), sqlName(name), `${planned.table}.${name}`];
        return list('[', said.map(quote), ']');
      }),
  );
  return code`
    ${print(['const SEALED: readonly [table: string, key: string, column: string, field: string][] = ', rows('[', places, ']'), ';'])}

    /** Contents that are looked at in one round, and rows that are read at a time. */
    const MOST_LOOKED_AT = 10_000;
    const BATCH = 500;

    /**
     * Forgets contents that nothing names any more${when(waits, ' and no request waits with')}: those of rows that were deleted, and of requests that kept none. A day
     * passes before, so that nothing is lost that is on its way, and before those that are named are looked at again.
     */
    export async function forgetContents(db: Database): Promise<number> {
      return db.transaction(async (tx) => {
        // All rows as they are at one moment: what moves from one to another meanwhile is named by either.
        await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        const old = await tx.query<{ sha256: string }>(
          \`SELECT sha256 FROM platform.content AS kept
           WHERE kept_at < now() - interval '1 day'
             ${used(plan)}
           ORDER BY kept_at LIMIT \${MOST_LOOKED_AT}\`,
        );
        const left = new Set(old.map(({ sha256 }) => sha256));
        for (const place of SEALED) if (left.size > 0) await leaveOutNamed(tx, place, left);
        const named = old.map(({ sha256 }) => sha256).filter((sha256) => !left.has(sha256));
        await tx.query('UPDATE platform.content SET kept_at = now() WHERE sha256 = ANY ($1)', [named]);
        await tx.query('DELETE FROM platform.content WHERE sha256 = ANY ($1)', [[...left]]);
        return left.size;
      });
    }

    /** Takes from contents those that some row names. */
    async function leaveOutNamed(
      tx: Db,
      [table, key, column, field]: (typeof SEALED)[number],
      left: Set<string>,
    ): Promise<void> {
      type Row = { key: string | number; sealed: Uint8Array };
      const select = \`SELECT \${key} AS key, \${column} AS sealed FROM \${table} WHERE \${column} IS NOT NULL\`;
      let last: Row | undefined;
      for (;;) {
        const after = last === undefined ? '' : \` AND \${key} > $1\`;
        const values = last === undefined ? [] : [last.key];
        const rows = await tx.query<Row>(\`\${select}\${after} ORDER BY \${key} LIMIT \${BATCH}\`, values);
        for (const row of rows) {
          const text = JSON.stringify(openField(field, row.key, row.sealed));
          for (const [, sha256 = ''] of text.matchAll(/"sha256":"([0-9a-f]{64})"/g)) left.delete(sha256);
        }
        last = rows.at(-1);
        if (rows.length < BATCH) return;
      }
    }
  `;
}

/** What keeps contents: rows that name them, and requests that wait. */
function used(plan: Plan): string {
  const { entities, waits, model } = plan;
  const answered = awaitedFiles(plan).map(({ endpoint }) => `'${endpoint.name}'`);
  const kept =
    answered.length > 0
      ? `(asked.finished_at IS NULL OR asked.operation IN (${answered.join(', ')}))`
      : 'asked.finished_at IS NULL';
  const named = entities.flatMap(({ entity, table }) =>
    entity.fields
      .filter((field) => namesContents(field, model) && !isEncrypted(field, { model }))
      .map(
        ({ name }) =>
          `AND sha256 NOT IN (SELECT jsonb_path_query(${sqlName(name)}, '$.**.sha256 ? (@.type() == "string")') #>> '{}' FROM ${sqlName(table)})`,
      ),
  );
  const waiting = waits
    ? [
        `AND NOT EXISTS (SELECT 1 FROM platform.content_request AS sent JOIN platform.request AS asked ON asked.id = sent.request
               WHERE sent.sha256 = kept.sha256 AND ${kept})`,
      ]
    : [];
  return [...named, ...waiting].join('\n          ');
}

/** The endings that names of files have, by the media types that this service knows; the first is the usual one. */
export function endingsOf({ model }: Pick<Plan, 'model'>): (readonly [media: string, endings: readonly string[]])[] {
  const { signed, only } = rareMedia(model);
  const known = only?.map(([media]) => media);
  const common = Object.entries(ENDINGS).filter(([media]) => known?.includes(media) !== false);
  return [...signed.map(([media, { ending }]) => [media, [ending]] as const), ...common];
}

const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'application/gzip': ['gz'],
  'application/json': ['json'],
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/xml': ['xml'],
  'application/zip': ['zip'],
  'audio/mpeg': ['mp3'],
  'audio/wav': ['wav'],
  'image/avif': ['avif'],
  'image/gif': ['gif'],
  'image/heic': ['heic'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/tiff': ['tif', 'tiff'],
  'image/webp': ['webp'],
  'text/csv': ['csv'],
  'text/markdown': ['md'],
  'text/plain': ['txt'],
  'text/xml': ['xml'],
  'video/mp4': ['mp4'],
};

function sends(plan: Plan): string {
  const endings = endingsOf(plan).map(([media, all]) => `${quote(media)}: [${all.map(quote).join(', ')}],`);
  return code`
    /** The endings that names of a media type have; the first is the usual one. */
    const ENDINGS: Readonly<Record<string, readonly string[]>> = {
      ${endings}
    };

    ${SENDS}
  `;
}

const SENDS = code`
  /** The name to save a file by. Its ending is one of its media type, so that no contents pass for something else. */
  function savedAs({ name, media }: StoredFile): string {
    const endings = ENDINGS[media] ?? ['bin'];
    const ending = String(name.split('.').at(-1)).toLowerCase();
    return name.includes('.') && endings.includes(ending) ? name : \`\${name}.\${endings[0]}\`;
  }

  /** RFC 6266: a plain name for those that know no other, and the name itself. */
  function disposition(name: string): string {
    const plain = name.replace(/[^\w.-]/g, '_');
    const exact = encodeURIComponent(name).replace(/['()*]/g, (letter) => \`%\${letter.charCodeAt(0).toString(16)}\`);
    return \`attachment; filename="\${plain}"; filename*=UTF-8''\${exact}\`;
  }

  /** Answers with a file: as what it is, to be saved, and with no rights should a browser show it. */
  export async function sendFile(
    reply: FastifyReply,
    db: Database,
    { status, headers, body }: Answer,
  ): Promise<FastifyReply> {
    const file = body as StoredFile;
    const contents = piecesOf(db, file);
    // What is gone is not found, before anything is sent.
    const { value: first } = await contents.next();
    if (first === undefined) throw new Problem(not_found);
    return reply
      .code(status)
      .headers({
        ...headers,
        'content-type': file.media,
        'content-length': file.size,
        'content-disposition': disposition(savedAs(file)),
        'content-security-policy': "sandbox; default-src 'none'",
      })
      .send(first.length === file.size ? first : Readable.from(continued(first, contents), { objectMode: false }));
  }

  async function* continued(first: Buffer, more: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    yield first;
    yield* more;
  }
`;

const PIECES = code`
  /** Contents in pieces, each read when the one before was taken; none where they are not there any more. */
  export async function* piecesOf(db: Db, { sha256, size }: StoredFile): AsyncGenerator<Buffer> {
    const begin = 'SELECT bytes FROM platform.content WHERE sha256 = $1';
    const [first] = await db.query<{ bytes: Uint8Array }>(begin, [sha256]);
    if (first === undefined) return;
    yield Buffer.from(first.bytes);
    const sql = 'SELECT bytes FROM platform.content_part WHERE sha256 = $1 AND part = $2';
    for (let [at, part] = [first.bytes.length, 1]; at < size; part += 1) {
      const [next] = await db.query<{ bytes: Uint8Array }>(sql, [sha256, part]);
      if (next === undefined) throw new Error(\`the contents \${sha256} are not whole\`);
      at += next.bytes.length;
      yield Buffer.from(next.bytes);
    }
  }
`;

const KEEP_PLAIN = code`
  /** Stores contents in pieces, so that they are never in memory as a whole; the first is with what is said of them. */
  async function keepPieces(tx: Db, upload: Upload): Promise<void> {
    let part = 0;
    for await (const piece of upload.pieces()) {
      if (part === 0)
        await tx.query(
          \`INSERT INTO platform.content (sha256, bytes, kept_at) VALUES ($1, $2, now())
           ON CONFLICT (sha256) DO UPDATE SET kept_at = excluded.kept_at\`,
          [upload.sha256, piece],
        );
      else
        await tx.query('INSERT INTO platform.content_part VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
          upload.sha256,
          part,
          piece,
        ]);
      part += 1;
    }
  }
`;

const KEEP_SEALED = code`
  /** Stores contents in pieces, each encrypted, so that they are never in memory as a whole; the first is with what is said of them. */
  async function keepPieces(tx: Db, upload: Upload): Promise<void> {
    const { sha256 } = upload;
    let part = 0;
    for await (const piece of upload.pieces()) {
      const sealed = sealPiece(sha256, part, piece);
      if (part === 0)
        await tx.query(
          \`INSERT INTO platform.content (sha256, bytes, kept_at, sealed) VALUES ($1, $2, now(), true)
           ON CONFLICT (sha256) DO UPDATE SET kept_at = excluded.kept_at\`,
          [sha256, sealed],
        );
      else
        await tx.query(
          'INSERT INTO platform.content_part (sha256, part, bytes, sealed) VALUES ($1, $2, $3, true) ON CONFLICT DO NOTHING',
          [sha256, part, sealed],
        );
      part += 1;
    }
  }
`;

const SEALED_PIECES = code`
  /** Contents in pieces, each read when the one before was taken; none where they are not there any more. */
  export async function* piecesOf(db: Db, { sha256, size }: StoredFile): AsyncGenerator<Buffer> {
    const [first] = await db.query<Piece>('SELECT bytes, sealed FROM platform.content WHERE sha256 = $1', [sha256]);
    if (first === undefined) return;
    const begin = opened(sha256, 0, first);
    yield begin;
    const sql = 'SELECT bytes, sealed FROM platform.content_part WHERE sha256 = $1 AND part = $2';
    for (let [at, part] = [begin.length, 1]; at < size; part += 1) {
      const [next] = await db.query<Piece>(sql, [sha256, part]);
      if (next === undefined) throw new Error(\`the contents \${sha256} are not whole\`);
      const piece = opened(sha256, part, next);
      at += piece.length;
      yield piece;
    }
  }

  interface Piece {
    bytes: Uint8Array;
    /** Not what was stored by a release that did not encrypt files, until it is sealed. */
    sealed: boolean;
  }

  function opened(sha256: string, part: number, { bytes, sealed }: Piece): Buffer {
    return sealed ? openPiece(sha256, part, bytes) : Buffer.from(bytes);
  }
`;
