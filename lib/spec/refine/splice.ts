import type { TextEdit } from '../diagnostic.ts';
import type { MapEntry, MapNode, SeqNode, YamlNode } from '../yaml/node.ts';
import { entryOf, isEmpty } from '../yaml/node.ts';
import type { Draft } from './draft.ts';
import { writeBlock, writeFlow } from './write-draft.ts';

/** Where declarations or steps stand: a map by name, or a list of maps with one key each. */
export type Container = MapNode | SeqNode;

/**
 * Collects changes of a text: values are replaced, and declarations and steps are put in, in the way of writing that is there.
 * No other character is touched, and no two edits overlap.
 */
export class Splice {
  readonly #text: string;
  readonly #root: MapNode;
  readonly #newline: string;
  readonly #replaced: TextEdit[] = [];
  /** What is put in, by its place: in the order in which it was asked for, which is from the inside out. */
  readonly #inserts = new Map<number, string>();
  /** Declarations for sections that are not there yet. */
  readonly #sections = new Map<string, { name: string; draft: Draft }[]>();

  constructor(text: string, root: MapNode) {
    this.#text = text;
    this.#root = root;
    this.#newline = /\r?\n/.exec(text)?.[0] ?? '\n';
  }

  /** Writes a draft in the place of an entry's value; what stood there stays as a comment where comments can stand. */
  replace(entry: MapEntry, inFlow: boolean, draft: Draft, comment: string): void {
    const { start, end } = this.#valueSpan(entry);
    const indent = this.#column(entry.key.span.start) + 2;
    const text = inFlow
      ? ` ${writeFlow(draft)}`
      : writeBlock(draft, indent, this.#newline, printable(comment + this.#headerComment(entry)));
    this.#replaced.push({ span: { start, end }, text });
  }

  /** Puts steps in behind an item of a list of steps. */
  insertAfter(list: Container, item: YamlNode | MapEntry, steps: readonly { name: string; draft: Draft }[]): void {
    for (const step of steps) this.#insertOne(list, item.span.end, step, this.#itemIndent(list));
  }

  /** Adds a declaration to a section, which is made if it is not there. False if the section has another form. */
  declare(section: string, name: string, draft: Draft): boolean {
    const entry = entryOf(this.#root, section);
    if (entry === undefined) {
      this.#sections.set(section, [...(this.#sections.get(section) ?? []), { name, draft }]);
      return true;
    }
    const { value } = entry;
    if (isEmpty(value)) {
      const indent = this.#column(entry.key.span.start) + 2;
      const text = `${this.#newline}${' '.repeat(indent)}${name}:${writeBlock(draft, indent + 2, this.#newline)}`;
      this.#insert(this.#lineEnd(entry.key.span.end), text);
      return true;
    }
    if (value.kind === 'scalar') return false;
    const last = value.kind === 'map' ? value.entries.at(-1) : value.items.at(-1);
    const at = last?.span.end ?? value.span.start + 1;
    this.#insertOne(value, at, { name, draft }, this.#itemIndent(value), last === undefined);
    return true;
  }

  /** The edits in text order. */
  edits(): readonly TextEdit[] {
    this.#addSections();
    const put = [...this.#inserts].map(([at, text]): TextEdit => ({ span: { start: at, end: at }, text }));
    return [...this.#replaced, ...put].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  #insert(at: number, text: string): void {
    this.#inserts.set(at, (this.#inserts.get(at) ?? '') + text);
  }

  #insertOne(
    list: Container,
    end: number,
    { name, draft }: { name: string; draft: Draft },
    indent: number,
    first = false,
  ): void {
    if (list.flow) {
      const written = `${name}: ${writeFlow(draft)}`;
      const text = `${first ? '' : ', '}${list.kind === 'seq' ? `{${written}}` : written}`;
      this.#insert(end, text);
      return;
    }
    const dash = list.kind === 'seq' ? '- ' : '';
    const written = writeBlock(draft, indent + dash.length + 2, this.#newline);
    const text = `${this.#newline}${' '.repeat(indent)}${dash}${name}:${written}`;
    this.#insert(this.#lineEnd(end), text);
  }

  #addSections(): void {
    const { flow, entries } = this.#root;
    const end = entries.at(-1)?.span.end ?? this.#root.span.start + 1;
    const indent = this.#column(entries[0]?.key.span.start ?? 0);
    for (const [section, declared] of this.#sections) {
      const draft: Draft = {
        kind: 'map',
        flow: false,
        entries: declared.map(({ name, draft: value }) => ({ key: name, value, note: null })),
      };
      const text = flow
        ? `, ${section}: ${writeFlow(draft)}`
        : `${this.#newline}${this.#newline}${' '.repeat(indent)}${section}:${writeBlock(draft, indent + 2, this.#newline)}`;
      this.#insert(flow ? end : this.#lineEnd(end), text);
    }
    this.#sections.clear();
  }

  /** From behind the colon to the end of the value; comments between them stay. The sign of a block of lines goes with it. */
  #valueSpan({ key, value }: MapEntry): TextEdit['span'] {
    const colon = this.#text.indexOf(':', key.span.end) + 1;
    const between = this.#text.slice(colon, value.span.start);
    let { end } = value.span;
    while (end > value.span.start && /[\r\n]/.test(this.#text.charAt(end - 1))) end--;
    const whole = /^[ \t]*$/.test(between) || isLines(value);
    return { start: colon > 0 && whole ? colon : value.span.start, end };
  }

  /** What stands behind the sign of a block of lines: `| # such a comment`. */
  #headerComment({ key, value }: MapEntry): string {
    if (!isLines(value)) return '';
    return /#[^\r\n]*/.exec(this.#text.slice(key.span.end, value.span.start))?.[0].replace(/^#\s*/, ' # ') ?? '';
  }

  /** Where the items of a block stand: the column of their keys, or of their dashes. */
  #itemIndent(list: Container): number {
    const first = list.kind === 'map' ? list.entries[0]?.key : list.items[0];
    if (first === undefined || list.flow) return 0;
    if (list.kind === 'map') return this.#column(first.span.start);
    const dash = this.#text.lastIndexOf('-', first.span.start - 1);
    return this.#column(dash < 0 ? first.span.start : dash);
  }

  #column(offset: number): number {
    return offset - this.#lineStart(offset);
  }

  #lineStart(offset: number): number {
    return Math.max(this.#text.lastIndexOf('\n', offset - 1), this.#text.lastIndexOf('\r', offset - 1)) + 1;
  }

  /** The end of the line in which a value ends; line breaks that belong to a block of lines are behind it. */
  #lineEnd(offset: number): number {
    let at = offset;
    while (at > 0 && /[\r\n]/.test(this.#text.charAt(at - 1))) at--;
    while (at < this.#text.length && !/[\r\n]/.test(this.#text.charAt(at))) at++;
    return at;
  }
}

/** Whether a value is written as a block of lines behind `|` or `>`. */
function isLines(value: YamlNode): boolean {
  return value.kind === 'scalar' && (value.style === 'literal' || value.style === 'folded');
}

/** One line without what a comment cannot hold. */
function printable(text: string): string | null {
  const line = text
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line === '' ? null : [...line].slice(0, 160).join('');
}
