/**
 * A stretch of the text that reads the same alone as within the text. `entry` is a top-level key with all that belongs to it.
 * A section of declarations is cut further: `head` is its key alone, and each `item` that follows is one entry of its map or
 * one item of its list. `whole` is a text that cannot be cut.
 */
export interface Piece {
  kind: 'whole' | 'entry' | 'head' | 'item';
  start: number;
  end: number;
  /** What an item's section is; null for the other kinds. */
  of: 'map' | 'seq' | null;
}

/**
 * Cuts a text into pieces, in text order. YAML lets no quoted text, flow collection or block go on in a line that is indented
 * no deeper than the map or list that holds it (YAML 1.2.2 §6.1 and §8), so such a line always starts something new, or is a mistake.
 * Needs time proportional to the number of lines.
 */
export function cutPieces(text: string): Piece[] {
  const whole: Piece[] = [{ kind: 'whole', start: 0, end: text.length, of: null }];
  const cut: Cut = { pieces: [], body: null };
  let marked = false;
  for (let start = text.startsWith('\ufeff') ? 1 : 0; start < text.length; ) {
    const next = nextLine(text, start);
    const first = firstVisible(text, start);
    const indent = first - start;
    if (!isContent(text, first)) {
      // Blank lines and comments belong to what stands above them.
    } else if (indent === 0 && MARKER.test(text.slice(start, start + 4))) {
      if (marked || cut.pieces.length > 0 || !BARE_MARKER.test(text.slice(start, next))) return whole;
      marked = true;
    } else if (indent === 0 && !goesOn(text, first)) {
      if (isMarked(text, first) || (cut.pieces.length === 0 && !isKey(text, first))) return whole;
      startEntry(cut, text, start, next);
    } else if (cut.pieces.length === 0) {
      return whole;
    } else if (cut.body !== null) {
      startItem(cut, text, cut.body, start, first);
    }
    start = next;
  }
  return cut.pieces.length === 0 ? whole : ended(cut.pieces, text.length);
}

interface Cut {
  pieces: Piece[];
  /** The section that may still be cut into items. `of` is null until its first item is seen. */
  body: { indent: number; of: 'map' | 'seq' | null } | null;
}

const MARKER = /^(?:---|\.\.\.)(?:[ \t\r\n]|$)|^%/;
const BARE_MARKER = /^---[ \t]*(?:[ \t]#.*)?[\r\n]*$/;
// Deliberately narrow: what is not recognised is only cut less finely.
const PLAIN_KEY = /[^\s!"#%&'*,:>?@[\]`{|}-][^\r\n:#]*:(?=[ \t\r\n]|$)/y;
const QUOTED_KEY = /(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*')[ \t]*:(?=[ \t\r\n]|$)/y;
const REST_IS_EMPTY = /[ \t]*(?:[ \t]#[^\r\n]*)?(?:[\r\n]|$)/y;

function startEntry(cut: Cut, text: string, start: number, next: number): void {
  const colon = isKey(text, start) ? keyEnd(text, start) : -1;
  REST_IS_EMPTY.lastIndex = Math.max(colon, 0);
  const bare = colon >= 0 && REST_IS_EMPTY.test(text) && next < text.length;
  cut.pieces.push({ kind: 'entry', start, end: start, of: null });
  cut.body = bare ? { indent: -1, of: null } : null;
}

/** A line below a section's key: the first one says what the section is, later ones start an item or belong to the last one. */
function startItem(cut: Cut, text: string, body: NonNullable<Cut['body']>, start: number, first: number): void {
  const indent = first - start;
  const dash = isDash(text, first);
  if (body.of === null) {
    const of = dash ? 'seq' : indent > 0 && isKey(text, first) ? 'map' : null;
    cut.body = of === null ? null : { indent, of };
    const head = cut.pieces.at(-1);
    if (of === null || head === undefined) return;
    head.kind = 'head';
    cut.pieces.push({ kind: 'item', start, end: start, of });
  } else if (indent === body.indent && isMarked(text, first)) {
    joinItems(cut);
  } else if (indent === body.indent && (body.of === 'seq' ? dash : !goesOn(text, first))) {
    cut.pieces.push({ kind: 'item', start, end: start, of: body.of });
  }
}

/** Makes one entry of a section again. */
function joinItems(cut: Cut): void {
  while (cut.pieces.at(-1)?.kind === 'item') cut.pieces.pop();
  const head = cut.pieces.at(-1);
  if (head !== undefined) head.kind = 'entry';
  cut.body = null;
}

function ended(pieces: Piece[], end: number): Piece[] {
  for (const [index, piece] of pieces.entries()) piece.end = pieces[index + 1]?.start ?? end;
  return pieces;
}

/**
 * Whether a line continues what stands above it although it is not indented deeper: a list below its key, a closing bracket, a
 * tab in the place of spaces.
 */
function goesOn(text: string, at: number): boolean {
  const character = text[at];
  return character === ']' || character === '}' || character === '\t' || isDash(text, at);
}

/** `? key` and `: value`, which stand in two lines, or alone with an empty key. No specification has them. */
function isMarked(text: string, at: number): boolean {
  const after = text[at + 1];
  return (text[at] === '?' || text[at] === ':') && (after === undefined || /\s/.test(after));
}

function isDash(text: string, at: number): boolean {
  const after = text[at + 1];
  return (
    text[at] === '-' && (after === undefined || after === ' ' || after === '\t' || after === '\n' || after === '\r')
  );
}

function isKey(text: string, at: number): boolean {
  return keyEnd(text, at) >= 0;
}

/** Behind the colon of the key that starts at a place, or -1. */
function keyEnd(text: string, at: number): number {
  for (const pattern of [PLAIN_KEY, QUOTED_KEY]) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  return -1;
}

function isContent(text: string, first: number): boolean {
  let at = first;
  while (text[at] === '\t' || text[at] === ' ') at++;
  const character = text[at];
  return character !== undefined && character !== '\n' && character !== '\r' && character !== '#';
}

function firstVisible(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

/** The start of the line after this one; the text's end after the last. A line ends at LF, CRLF or a lone CR. */
function nextLine(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) return at + 1;
    if (code === 13) return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  }
  return text.length;
}
