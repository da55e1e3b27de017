import { code } from '../text/code.ts';

/** src/platform/folder-writes.ts: files that steps put into folders, change and delete. */
export function folderWritesFile(): string {
  return code`
    import { constants, existsSync } from 'node:fs';
    import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
    import { join } from 'node:path';
    import { type Database, type Db, errorCode } from './db.ts';
    import { type Folder, rootOf, UNFINISHED } from './folders.ts';
    import { mediaOf } from './media.ts';
    import { conflict, invalid_input, Problem } from './problems.ts';

    /** What a file is to hold: a text, or bytes in base64. Neither: it is left as it is. */
    export interface Contents {
      text?: string | null;
      bytes?: string | null;
    }

    export interface NewFile extends Contents {
      path: string;
    }

    /** The table of a folder, whose rows are its files, and the columns of a row. */
    export interface FileTable extends Folder {
      columns: string;
    }

    const LONGEST_PATH = 1000;
    const LONGEST_NAME = 200;
    const MOST_NAMES = 16;
    const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

    /** A path that means one file in any file system: names with slashes between them, none hidden, reserved or upwards. */
    export function safePath(path: string): string {
      const plain = path.normalize('NFC');
      const names = plain.split('/');
      const fits = Buffer.byteLength(plain) <= LONGEST_PATH && names.length <= MOST_NAMES && names.every(isName);
      if (fits) return plain;
      throw new Problem(invalid_input, 'The path of the file is not one that can be written');
    }

    function isName(name: string): boolean {
      if (name === '' || Buffer.byteLength(name) > LONGEST_NAME || !name.isWellFormed()) return false;
      return !/^[.\s]|[.\s]$|[\p{C}\p{Zl}\p{Zp}\\:*?"<>|]/u.test(name) && !RESERVED.test(name);
    }

    /** Stores a new file; the folder has it once the transaction is kept. \`replaces\`: also where there is one with this path. */
    export async function putFile<Row>(tx: Db, table: FileTable, file: NewFile, replaces: boolean): Promise<Row> {
      const path = safePath(file.path);
      const held = heldBy(file, table) ?? { text: '', bytes: Buffer.alloc(0), media: 'text/plain' };
      await refuseBetween(tx, table, path);
      const end = path.lastIndexOf('/');
      const change = replaces ? \`ON CONFLICT (path) DO UPDATE SET \${CHANGED}\` : '';
      const [row] = await tx.query<Row>(
        \`INSERT INTO \${table.table} (path, folder, name, size, media, text, bytes, stamp)
         VALUES ($1, $2, $3, $4, $5, $6, $7, '') \${change} RETURNING \${table.columns}\`,
        [path, path.slice(0, Math.max(0, end)), path.slice(end + 1), held.bytes.length, held.media, held.text, held.bytes],
      );
      if (row === undefined) throw new Error(\`\${path} was not stored\`);
      await note(tx, table, path, held.bytes);
      return row;
    }

    const CHANGED =
      'size = excluded.size, media = excluded.media, text = excluded.text, bytes = excluded.bytes, stamp = excluded.stamp';

    /** Gives files other contents, and gives the rows after that. */
    export async function changeFiles<Row extends { path: string }>(
      tx: Db,
      table: FileTable,
      rows: Promise<Row[]>,
      contents: Contents,
    ): Promise<Row[]> {
      const found = await rows;
      const held = heldBy(contents, table);
      if (held === null) return found;
      const changed: Row[] = [];
      for (const { path } of found) {
        const after = await tx.query<Row>(
          \`UPDATE \${table.table} SET size = $2, media = $3, text = $4, bytes = $5, stamp = '' WHERE path = $1
           RETURNING \${table.columns}\`,
          [path, held.bytes.length, held.media, held.text, held.bytes],
        );
        changed.push(...after);
        await note(tx, table, path, held.bytes);
      }
      return changed;
    }

    /** Deletes files, and gives the rows that they were. */
    export async function dropFiles<Row extends { path: string }>(
      tx: Db,
      table: FileTable,
      rows: Promise<Row[]>,
    ): Promise<Row[]> {
      const found = await rows;
      for (const { path } of found) {
        await tx.query(\`DELETE FROM \${table.table} WHERE path = $1\`, [path]);
        await note(tx, table, path, null);
      }
      return found;
    }

    interface Held {
      text: string | null;
      bytes: Buffer;
      media: string;
    }

    function heldBy({ text, bytes }: Contents, { largest }: Folder): Held | null {
      if (text == null && bytes == null) return null;
      const content = text == null ? Buffer.from(bytes ?? '', 'base64') : Buffer.from(text);
      if (content.length > largest) throw new Problem(invalid_input, 'The file is larger than files of its folder may be');
      const media = mediaOf(content) ?? 'application/octet-stream';
      return { text: media.startsWith('text/') ? content.toString() : null, bytes: content, media };
    }

    /** A file cannot be where a folder is, nor a folder where a file is. */
    async function refuseBetween(tx: Db, { table }: Folder, path: string): Promise<void> {
      const names = path.split('/');
      const above = names.slice(1).map((_, at) => names.slice(0, at + 1).join('/'));
      const sql = \`SELECT 1 FROM \${table} WHERE path = ANY ($1) OR starts_with(path, $2) LIMIT 1\`;
      const found = await tx.query(sql, [above, \`\${path}/\`]);
      if (found.length > 0) throw new Problem(conflict, 'A file and a folder would have the same path');
    }

    /** Notes what has to happen in the folder: it happens after the transaction, or never. */
    async function note(tx: Db, { setting }: Folder, path: string, bytes: Buffer | null): Promise<void> {
      const sql = 'INSERT INTO platform.folder_write (setting, path, bytes) VALUES ($1, $2, $3)';
      await tx.query(sql, [setting, path, bytes]);
    }

    interface Noted {
      seq: number;
      setting: string;
      path: string;
      bytes: Uint8Array | null;
    }

    /**
     * Does in the folders what transactions noted, in their order, and says how much. One process at a time; whatever happens to it,
     * what was not finished is done again. What fails is left for the next time, with all that comes after it for the same path.
     */
    export async function writeFolders(db: Database): Promise<number> {
      const failures = new Map<string, unknown>();
      for (let done = 0; ; done += 1) {
        const more = await db.transaction((tx) => writeNext(tx, failures));
        if (more) continue;
        const [[path, error] = []] = failures;
        if (path === undefined) return done;
        throw new Error(\`\${failures.size} files of folders could not be written, such as \${path}\`, { cause: error });
      }
    }

    async function writeNext(tx: Db, failures: Map<string, unknown>): Promise<boolean> {
      const [lock] = await tx.query<{ free: boolean }>(
        "SELECT pg_try_advisory_xact_lock(hashtext('platform.folder_write')) AS free",
      );
      if (lock?.free !== true) return false;
      const [noted] = await tx.query<Noted>(
        \`SELECT seq, setting, path, bytes FROM platform.folder_write
         WHERE setting || '/' || path <> ALL ($1) ORDER BY seq LIMIT 1\`,
        [[...failures.keys()]],
      );
      if (noted === undefined) return false;
      try {
        await write(noted);
        await tx.query('DELETE FROM platform.folder_write WHERE seq = $1', [noted.seq]);
      } catch (error) {
        failures.set(\`\${noted.setting}/\${noted.path}\`, error);
      }
      return true;
    }

    /** Writes beside the file and then takes its place, so that nobody ever reads half of it; on the disk before it is done. */
    async function write({ seq, setting, path, bytes }: Noted): Promise<void> {
      const root = rootOf(setting);
      if (root === null) throw new Error(\`\${setting} does not say where the folder is\`);
      const names = path.split('/');
      const name = names.pop() ?? '';
      const folder = await folderAt(root, names, bytes !== null);
      if (folder === null) return;
      try {
        const target = join(addressOf(folder), name);
        if (bytes === null) await rm(target, { force: true });
        else {
          const beside = join(addressOf(folder), \`\${UNFINISHED}\${seq}\`);
          await rm(beside, { force: true });
          await writeNew(beside, bytes);
          await rename(beside, target);
        }
        await folder.handle.sync();
      } finally {
        await folder.handle.close();
      }
    }

    async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
      const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
      const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o640);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    }

    interface Opened {
      handle: FileHandle;
      path: string;
    }

    /** Where a folder is that is open: through its handle where the system can, so that nobody can put another in its place. */
    function addressOf({ handle, path }: Opened): string {
      const address = \`/proc/self/fd/\${handle.fd}\`;
      return existsSync(address) ? address : path;
    }

    /** Opens a folder within another, name by name and through no link; null where there is none and none is made. */
    async function folderAt(root: string, names: readonly string[], makes: boolean): Promise<Opened | null> {
      const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;
      if (makes) await mkdir(root, { recursive: true });
      let handle = await opened(root, O_RDONLY | O_DIRECTORY);
      let path = root;
      for (const name of names) {
        if (handle === null) return null;
        const outer: FileHandle = handle;
        try {
          const inner = join(addressOf({ handle, path }), name);
          if (makes) await mkdir(inner).catch(unlessThere);
          handle = await opened(inner, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
          path = join(path, name);
        } finally {
          await outer.close();
        }
      }
      return handle === null ? null : { handle, path };
    }

    function opened(path: string, flags: number): Promise<FileHandle | null> {
      return open(path, flags).catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return null;
        throw error;
      });
    }

    function unlessThere(error: unknown): void {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  `;
}
