import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/multipart.ts: the parts of a multipart body. `kept`: parts may be files. */
export function multipartFile(kept: boolean): string {
  return code`
    ${imports([
      ['./files.ts', ...(kept ? ['safeName'] : [])],
      ['./problems.ts', 'invalid_input', 'Problem', 'too_large'],
      ['./uploads.ts', ...(kept ? ['type Spool', 'Upload'] : [])],
    ])}

    const MOST_PARTS = 1000;
    const LARGEST_HEAD = 4096;
    /** All texts together: they are held in memory. */
    const LARGEST_TEXTS = 16_777_216;
    const BOUNDARY = /;\s*boundary=(?:"([\w'()+,./:=? -]{1,70})"|([\w'()+./:=?-]{1,70}))\s*(?:;|$)/i;
    const BREAK = '\r\n';
    const HEAD_END = Buffer.from(BREAK + BREAK);

    /** A part: its name, and a text${when(kept, ' or a file')}. */
    export type Part = [name: string, value: string${when(kept, ' | Upload')}];

    /** A body as it arrives, and how large it may be; \`size\` is what it says of itself, if it does. */
    export interface Arriving {
      body: AsyncIterable<Buffer>;
      contentType: string;
      size: number | undefined;
      limit: number;
      ${when(kept, '/** Where its files are laid. */\nspool: Spool;')}
    }

    /**
     * The parts of a body, in their order (RFC 7578), read while it arrives: of files only a piece is in memory. Strict: nothing
     * before the first part or after the last, each part with a name, texts in UTF-8, no transfer encoding. Takes linear time.
     */
    export async function partsOf(arriving: Arriving): Promise<Part[]> {
      const [, quoted, plain] = BOUNDARY.exec(arriving.contentType) ?? [];
      const boundary = quoted ?? plain;
      if (boundary === undefined) throw unreadable('has no boundary');
      if ((arriving.size ?? 0) > arriving.limit) throw new Problem(too_large);
      const source = new Source(arriving);
      const mark = Buffer.from(\`\${BREAK}--\${boundary}\`, 'latin1');
      // The first mark stands at the beginning, with no line break before it.
      const begin = mark.subarray(BREAK.length);
      if (!(await source.next(begin.length)).equals(begin)) throw unreadable('does not begin with a part');
      source.pass(begin.length);
      const parts: Part[] = [];
      let texts = 0;
      while (String(await source.next(2)) !== '--') {
        const head = await textWithin(source.before(HEAD_END), LARGEST_HEAD, 'has a part without an end of its head');
        if (parts.length === MOST_PARTS) throw unreadable('has too many parts');
        const part = await partOf(headersOf(head), source.before(mark)${when(kept, ', arriving')});
        if (part === null) continue;
        parts.push(part);
        ${when(kept, "if (typeof part[1] !== 'string') continue;")}
        texts += part[1].length;
        if (texts > LARGEST_TEXTS) throw new Problem(too_large);
      }
      source.pass(2);
      const rest = String(await source.next(BREAK.length + 1));
      if (rest !== '' && rest !== BREAK) throw unreadable('goes on after its end');
      return parts;
    }

    /** What arrives, of which only as much is held as is looked at. */
    class Source {
      readonly #pieces: AsyncIterator<Buffer>;
      readonly #limit: number;
      #held: Buffer = Buffer.alloc(0);
      #size = 0;

      constructor({ body, limit }: Arriving) {
        this.#pieces = body[Symbol.asyncIterator]();
        this.#limit = limit;
      }

      /** The next bytes; fewer only at the end. */
      async next(size: number): Promise<Buffer> {
        while (this.#held.length < size && (await this.#more()));
        return this.#held.subarray(0, size);
      }

      pass(size: number): void {
        this.#held = this.#held.subarray(size);
      }

      /** All that stands before a mark, in pieces; the mark is passed over. */
      async *before(mark: Buffer): AsyncGenerator<Buffer> {
        for (let at = this.#held.indexOf(mark); ; at = this.#held.indexOf(mark)) {
          // A mark may have begun at the end of what is here.
          const end = at < 0 ? Math.max(0, this.#held.length - mark.length + 1) : at;
          const piece = this.#held.subarray(0, end);
          this.pass(at < 0 ? end : end + mark.length);
          if (end > 0) yield piece;
          if (at >= 0) return;
          if (!(await this.#more())) throw unreadable('has a part without an end');
        }
      }

      async #more(): Promise<boolean> {
        const { done, value } = await this.#pieces.next().catch(() => {
          throw unreadable('ends before its end');
        });
        if (done === true) return false;
        this.#size += value.length;
        if (this.#size > this.#limit) throw new Problem(too_large);
        this.#held = Buffer.concat([this.#held, value]);
        return true;
      }
    }

    async function textWithin(pieces: AsyncIterable<Buffer>, most: number, otherwise?: string): Promise<string> {
      const held: Buffer[] = [];
      let size = 0;
      for await (const piece of pieces) {
        size += piece.length;
        if (size > most) throw otherwise === undefined ? new Problem(too_large) : unreadable(otherwise);
        held.push(piece);
      }
      return textOf(Buffer.concat(held));
    }

    /** The headers of a part, by their names in lower case. */
    function headersOf(head: string): ReadonlyMap<string, string> {
      const [first, ...lines] = head.split(BREAK);
      if (first !== '') throw unreadable('has a boundary with something behind it');
      const headers = new Map<string, string>();
      for (const line of lines) {
        const [, name = '', value = ''] = /^([\w-]+):[ \t]*(.*)$/.exec(line) ?? [];
        if (name === '' || headers.has(name.toLowerCase())) throw unreadable('has a head that cannot be read');
        headers.set(name.toLowerCase(), value);
      }
      return headers;
    }

    async function partOf(
      headers: ReadonlyMap<string, string>,
      content: AsyncGenerator<Buffer>,
      ${when(kept, '{ spool }: Arriving,')}
    ): Promise<Part | null> {
      const encoding = headers.get('content-transfer-encoding') ?? 'binary';
      if (!/^(7bit|8bit|binary)$/i.test(encoding)) throw unreadable('has a part with a transfer encoding');
      const { name, filename } = dispositionOf(headers.get('content-disposition') ?? '');
      if (filename === undefined) return [name, await textWithin(content, LARGEST_TEXTS)];
      ${kept ? AS_FILE : REFUSED}
    }

    /** In quotes or, where it is nothing but plain letters, without: some clients leave them out. */
    const PARAMETER = /;[ \t]*(name|filename)=(?:"([^"]*)"|([\w!#$%&'*+.^|~-]+))/gy;

    /** \`form-data; name="a"; filename="b"\`, with %22, %0D and %0A for what would end a text (WHATWG HTML, 4.10.21.8). */
    function dispositionOf(header: string): { name: string; filename?: string } {
      const [, rest] = /^form-data(.*)$/i.exec(header) ?? [];
      if (rest === undefined) throw unreadable('has a part that is none of a form');
      const said = [...rest.matchAll(PARAMETER)];
      const read = said.reduce((length, [whole]) => length + whole.length, 0);
      const values = new Map(
        said.map(([, key, quoted, plain]) => [key, quoted?.replace(/%(22|0D|0A)/gi, unescape) ?? plain]),
      );
      const [name, filename] = [values.get('name'), values.get('filename')];
      if (read !== rest.trimEnd().length || values.size !== said.length || name === undefined)
        throw unreadable('has a part whose name cannot be read');
      return filename === undefined ? { name } : { name, filename };
    }

    function unescape(_: string, digits: string): string {
      return String.fromCharCode(Number.parseInt(digits, 16));
    }

    function textOf(bytes: Buffer): string {
      try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        if (!text.includes('\u0000')) return text;
      } catch {
        throw unreadable('holds a text that is not UTF-8');
      }
      throw unreadable('holds U+0000');
    }

    function unreadable(what: string): Problem {
      return new Problem(invalid_input, \`The body \${what}\`);
    }
  `;
}

const AS_FILE = code`
  const upload = await Upload.received(safeName(filename), content, spool);
  // A field for a file that nobody chose.
  return filename === '' && upload.size === 0 ? null : [name, upload];
`;

const REFUSED = code`
  throw new Problem(invalid_input, undefined, [{ path: \`/\${name}\`, message: 'must not be a file' }]);
`;
