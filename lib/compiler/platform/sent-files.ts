import { code } from '../text/code.ts';

/** src/platform/sent-files.ts: files that other systems are sent. */
export function sentFilesFile(): string {
  return code`
    import { randomUUID } from 'node:crypto';
    import type { Database } from './db.ts';
    import { piecesOf, type StoredFile } from './files.ts';

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

    /** A body in parts (RFC 7578): texts, files, and all else as JSON. What is not there is left out; lists of files are parts each. */
    export function formBody(values: Readonly<Record<string, unknown>>, contents: Contents): Streamed {
      const boundary = randomUUID();
      const parts = Object.entries(values).flatMap(([name, value]) =>
        (hasFiles(value) ? value : [value]).filter((one) => one !== null).map((one) => partOf(boundary, name, one)),
      );
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

    function partOf(boundary: string, name: string, value: unknown): Part {
      const said = \`--\${boundary}\r\nContent-Disposition: form-data; name="\${inQuotes(name)}"\`;
      if (isFile(value)) {
        const head = \`\${said}; filename="\${inQuotes(value.name)}"\r\nContent-Type: \${value.media}\r\n\r\n\`;
        return { head: Buffer.from(head), file: value };
      }
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      const type = typeof value === 'object' ? '\r\nContent-Type: application/json' : '';
      return { head: Buffer.from(\`\${said}\${type}\r\n\r\n\${text}\r\n\`), file: null };
    }

    /** What would end a text between quotes is written with its number (WHATWG HTML, 4.10.21.8). */
    function inQuotes(text: string): string {
      return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    }

    function hasFiles(value: unknown): value is unknown[] {
      return Array.isArray(value) && value.every(isFile);
    }

    function isFile(value: unknown): value is StoredFile {
      return value instanceof Object && 'sha256' in value && 'media' in value && 'size' in value && 'name' in value;
    }
  `;
}
