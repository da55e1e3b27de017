import { assert } from '../../core/assert.ts';
import type { SpecNode } from '../../spec/model.ts';
import type { GeneratedFile, LineOrigin } from '../generated-file.ts';

// Marks travel inside the texts while a file is put together. Quoted user values cannot hold them: quoting escapes them.
const BEGIN = '\u0001';
const NAMED = '\u0002';
const TEXT = '\u0003';
const END = '\u0004';
const MARKS = /\u0001([^\u0002]*)\u0002(\d+):(\d+)\u0003|\u0004/g;

/** Marks a text as coming from a node of the specification. */
export function origin(node: SpecNode, text: string): string {
  if (text === '') return '';
  const [begin, end] = marks(node);
  return `${begin}${text}${end}`;
}

/** What stands before and after a text that comes from a node; neither takes any width. */
export function marks({ id, span }: SpecNode): readonly [begin: string, end: string] {
  return [`${BEGIN}${id.replace(/[\u0001-\u0004]/g, '')}${NAMED}${span.start}:${span.end}${TEXT}`, END];
}

/** The columns that a text takes, marks not counted. */
export function printedWidth(text: string): number {
  return text.includes(BEGIN) || text.includes(END) ? text.replace(MARKS, '').length : text.length;
}

/** Turns a text with marks into a file with its origins. */
export function generatedFile(path: string, marked: string): GeneratedFile {
  const origins: LineOrigin[] = [];
  const open: LineOrigin[] = [];
  const lines = `${marked.replace(/\n+$/, '')}\n`.split('\n').map((line, at) => {
    if (!line.includes(BEGIN) && !line.includes(END)) return line;
    return line.replace(MARKS, (mark, specId: string, start: string, end: string) => {
      if (mark === END) {
        const done = open.pop();
        assert(done !== undefined, 'marks of origins are balanced');
        origins.push({ ...done, toLine: at + 1 });
      } else {
        open.push({ fromLine: at + 1, toLine: at + 1, specId, span: { start: Number(start), end: Number(end) } });
      }
      return '';
    });
  });
  assert(open.length === 0, 'marks of origins are balanced');
  origins.sort((a, b) => a.fromLine - b.fromLine || b.toLine - a.toLine);
  return { path, text: lines.join('\n'), origins };
}
