import type { MapNode, ScalarNode, SeqNode, YamlNode } from '../yaml/node.ts';
import { formatBlock } from './format-block.ts';
import { type Around, INDENT, type Token } from './token.ts';
import { withoutLeading, withoutTrailing } from './white-space.ts';

/** Where a node stands: the column of its parent, the depth of brackets around it, and the names that lead to it. */
interface Place {
  /** The column of the map or list that holds it; -2 for the whole document. */
  parent: number;
  flow: number;
  path: readonly string[];
}

/**
 * The tokens of a text, found by walking its tree; between them is nothing but white space. Null if something stands there that
 * a specification does not need, such as an explicit key.
 */
export function readTokens(text: string, root: YamlNode): Token[] | null {
  const reader = new TokenReader(text);
  try {
    reader.document(root);
    return reader.tokens;
  } catch (failure) {
    if (failure instanceof UnknownLayout) return null;
    throw failure;
  }
}

class UnknownLayout extends Error {}

class TokenReader {
  readonly tokens: Token[] = [];
  readonly #text: string;
  #at: number;
  #around: readonly Around[] = [];
  /** The blocks around the last token that was no comment. */
  #aroundLast: readonly Around[] = [];

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('\ufeff') ? 1 : 0;
  }

  document(root: YamlNode): void {
    this.#skip();
    if (this.#text.startsWith('---', this.#at)) this.#emit(3, { column: 0, kind: 'mark' });
    this.#node(root, { parent: -INDENT, flow: 0, path: [] });
    this.#skip();
    if (this.#text.startsWith('...', this.#at)) this.#emit(3, { column: 0, kind: 'mark' });
    this.#skip();
    if (this.#at < this.#text.length) throw new UnknownLayout();
  }

  #node(node: YamlNode, place: Place): void {
    if (node.kind === 'scalar') this.#scalar(node, place, ' ');
    else if (node.flow) this.#brackets(node, place);
    else if (node.kind === 'map') this.#blockMap(node, place);
    else this.#blockList(node, place);
  }

  #blockMap(map: MapNode, place: Place): void {
    const column = place.parent + INDENT;
    this.#within({ was: this.#columnOf(map.span.start), is: column }, () => {
      let several = false;
      for (const [i, entry] of map.entries.entries()) {
        const spans = this.#hasBreak(entry.span.start, entry.span.end);
        const section = place.path.length === 0 && i > 0 && (spans || several);
        several = spans;
        this.#scalar(entry.key, { ...place, parent: column - INDENT }, ' ', section);
        this.#mark(':', column, '', true);
        this.#node(entry.value, { parent: column, flow: 0, path: [...place.path, entry.key.value] });
      }
    });
  }

  #blockList(list: SeqNode, place: Place): void {
    const column = place.parent + INDENT;
    this.#skip();
    this.#within({ was: this.#columnOf(this.#at), is: column }, () => {
      for (const item of list.items) {
        this.#mark('-', column, ' ', true);
        this.#node(item, { ...place, parent: column, flow: 0 });
      }
    });
  }

  #brackets(node: MapNode | SeqNode, place: Place): void {
    const [opener, closer] = node.kind === 'map' ? ['{', '}'] : ['[', ']'];
    // In `[a: b]` the map has no brackets of its own.
    const bare = this.#text[node.span.start] !== opener;
    const inner = bare ? place : { ...place, flow: place.flow + 1 };
    const column = columnOf(inner);
    if (!bare) this.#mark(opener, columnOf(place), ' ', true, place.flow === 0);
    const count = node.kind === 'map' ? node.entries.length : node.items.length;
    for (let i = 0; i < count; i++) {
      if (node.kind === 'map') this.#pair(node.entries[i], inner);
      else this.#item(node.items[i], inner);
      if (!bare && this.#next() === ',') this.#mark(',', column, '', false, false);
    }
    if (!bare) this.#mark(closer, column - INDENT, '', false, false);
  }

  #pair(entry: MapNode['entries'][number] | undefined, place: Place): void {
    if (entry === undefined) return;
    this.#scalar(entry.key, place, ' ');
    if (this.#next() === ':') this.#mark(':', columnOf(place), '', true, false);
    this.#node(entry.value, { ...place, path: [...place.path, entry.key.value] });
  }

  #item(item: YamlNode | undefined, place: Place): void {
    if (item !== undefined) this.#node(item, place);
  }

  #scalar(node: ScalarNode, place: Place, glue: ' ', section = false): void {
    if (node.style === 'empty') return;
    this.#skip();
    if (node.style === 'literal' || node.style === 'folded') {
      this.#block(node, place);
      return;
    }
    if (this.#at !== node.span.start) throw new UnknownLayout();
    const column = columnOf(place);
    const written = this.#text.slice(node.span.start, node.span.end);
    const text = folded(written, column, node.style === 'double');
    this.#emit(node.span.end - node.span.start, { text, column, glue, section, spaced: place.flow === 0 });
  }

  /** A header such as `|-`, perhaps a comment, and the lines below it. */
  #block(node: ScalarNode, place: Place): void {
    const header = /[|>][-+0-9]*/y;
    header.lastIndex = this.#at;
    const found = header.exec(this.#text)?.[0];
    if (found === undefined) throw new UnknownLayout();
    this.#emit(found.length, { column: columnOf(place), glue: ' ', kind: 'mark' });
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at++;
    if (this.#text[this.#at] === '#') this.#comment();
    const block = formatBlock(this.#text, node, found, place.parent, place.path);
    if (block === 'unknown') throw new UnknownLayout();
    if (block === null) return;
    this.#at = this.tokens.at(-1)?.end ?? this.#at;
    this.#emit(block.end - this.#at, { text: block.text, kind: 'block', endsLine: block.endsLine });
  }

  #mark(mark: string, column: number, glue: '' | ' ', opens: boolean, spaced = true): void {
    this.#skip();
    if (!this.#text.startsWith(mark, this.#at)) throw new UnknownLayout();
    this.#emit(mark.length, { column, glue, opens, spaced, kind: 'mark' });
  }

  #emit(length: number, more: Partial<Token>): void {
    const [start, end] = [this.#at, this.#at + length];
    const before = this.tokens.at(-1);
    const opened = before?.kind === 'mark' && (before.text === '{' || before.text === '[');
    this.tokens.push({
      start,
      end,
      text: this.#text.slice(start, end),
      column: 0,
      kind: 'text',
      opens: false,
      spaced: true,
      section: false,
      endsLine: false,
      around: [],
      ...more,
      glue: opened || before === undefined ? '' : (more.glue ?? ''),
    });
    this.#at = end;
    this.#aroundLast = this.#around;
  }

  #next(): string | undefined {
    this.#skip();
    return this.#text[this.#at];
  }

  /** Goes to the next thing that is neither white space nor a comment; comments become tokens on the way. */
  #skip(): void {
    for (;;) {
      while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++;
      if (this.#text[this.#at] !== '#') return;
      this.#comment();
    }
  }

  #comment(): void {
    const rest = /[^\r\n]*/y;
    rest.lastIndex = this.#at;
    const text = withoutTrailing(rest.exec(this.#text)?.[0] ?? '');
    const around = this.#aroundLast.length >= this.#around.length ? this.#aroundLast : this.#around;
    const last = this.#aroundLast;
    this.#emit(text.length, { kind: 'comment', glue: '  ', around });
    this.#aroundLast = last;
  }

  #within(block: Around, work: () => void): void {
    const before = this.#around;
    this.#around = [...before, block];
    work();
    this.#around = before;
  }

  #columnOf(offset: number): number {
    let start = offset;
    while (start > 0 && !/[\r\n]/.test(this.#text[start - 1] ?? '')) start--;
    return offset - start;
  }

  #hasBreak(start: number, end: number): boolean {
    return /[\r\n]/.test(this.#text.slice(start, end));
  }
}

/** The column of what starts a line at a place: one level below its parent, and one more for each bracket. */
function columnOf(place: Place): number {
  return place.parent + INDENT + place.flow * INDENT;
}

/**
 * A text of several lines: white space at the start of its lines has no meaning, nor has that at their ends but in double quotes,
 * where it may be escaped. Blank lines have.
 */
function folded(text: string, column: number, keepEnds: boolean): string {
  const lines = text.split(/\r\n|\r|\n/);
  const last = lines.length - 1;
  return lines
    .map((line, i) => {
      const trimmed = i === last || keepEnds ? line : withoutTrailing(line);
      const content = i === 0 ? trimmed : withoutLeading(trimmed);
      return i === 0 || content === '' ? content : ' '.repeat(column) + content;
    })
    .join('\n');
}
