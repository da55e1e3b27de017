import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/received-files.ts: files that come from elsewhere than from callers. */
export function receivedFilesFile({ waits, snapshotMs }: Plan): string {
  const keeps = `keepContents(tx, files${when(waits, ', request')})`;
  return code`
    ${imports([
      ['./contract.ts', 'isBase64'],
      ['./db.ts', 'type Database'],
      ['./files.ts', 'keepContents', 'safeName'],
      ['./uploads.ts', 'Spool', 'Upload'],
    ])}

    /** The files of one answer, from when they arrive until they are kept. */
    export class Received {
      readonly #spool = new Spool();
      readonly #files: Upload[] = [];

      get files(): readonly Upload[] {
        return this.#files;
      }

      /** A file that is a whole answer, laid aside while it arrives. */
      async whole(name: string, contents: AsyncIterable<Uint8Array>): Promise<Upload> {
        return this.#noted(await Upload.received(safeName(name), contents, this.#spool));
      }

      /** The file that a text in base64 holds, which may have been broken into lines; anything else stays what it is. */
      within(name: string, value: unknown): unknown {
        if (typeof value !== 'string') return value;
        const text = value.replace(/\s+/g, '');
        return isBase64(text) ? this.#noted(Upload.held(safeName(name), Buffer.from(text, 'base64'))) : value;
      }

      /** Gives back the room that they took. */
      close(): Promise<void> {
        return this.#spool.close();
      }

      #noted(file: Upload): Upload {
        this.#files.push(file);
        return file;
      }
    }

    /** Keeps what files hold that came with an answer${when(waits, ', for as long as the request waits that asked')}. */
    export type KeepFiles = (files: readonly Upload[]${when(waits, ', request: string')}) => Promise<void>;

    /** Keeps it in a transaction of its own: no other is open while other systems are asked. */
    export function keepingFiles(db: Database): KeepFiles {
      return async (files${when(waits, ', request')}) => {
        ${snapshotMs === null ? `if (files.length > 0) await db.transaction((tx) => ${keeps});` : keptLonger(keeps, snapshotMs)}
      };
    }

    /** What a file is called that comes as an answer: what the other system says (RFC 6266), or nothing. */
    export function nameSaid(disposition: unknown): string {
      const text = String(disposition ?? '');
      const [, coded] = /filename\*\s*=\s*UTF-8''([^;\s]+)/i.exec(text) ?? [];
      const [, quoted, plain] = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(text) ?? [];
      try {
        if (coded !== undefined) return decodeURIComponent(coded);
      } catch {
        // Not as it is agreed: then the other name counts.
      }
      return (quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '').trim();
    }
  `;
}

/** The last good answers may stand in for a while, so what their files hold is kept as long. */
function keptLonger(keeps: string, snapshotMs: number): string {
  return code`
    if (files.length === 0) return;
    await db.transaction(async (tx) => {
      await ${keeps};
      const sql = "UPDATE platform.content SET kept_at = now() + $2 * interval '1 millisecond' WHERE sha256 = ANY ($1)";
      await tx.query(sql, [files.map(({ sha256 }) => sha256), ${snapshotMs.toLocaleString('en-US').replaceAll(',', '_')}]);
    });
  `;
}
