import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/sent-files.ts: files that other systems are sent. */
export function sentFilesFile(): string {
  return code`
    ${imports([
      ['node:crypto', 'randomUUID'],
      ['./contract.ts', 'type InternalSchemaName'],
      ['./db.ts', 'type Database'],
      ['./files.ts', 'piecesOf', 'type StoredFile'],
      ['./files-within.ts', 'withFiles'],
      ['./smtp.ts', 'type Attachment'],
    ])}

    /** What files hold, piece by piece. */
    export type Contents = (file: StoredFile) => AsyncIterable<Uint8Array>;

    /** The contents that are kept, read while they are sent. */
    export function keptContents(db: Database): Contents {
      return (file) => piecesOf(db, file);
    }

    /** How a message says a body that is read while it is sent. */
    export interface Streamed {
      headers: Record<string, string>;
      body: null;
      /** The body, from its beginning each time. */
      stream: () => AsyncIterable<Uint8Array>;
    }

    /** A body that is the contents of a file. */
    export function fileBody(file: StoredFile, contents: Contents): Streamed {
      const headers = { 'content-type': file.media, 'content-length': String(file.size) };
      return { headers, body: null, stream: () => contents(file) };
    }

    /** What a file holds, in base64: all of it at once. */
    export async function inBase64(file: StoredFile, contents: Contents): Promise<string> {
      const pieces: Uint8Array[] = [];
      for await (const piece of contents(file)) pieces.push(piece);
      return Buffer.concat(pieces).toString('base64');
    }

    /** A copy of values, in which files are what they hold in base64. */
    export async function inText(
      schema: InternalSchemaName,
      values: object,
      contents: Contents,
    ): Promise<Readonly<Record<string, unknown>>> {
      const texts = await withFiles(schema, values, (file) => inBase64(file as StoredFile, contents));
      return Object(texts);
    }

    type Files = Readonly<Record<string, StoredFile | readonly StoredFile[] | null>>;

    /** Files as a mail brings them, in their order. */
    export async function attached(files: Files, contents: Contents): Promise<Attachment[]> {
      const attachments: Attachment[] = [];
      for (const file of Object.values(files).flatMap((given) => given ?? []))
        attachments.push({
          filename: file.name,
          contentType: file.media,
          content: await inBase64(file, contents),
          encoding: 'base64',
        });
      return attachments;
    }

    /**
     * A body in parts (RFC 7578): texts, all else as JSON, and files. What is not there is left out; lists of files are parts each.
     */
    export function formBody(values: Readonly<Record<string, unknown>>, files: Files, contents: Contents): Streamed {
      const boundary = randomUUID();
      const given = Object.entries(values).filter(([, value]) => value !== null);
      const parts = [
        ...given.map(([name, value]) => textPart(boundary, name, value)),
        ...Object.entries(files).flatMap(([name, some]) =>
          [some].flat().flatMap((file) => (file === null ? [] : [filePart(boundary, name, file)])),
        ),
      ];
      const end = Buffer.from(\`--\${boundary}--\r\n\`);
      const size = parts.reduce((sum, part) => sum + sizeOf(part), end.length);
      return {
        headers: { 'content-type': \`multipart/form-data; boundary=\${boundary}\`, 'content-length': String(size) },
        body: null,
        stream: async function* () {
          for (const { head, file } of parts) {
            yield head;
            if (file === null) continue;
            yield* contents(file);
            yield BREAK;
          }
          yield end;
        },
      };
    }

    const BREAK = Buffer.from('\r\n');

    interface Part {
      head: Buffer;
      file: StoredFile | null;
    }

    function sizeOf({ head, file }: Part): number {
      return head.length + (file === null ? 0 : file.size + BREAK.length);
    }

    function headOf(boundary: string, name: string): string {
      return \`--\${boundary}\r\nContent-Disposition: form-data; name="\${inQuotes(name)}"\`;
    }

    function filePart(boundary: string, name: string, file: StoredFile): Part {
      const head = \`\${headOf(boundary, name)}; filename="\${inQuotes(file.name)}"\r\nContent-Type: \${file.media}\r\n\r\n\`;
      return { head: Buffer.from(head), file };
    }

    function textPart(boundary: string, name: string, value: unknown): Part {
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      const type = typeof value === 'object' ? '\r\nContent-Type: application/json' : '';
      return { head: Buffer.from(\`\${headOf(boundary, name)}\${type}\r\n\r\n\${text}\r\n\`), file: null };
    }

    /** What would end a text between quotes is written with its number (WHATWG HTML, 4.10.21.8). */
    function inQuotes(text: string): string {
      return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    }
  `;
}
