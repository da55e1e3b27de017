import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/folders.ts: folders whose files are rows. `writes`: steps write to some. */
export function foldersFile(writes: boolean): string {
  return code`
    ${imports([
      ['node:fs', 'constants'],
      ['node:fs/promises', 'lstat', 'open', 'readdir'],
      ['node:path', 'join'],
      ['./db.ts', 'type Db', 'errorCode'],
      ['./media.ts', 'mediaOf'],
    ])}

    /** A folder, and the table whose rows are its files. */
    export interface Folder {
      /** The setting that says where it is. */
      setting: string;
      table: string;
      /** Bytes; larger files are not there. */
      largest: number;
    }

    ${when(writes, "/** How names of files begin that are still being written. */\nexport const UNFINISHED = '.writing-';")}
    const MOST_FILES = 10_000;
    const DEEPEST = 16;

    let roots: Readonly<Record<string, string | null>> = {};

    /** Says where the folders are, by their settings; before any of them is read. */
    export function useFolders(given: Readonly<Record<string, string | null>>): void {
      roots = given;
    }

    ${when(writes, ROOT_OF)}

    /**
     * Makes the rows of a folder what lies there now. Only files that changed are read, links are not followed, and a folder that
     * does not exist holds nothing. No name that a caller sent ever becomes part of a path.
     */
    export async function mirror(tx: Db, { setting, table, largest }: Folder): Promise<void> {
      ${when(writes, PENDING)}
      const root = roots[setting] ?? null;
      const files = root === null ? [] : await filesBelow(root, '', largest);
      const rows = await tx.query<{ path: string; stamp: string }>(\`SELECT path, stamp FROM \${table}\`);
      const known = new Map(rows.map(({ path, stamp }) => [path, stamp]));
      const found = new Set<string>();
      for (const { path, stamp } of files) {
        ${when(writes, 'if (pending.has(path)) continue;')}
        const bytes = root === null || known.get(path) === stamp ? null : await contentOf(join(root, path), largest);
        if (bytes !== null) await keep(tx, table, { path, stamp, bytes });
        if (bytes !== null || known.get(path) === stamp) found.add(path);
      }
      const gone = [...known.keys()].filter((path) => !found.has(path)${when(writes, ' && !pending.has(path)')});
      if (gone.length > 0) await tx.query(\`DELETE FROM \${table} WHERE path = ANY ($1)\`, [gone]);
    }

    interface Found {
      path: string;
      /** Another one for each change. */
      stamp: string;
    }

    /** The files of a folder and those within it, in the order of their paths. */
    async function filesBelow(root: string, folder: string, largest: number, depth = 0): Promise<Found[]> {
      const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      const files: Found[] = [];
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        ${when(writes, 'if (entry.name.startsWith(UNFINISHED)) continue;')}
        const path = folder === '' ? entry.name : \`\${folder}/\${entry.name}\`;
        if (entry.isDirectory() && depth < DEEPEST) files.push(...(await filesBelow(root, path, largest, depth + 1)));
        if (!entry.isFile()) continue;
        const status = await lstat(join(root, path)).catch(() => null);
        if (status === null || status.size > largest) continue;
        files.push({ path, stamp: \`\${status.size} \${status.mtimeMs} \${status.ino}\` });
        if (files.length > MOST_FILES) throw new Error(\`the folder \${root} has more than \${MOST_FILES} files\`);
      }
      return files;
    }

    /** What a file holds; null if it is gone, grew too large or became a link in the meantime. */
    async function contentOf(path: string, largest: number): Promise<Buffer | null> {
      const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: unknown) => {
        if (isMissing(error) || errorCode(error) === 'ELOOP') return null;
        throw error;
      });
      if (file === null) return null;
      try {
        return (await file.stat()).size > largest ? null : await file.readFile();
      } finally {
        await file.close();
      }
    }

    function isMissing(error: unknown): boolean {
      return ['ENOENT', 'ENOTDIR'].includes(errorCode(error));
    }

    async function keep(tx: Db, table: string, { path, stamp, bytes }: Found & { bytes: Buffer }): Promise<void> {
      const end = path.lastIndexOf('/');
      const media = mediaOf(bytes) ?? 'application/octet-stream';
      const text = media.startsWith('text/') ? new TextDecoder().decode(bytes) : null;
      await tx.query(
        \`INSERT INTO \${table} (path, folder, name, size, media, text, bytes, stamp) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (path) DO UPDATE SET size = excluded.size, media = excluded.media, text = excluded.text,
           bytes = excluded.bytes, stamp = excluded.stamp\`,
        [path, path.slice(0, Math.max(0, end)), path.slice(end + 1), bytes.length, media, text, bytes, stamp],
      );
    }
  `;
}

const ROOT_OF = code`
  /** Where a folder is; null where no setting says it. */
  export function rootOf(setting: string): string | null {
    return roots[setting] ?? null;
  }
`;

const PENDING = code`
  // What is still to be written is there for everybody who asks. Looked at first: if it is written meanwhile, it is found below.
  const sql = 'SELECT path FROM platform.folder_write WHERE setting = $1';
  const noted = await tx.query<{ path: string }>(sql, [setting]);
  const pending = new Set(noted.map(({ path }) => path));
`;
