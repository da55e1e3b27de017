import type { Plan } from '../plan.ts';
import { ownFieldsOf } from '../service/extract-step.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/extract.ts: reading text and fields from documents. */
export function extractFile(plan: Plan): string {
  const tells = plan.steps.some((step) => step.kind === 'extract' && ownFieldsOf(step, plan).length > 0);
  return code`
    ${imports([
      ['node:child_process', 'spawn'],
      ['./contract.ts', 'faultsOf', 'type InternalSchemaName'],
      ['./failures.ts', 'CallFailed'],
      ['./outside.ts', 'type Called'],
      ['./problems.ts', 'type NamedError'],
    ])}

    /** What is read, by which program, and how fields are found in the text. */
    export interface Extraction {
      /** Base64, of one document or of several. */
      from: string | readonly string[];
      engine: 'tesseract' | 'pdftotext';
      /** ISO 639-2 codes. */
      languages: readonly string[];
      /** For each document. */
      timeoutMs: number;
      /** The schema of the fields; null: only the text is read. */
      schema: InternalSchemaName | null;
      read: Readonly<Record<string, Reader>>;
      ${when(tells, '/** Fields that are not looked for: how well it was read, or all of its text. */\ntells?: readonly (keyof Own)[];')}
      /** What the caller reads if a field that is needed is not found. */
      otherwise?: NamedError;
    }

    ${when(tells, OWN)}

    /** How a field is found: by a pattern, or after a label, and then as a date of a layout. */
    export interface Reader {
      pattern?: string;
      after?: string;
      format?: string;
    }

    /** What a program says of an input; a CallFailed if it is absent, fails, says too much or takes longer than that. */
    export type Program = (words: readonly string[], input: Buffer, timeoutMs: number) => Promise<string>;

    export type Programs = Readonly<Record<Extraction['engine'], Program>>;

    /** The programs as the operating system finds them. */
    export const PROGRAMS: Programs = { tesseract: program('tesseract'), pdftotext: program('pdftotext') };

    /** Fields that were needed and not found. */
    export interface NotFound {
      missing: readonly string[];
    }

    interface Page {
      text: string;
      /** 0 to 1. */
      quality: number;
    }

    /** Reads the documents, one after the other. */
    export async function readDocuments(extraction: Extraction, programs: Programs, step: string): Promise<Called> {
      const began = performance.now();
      const told = { step, engine: extraction.engine };
      try {
        const documents = typeof extraction.from === 'string' ? [extraction.from] : extraction.from;
        const pages: Page[] = [];
        for (const document of documents) pages.push(...(await readOne(extraction, programs, document)));
        const text = pages.map((page) => page.text).join('\n');
        const quality = pages.reduce((least, page) => Math.min(least, page.quality), pages.length === 0 ? 0 : 1).toFixed(4);
        const found = fieldsOf(extraction, text${when(tells, ', { text, quality }')});
        const ms = Math.round(performance.now() - began);
        const record = { ...told, outcome: 'success', pages: pages.length, quality, ms };
        if ('missing' in found) return { outcome: { value: found }, record: { ...record, missing: found.missing } };
        return { outcome: { value: { text, quality, ...found.fields } }, record };
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error;
        return { outcome: { failure: error.failure }, record: { ...told, outcome: error.failure } };
      }
    }

    async function readOne(extraction: Extraction, programs: Programs, document: string): Promise<Page[]> {
      const { engine, languages, timeoutMs } = extraction;
      const bytes = Buffer.from(document, 'base64');
      if (engine === 'pdftotext') {
        const text = await programs.pdftotext(['-layout', '-enc', 'UTF-8', '-', '-'], bytes, timeoutMs);
        return [{ text, quality: text.trim() === '' ? 0 : 1 }];
      }
      const words = ['stdin', 'stdout', '-l', languages.join('+') || 'eng', 'tsv'];
      return pagesOf(await programs.tesseract(words, bytes, timeoutMs));
    }

    /** Pages, lines and words of tesseract's table. */
    function pagesOf(table: string): Page[] {
      const pages = new Map<string, { lines: Map<string, string[]>; sure: number[] }>();
      for (const row of table.split('\n')) {
        const [level, page = '', block, paragraph, line, , , , , , confidence = '', word = ''] = row.split('\t');
        if (level !== '5' || word.trim() === '') continue;
        const here = pages.get(page) ?? { lines: new Map<string, string[]>(), sure: [] };
        const place = \`\${block}.\${paragraph}.\${line}\`;
        here.lines.set(place, [...(here.lines.get(place) ?? []), word.trim()]);
        here.sure.push(Number(confidence) / 100);
        pages.set(page, here);
      }
      return [...pages.values()].map(({ lines, sure }) => ({
        text: [...lines.values()].map((words) => words.join(' ')).join('\n'),
        quality: Math.min(1, Math.max(0, sure.reduce((sum, one) => sum + one, 0) / sure.length)),
      }));
    }

    const LARGEST_TEXT = 4_194_304;
    const MOST_AT_ONCE = 2;
    let free = MOST_AT_ONCE;
    const waiting: (() => void)[] = [];

    /** A program of the operating system, run without a shell; only a few at a time. \`first\` comes before its words. */
    export function program(command: string, ...first: readonly string[]): Program {
      return async (words, input, timeoutMs) => {
        if (free > 0) free -= 1;
        else await new Promise<void>((resolve) => waiting.push(resolve));
        try {
          return await outputOf(command, [...first, ...words], input, timeoutMs);
        } finally {
          const next = waiting.shift();
          if (next === undefined) free += 1;
          else next();
        }
      };
    }

    function outputOf(command: string, words: readonly string[], input: Buffer, timeoutMs: number): Promise<string> {
      return new Promise((resolve, reject) => {
        const env = { PATH: process.env['PATH'], OMP_THREAD_LIMIT: '1' };
        const child = spawn(command, words, { env, stdio: ['pipe', 'pipe', 'ignore'] });
        const fail = (error: CallFailed): void => {
          child.kill('SIGKILL');
          reject(error);
        };
        const timer = setTimeout(() => fail(new CallFailed('timeout')), timeoutMs);
        const parts: Buffer[] = [];
        let size = 0;
        child.stdout.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size > LARGEST_TEXT) fail(new CallFailed('invalid_response'));
        });
        child.on('error', () => {
          clearTimeout(timer);
          reject(new CallFailed('unavailable'));
        });
        child.on('close', (code) => {
          clearTimeout(timer);
          if (code === 0) resolve(Buffer.concat(parts).toString('utf8'));
          else reject(new CallFailed('rejected'));
        });
        // A program that ends without reading everything closes its side.
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
      });
    }

    function fieldsOf({ schema, read${when(tells, ', tells = []')} }: Extraction, text: string${when(tells, ', own: Own')}): NotFound | { fields: object } {
      const found = Object.entries(read).map(([name, reader]): [string, string | null] => [name, foundBy(reader, text)]);
      if (schema === null) return { fields: {} };
      const fields = Object.fromEntries(${tells ? '[...tells.map((name) => [name, own[name]]), ...found]' : 'found.map(([name, value]) => [name, value])'});
      const faults = faultsOf(schema, fields);
      if (faults.length === 0) return { fields };
      const named = faults.map(({ path, message }) => path.split('/')[1] ?? /'(.*)'/.exec(message)?.[1] ?? path);
      return { missing: [...new Set(named)] };
    }

    /** What a reader finds in a text; null where it finds nothing. */
    export function foundBy({ pattern, after, format }: Reader, text: string): string | null {
      const near = after === undefined ? text : afterLabel(text, after);
      if (near === null) return null;
      const match = pattern === undefined ? null : new RegExp(pattern, 'u').exec(near);
      const found = pattern === undefined ? near : (match?.[1] ?? match?.[0] ?? null);
      return found === null || format === undefined ? found : dateOf(found, format);
    }

    /** What stands behind a label in its line, or else in the next one. */
    function afterLabel(text: string, label: string): string | null {
      const lines = text.split('\n');
      for (const [at, line] of lines.entries()) {
        const start = line.toLowerCase().indexOf(label.toLowerCase());
        if (start < 0) continue;
        const rest = line
          .slice(start + label.length)
          .replace(/^[\s:.\-–=]+/u, '')
          .trim();
        const value = rest === '' ? (lines[at + 1]?.trim() ?? '') : rest;
        if (value !== '') return value;
      }
      return null;
    }

    /** A date of a layout such as \`dd/MM/yyyy\`, as RFC 3339 writes it. */
    function dateOf(text: string, format: string): string | null {
      const names: string[] = [];
      const escaped = format.replace(/[.*+?^\${}()|[\]\\]/g, '\\$&');
      const pattern = escaped.replace(/yyyy|MM|dd|M|d/g, (part) => {
        names.push(part);
        return part === 'yyyy' ? '(\\d{4})' : part.length === 2 ? '(\\d{2})' : '(\\d{1,2})';
      });
      const match = new RegExp(pattern).exec(text);
      if (match === null) return null;
      const part = (wanted: string): string => match[names.findIndex(([first]) => first === wanted) + 1] ?? '';
      return \`\${part('y')}-\${part('M').padStart(2, '0')}-\${part('d').padStart(2, '0')}\`;
    }
  `;
}

const OWN = code`
  /** What every reading gives besides its fields. */
  interface Own {
    text: string;
    quality: string;
  }
`;
