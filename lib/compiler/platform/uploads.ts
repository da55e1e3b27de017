import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { quote } from '../text/quote.ts';

/** src/platform/uploads.ts: files while they arrive, and until the request that they came with ends. */
export function uploadsFile({ model, files }: Plan): string {
  return code`
    import { createHash, randomUUID } from 'node:crypto';
    import { type FileHandle, open, readdir, rm } from 'node:fs/promises';
    import { tmpdir } from 'node:os';
    import { join } from 'node:path';
    import type { StoredFile } from './files.ts';
    import { chosen, Recognition } from './media.ts';

    /** How temporary files begin. */
    const PREFIX = ${quote(`${model.service.name}-upload-`)};

    /** Bytes of contents that are in memory at a time. */
    const PIECE = 1_048_576;

    /**
     * Where the files of one request lie until it ends, one behind the other: a temporary file that has lost its name. The system
     * takes it back when it is closed or when the process ends, however it ends.
     */
    export class Spool {
      #file: FileHandle | null = null;
      #size = 0;

      get size(): number {
        return this.#size;
      }

      async append(piece: Uint8Array): Promise<void> {
        this.#file ??= await nameless();
        await this.#file.appendFile(piece);
        this.#size += piece.length;
      }

      async read(from: number, size: number): Promise<Buffer> {
        const bytes = Buffer.alloc(size);
        let at = 0;
        while (at < size) {
          const { bytesRead = 0 } = (await this.#file?.read(bytes, at, size - at, from + at)) ?? {};
          if (bytesRead === 0) throw new Error('what was received is not there any more');
          at += bytesRead;
        }
        return bytes;
      }

      async close(): Promise<void> {
        const file = this.#file;
        this.#file = null;
        await file?.close();
      }
    }

    async function nameless(): Promise<FileHandle> {
      const path = join(tmpdir(), \`\${PREFIX}\${randomUUID()}\`);
      const file = await open(path, 'wx+', 0o600);
      try {
        await rm(path);
        return file;
      } catch (error) {
        await file.close();
        throw error;
      }
    }

    /** Removes the names that were left by processes which ended within the moment between the two; empty files. */
    export async function forgetSpools(): Promise<void> {
      const left = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
      for (const name of left) await rm(join(tmpdir(), name), { force: true });
    }

    /** A file that arrived with a request. */
    export class Upload {
      readonly name: string;
      readonly size: number;
      readonly sha256: string;
      /** The media types that its contents are. */
      readonly #kinds: readonly string[];
      readonly #read: Spool['read'];
      readonly #from: number;

      private constructor(
        { name, size, sha256 }: Omit<StoredFile, 'media'>,
        kinds: readonly string[],
        read: Spool['read'],
        from: number,
      ) {
        this.name = name;
        this.size = size;
        this.sha256 = sha256;
        this.#kinds = kinds;
        this.#read = read;
        this.#from = from;
      }

      /** Lays contents into a spool while they arrive. */
      static async received(name: string, contents: AsyncIterable<Uint8Array>, spool: Spool): Promise<Upload> {
        const hash = createHash('sha256');
        const recognition = new Recognition();
        let size = 0;
        for await (const piece of contents) {
          hash.update(piece);
          recognition.add(piece);
          size += piece.length;
          await spool.append(piece);
        }
        const said = { name, size, sha256: hash.digest('hex') };
        return new Upload(said, recognition.kinds(), (from, most) => spool.read(from, most), spool.size - size);
      }

      ${when(files.brought || files.coded || files.inner, HELD)}

      /** The contents, in pieces; one empty piece where there are none. */
      async *pieces(): AsyncGenerator<Buffer> {
        for (let at = 0; at === 0 || at < this.size; at += PIECE) {
          yield await this.#read(this.#from + at, Math.min(PIECE, this.size - at));
        }
      }

      /** The same file with the media type that it has by its contents; null where that is none of those that are wanted. */
      as(wanted: readonly string[] = []): StoredFile | null {
        const media = chosen(this.#kinds, wanted);
        return media === null ? null : { name: this.name, media, size: this.size, sha256: this.sha256 };
      }

      /** What tells it from other files: contents belong into no log. */
      toJSON(): object {
        return { name: this.name, sha256: this.sha256 };
      }
    }
  `;
}

const HELD = code`
  /** A file whose contents are in memory. */
  static held(name: string, contents: Buffer): Upload {
    const recognition = new Recognition();
    recognition.add(contents);
    const sha256 = createHash('sha256').update(contents).digest('hex');
    const said = { name, size: contents.length, sha256 };
    return new Upload(said, recognition.kinds(), async (from, size) => contents.subarray(from, from + size), 0);
  }
`;
