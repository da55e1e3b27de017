import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/custom-files.ts: files that code of one's own gets and makes. */
export function customFilesFile(): string {
  return code`
    ${imports([
      ['./contract.ts', 'faultsOf', 'type InternalSchemaName', 'isBase64'],
      ['./db.ts', 'type Db'],
      ['./files.ts', 'piecesOf', 'safeName', 'type StoredFile'],
      ['./files-within.ts', 'type Path', 'withFiles'],
      ['./uploads.ts', 'Upload'],
    ])}

    /** A file as code of one's own gets it. */
    export interface GivenFile extends StoredFile {
      bytes: Uint8Array;
    }

    /** A file as code of one's own makes it. Its media type is what its contents are. */
    export interface MadeFile {
      name: string;
      bytes: Uint8Array;
    }

    /** A step whose code is in the folder \`custom\`, and the schemas of what it takes and gives, with files. */
    export interface FileStep<Takes, Gives> {
      name: string;
      takes: InternalSchemaName;
      gives: InternalSchemaName;
      run(input: never): object;
      /** What it takes and gives for other steps; only for the compiler. */
      readonly types?: (takes: Takes) => Gives;
    }

    /** What keeps the contents of files that a step makes. */
    export interface Keeping {
      tx: Db;
      keepFiles(files: readonly Upload[]): Promise<void>;
    }

    /** Does the step. What does not fit its contract never gets further, and none of its files is kept. */
    export async function customWithFiles<Takes, Gives>(
      { name, takes, gives, run }: FileStep<Takes, Gives>,
      input: Takes,
      { tx, keepFiles }: Keeping,
    ): Promise<Gives> {
      const given = await withFiles(takes, input, (file) => opened(file, tx));
      const { output, files } = await madeFiles(gives, structuredClone(run(structuredClone(given) as never)));
      const faults = faultsOf(gives, output);
      if (faults.length > 0)
        throw new Error(\`custom/\${name}: \${faults.map(({ path, message }) => \`\${path} \${message}\`).join('; ')}\`);
      await keepFiles(files);
      return output as Gives;
    }

    async function opened(file: object, db: Db): Promise<GivenFile> {
      const stored = file as StoredFile;
      const pieces: Uint8Array[] = [];
      for await (const piece of piecesOf(db, stored)) pieces.push(piece);
      return { ...stored, bytes: new Uint8Array(Buffer.concat(pieces)) };
    }

    /** The same for code that is told it as JSON: bytes are base64, and stand at these paths. */
    export async function openedAsJson(
      takes: InternalSchemaName,
      input: unknown,
      db: Db,
    ): Promise<{ input: unknown; files: readonly Path[] }> {
      const files: Path[] = [];
      const given = await withFiles(takes, input, async (file, path) => {
        files.push(path);
        const { bytes, ...stored } = await opened(file, db);
        return { ...stored, bytes: Buffer.from(bytes).toString('base64') };
      });
      return { input: given, files };
    }

    /** What code made, with files as they arrive from anywhere; bytes may be base64. What is no file stays as it is: it does not fit. */
    export async function madeFiles(
      gives: InternalSchemaName,
      value: unknown,
    ): Promise<{ output: unknown; files: readonly Upload[] }> {
      const files: Upload[] = [];
      const output = await withFiles(gives, value, (made) => {
        const { name, bytes } = made as Partial<Record<string, unknown>>;
        const contents = bytesOf(bytes);
        if (typeof name !== 'string' || contents === null) return made;
        const upload = Upload.held(safeName(name), contents);
        files.push(upload);
        return upload;
      });
      return { output, files };
    }

    function bytesOf(bytes: unknown): Buffer | null {
      if (typeof bytes === 'string') return isBase64(bytes) ? Buffer.from(bytes, 'base64') : null;
      return bytes instanceof Uint8Array ? Buffer.from(bytes) : null;
    }
  `;
}
