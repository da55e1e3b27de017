import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/multipart.ts: the parts of a multipart body. `kept`: parts may be files. */
export function multipartFile(kept: boolean): string {
  return code`
    ${imports([
      ['./files.ts', ...(kept ? ['safeName', 'Upload'] : [])],
      ['./problems.ts', 'invalid_input', 'Problem'],
    ])}

    const MOST_PARTS = 1000;
    const LARGEST_HEAD = 4096;
    const BOUNDARY = /;\s*boundary=(?:"([\w'()+,./:=? -]{1,70})"|([\w'()+./:=?-]{1,70}))\s*(?:;|$)/i;
    const BREAK = '\r\n';

    /** A part: its name, and a text${when(kept, ' or a file')}. */
    export type Part = [name: string, value: string${when(kept, ' | Upload')}];

    /**
     * The parts of a body, in their order (RFC 7578). Strict: nothing before the first part or after the last, each part with a
     * name, texts in UTF-8, no transfer encoding. The body is whole and bounded; each byte of it is looked at a fixed number of times.
     */
    export function partsOf(body: Buffer, contentType: string): Part[] {
      const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
      const boundary = quoted ?? plain;
      if (boundary === undefined) throw unreadable('has no boundary');
      const mark = Buffer.from(\`\${BREAK}--\${boundary}\`, 'latin1');
      // The first mark stands at the beginning, with no line break before it.
      let at = mark.length - BREAK.length;
      if (!body.subarray(0, at).equals(mark.subarray(BREAK.length))) throw unreadable('does not begin with a part');
      const parts: Part[] = [];
      while (body.toString('latin1', at, at + 2) !== '--') {
        const head = body.indexOf(BREAK + BREAK, at, 'latin1');
        if (head < 0 || head - at > LARGEST_HEAD) throw unreadable('has a part without an end of its head');
        const begin = head + 2 * BREAK.length;
        const end = body.indexOf(mark, begin);
        if (end < 0) throw unreadable('has a part without an end');
        if (parts.length === MOST_PARTS) throw unreadable('has too many parts');
        const part = partOf(headersOf(body.subarray(at, head)), body.subarray(begin, end));
        if (part !== null) parts.push(part);
        at = end + mark.length;
      }
      const rest = body.toString('latin1', at + 2);
      if (rest !== '' && rest !== BREAK) throw unreadable('goes on after its end');
      return parts;
    }

    /** The headers of a part, by their names in lower case. */
    function headersOf(head: Buffer): ReadonlyMap<string, string> {
      const [first, ...lines] = textOf(head).split(BREAK);
      if (first !== '') throw unreadable('has a boundary with something behind it');
      const headers = new Map<string, string>();
      for (const line of lines) {
        const [, name = '', value = ''] = /^([\w-]+):[ \t]*(.*)$/.exec(line) ?? [];
        if (name === '' || headers.has(name.toLowerCase())) throw unreadable('has a head that cannot be read');
        headers.set(name.toLowerCase(), value);
      }
      return headers;
    }

    function partOf(headers: ReadonlyMap<string, string>, content: Buffer): Part | null {
      const encoding = headers.get('content-transfer-encoding') ?? 'binary';
      if (!/^(7bit|8bit|binary)$/i.test(encoding)) throw unreadable('has a part with a transfer encoding');
      const { name, filename } = dispositionOf(headers.get('content-disposition') ?? '');
      if (filename === undefined) return [name, textOf(content)];
      ${kept ? AS_FILE : REFUSED}
    }

    const PARAMETER = /;[ \t]*(name|filename)="([^"]*)"/gy;

    /** \`form-data; name="a"; filename="b"\`, with %22, %0D and %0A for what would end a text (WHATWG HTML, 4.10.21.8). */
    function dispositionOf(header: string): { name: string; filename?: string } {
      const [, rest] = /^form-data(.*)$/i.exec(header) ?? [];
      if (rest === undefined) throw unreadable('has a part that is none of a form');
      const said = [...rest.matchAll(PARAMETER)];
      const read = said.reduce((length, [whole]) => length + whole.length, 0);
      const values = new Map(said.map(([, key = '', value = '']) => [key, value.replace(/%(22|0D|0A)/gi, unescape)]));
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
  // A field for a file that nobody chose.
  if (filename === '' && content.length === 0) return null;
  return [name, new Upload(safeName(filename), content)];
`;

const REFUSED = code`
  throw new Problem(invalid_input, undefined, [{ path: \`/\${name}\`, message: 'must not be a file' }]);
`;
