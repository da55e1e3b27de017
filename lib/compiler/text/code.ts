import { printedWidth } from './origin.ts';

/** What may stand in a hole: a text of any number of lines, several of them, or nothing. */
export type Hole = string | number | readonly string[] | null | false;

/**
 * A template that looks like what it makes. The common indentation goes; a hole's further lines get the indentation of the
 * line that it stands on; a line that holds nothing but empty holes goes, and so do second empty lines in a row and
 * empty lines just inside brackets.
 * Backslashes are literal (the result is source code), except before a backtick and before `${`.
 */
export function code(strings: TemplateStringsArray, ...holes: readonly Hole[]): string {
  const parts = partsOf(strings);
  const lines: { text: string; filled: boolean; hole: boolean }[] = [{ text: '', filled: false, hole: false }];
  parts.forEach((part, at) => {
    part.forEach((piece, row) => {
      if (row > 0) lines.push({ text: '', filled: false, hole: false });
      append(lines, piece, false);
    });
    if (at < holes.length) append(lines, said(holes[at]), true);
  });
  const kept = lines.filter(({ text, filled, hole }) => !hole || filled || printedWidth(text.trim()) > 0);
  return kept
    .map(({ text }) => text.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/([{[(])\n\n/g, '$1\n')
    .replace(/\n\n(?= *[}\])])/g, '\n')
    .replace(/^\n+|\n+$/g, '');
}

/** A text if the condition holds. */
export function when(condition: boolean, text: string): string {
  return condition ? text : '';
}

/** Each template is written once in the source and filled many times. */
const KNOWN = new WeakMap<TemplateStringsArray, readonly (readonly string[])[]>();

/** The lines between the holes of a template. */
function partsOf(strings: TemplateStringsArray): readonly (readonly string[])[] {
  const known = KNOWN.get(strings);
  if (known !== undefined) return known;
  const parts = dedent(strings.raw).map((part) => part.split('\n').map(unescaped));
  KNOWN.set(strings, parts);
  return parts;
}

function append(lines: { text: string; filled: boolean; hole: boolean }[], text: string, hole: boolean): void {
  const line = lines.at(-1);
  if (line === undefined) return;
  line.text += hole && text.includes('\n') ? text.replace(/\n(?=[^\n])/g, `\n${indentOf(line.text)}`) : text;
  line.hole ||= hole;
  line.filled ||= text.trim() !== '';
}

function indentOf(text: string): string {
  return /^ */.exec(text)?.[0] ?? '';
}

function said(hole: Hole | undefined): string {
  if (hole === undefined || hole === null || hole === false) return '';
  return typeof hole === 'string' ? hole : typeof hole === 'number' ? String(hole) : hole.join('\n');
}

function unescaped(piece: string): string {
  return piece.replace(/\\(`|\$\{)/g, '$1');
}

function dedent(raw: readonly string[]): string[] {
  const indents = raw.flatMap((part, at) =>
    part
      .split('\n')
      .filter((line, row, all) => row > 0 && (line.trim() !== '' || (row === all.length - 1 && at < raw.length - 1)))
      .map((line) => /^ */.exec(line)?.[0].length ?? 0),
  );
  const common = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return raw.map((part) => part.replace(/\n( *)/g, (_, spaces: string) => `\n${spaces.slice(common)}`));
}
