import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/contents.ts: what files hold, for steps that look into them. */
export function contentsFile(sealed = false): string {
  return code`
    ${imports([
      ['./db.ts', 'type Db'],
      ['./files.ts', ...(sealed ? ['piecesOf'] : []), 'type StoredFile'],
    ])}

    ${sealed ? OPENED : PLAIN}

    /** The contents of several files, in their order. */
    export async function allBytesOf(tx: Db, files: readonly StoredFile[]): Promise<string[]> {
      const contents: string[] = [];
      for (const file of files) contents.push(await bytesOf(tx, file));
      return contents;
    }
  `;
}

const PLAIN = code`
  /** The contents of a file, in base64. */
  export async function bytesOf(tx: Db, { sha256 }: StoredFile): Promise<string> {
    const sql = \`
      SELECT bytes || coalesce((SELECT string_agg(part.bytes, ''::bytea ORDER BY part.part)
                                FROM platform.content_part AS part WHERE part.sha256 = content.sha256), ''::bytea) AS bytes
      FROM platform.content WHERE sha256 = $1\`;
    const [found] = await tx.query<{ bytes: Uint8Array }>(sql, [sha256]);
    if (found === undefined) throw new Error(\`the contents \${sha256} are not there\`);
    return Buffer.from(found.bytes).toString('base64');
  }
`;

const OPENED = code`
  /** The contents of a file, in base64. */
  export async function bytesOf(tx: Db, file: StoredFile): Promise<string> {
    const pieces: Buffer[] = [];
    for await (const piece of piecesOf(tx, file)) pieces.push(piece);
    if (pieces.length === 0) throw new Error(\`the contents \${file.sha256} are not there\`);
    return Buffer.concat(pieces).toString('base64');
  }
`;
