import type { TextEdit } from '../diagnostic.ts';
import type { Token } from './token.ts';

/** The edits that bring a text's tokens into canonical form: white space between them, and inside those of several lines. */
export function layOut(text: string, tokens: readonly Token[]): TextEdit[] {
  const gaps = tokens.map((token, i) => readGap(text, tokens[i - 1], token));
  const columns = columnsOf(text, tokens, gaps);
  const above = blankAbove(tokens, gaps, columns);
  const edits: TextEdit[] = [];
  const write = (start: number, end: number, wanted: string): void => {
    if (text.slice(start, end) !== wanted) edits.push({ span: { start, end }, text: wanted });
  };
  for (const [i, token] of tokens.entries()) {
    write(
      tokens[i - 1]?.end ?? 0,
      token.start,
      gapOf(tokens[i - 1], token, gaps[i] ?? 0, columns[i] ?? 0, above.has(i)),
    );
    write(token.start, token.end, token.text);
  }
  const last = tokens.at(-1);
  write(last?.end ?? 0, text.length, last?.endsLine === true ? '' : '\n');
  return edits;
}

/** How many line breaks stand before a token. */
function readGap(text: string, before: Token | undefined, token: Token): number {
  const gap = text.slice(before?.end ?? 0, token.start);
  return gap.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** A token that starts a line does so in canonical form too. */
function gapOf(before: Token | undefined, token: Token, breaks: number, column: number, forced: boolean): string {
  if (token.kind === 'block') return '';
  if (before === undefined) return ' '.repeat(column);
  if (before.endsLine) return ' '.repeat(column);
  if (breaks === 0) return token.glue;
  const blank = forced || (breaks > 1 && token.spaced && !before.opens);
  return `\n${blank ? '\n' : ''}${' '.repeat(column)}`;
}

/**
 * The column of each token. A comment on a line of its own belongs to what follows it, unless it is indented deeper: then it
 * belongs to the block before it that it is indented like. From the end, so that many comments cost no more than few.
 */
function columnsOf(text: string, tokens: readonly Token[], gaps: readonly number[]): number[] {
  const columns: number[] = [];
  let following: { was: number; is: number } | null = null;
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token === undefined) continue;
    if (token.kind !== 'comment') {
      columns.push(token.column);
      // What stands behind a comment always starts a line; a token inside of one is no place to follow.
      following = gaps[i] === 0 ? following : { was: columnIn(text, token.start), is: token.column };
      continue;
    }
    const was = columnIn(text, token.start);
    const own = token.around.findLast((block) => block.was <= was)?.is;
    columns.push(following !== null && was <= following.was ? following.is : (own ?? following?.is ?? 0));
  }
  return columns.reverse();
}

function columnIn(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return offset - start;
}

/** The tokens with a blank line above: sections, or the comments that stand right above them. */
function blankAbove(
  tokens: readonly Token[],
  gaps: readonly number[],
  columns: readonly number[],
): ReadonlySet<number> {
  const above = new Set<number>();
  for (const [i, token] of tokens.entries()) {
    if (!token.section) continue;
    let first = i;
    while (
      tokens[first - 1]?.kind === 'comment' &&
      gaps[first] === 1 &&
      gaps[first - 1] !== 0 &&
      columns[first - 1] === 0
    )
      first--;
    above.add(first);
  }
  return above;
}
