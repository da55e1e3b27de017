import { EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import type { Span } from '../../core/text-range.ts';

/** Levels of nesting that are read. */
export const MAX_DEPTH = 64;
const LINE_ATTEMPTS = 4;
const SECTION_ATTEMPTS = 12;

/** Why a stretch of the text is not YAML. */
export interface SyntaxProblem {
  kind: 'syntax' | 'tab' | 'tag' | 'depth';
  reason: string;
  span: Span;
}

/**
 * Reads a piece of a text as YAML events. A part that is no YAML is reported, taken out, and the rest is read: first the line,
 * after some attempts the whole top-level section, so that one mistake does not hide what the rest means. All offsets are those
 * of the whole text, in which the piece starts at `base`. Events are null if nothing can be read.
 */
export function readEvents(
  piece: string,
  maxDepth: number,
  base: number,
): { events: Event[] | null; problems: SyntaxProblem[] } {
  const problems: SyntaxProblem[] = [];
  let rest = piece;
  for (let attempt = 0; attempt < LINE_ATTEMPTS + SECTION_ATTEMPTS; attempt++) {
    const result = tryRead(rest, maxDepth);
    if (Array.isArray(result)) return { events: moveEvents(result, base), problems: moveProblems(problems, base) };
    const problem = explainFailure(rest, result.reason, result.at, maxDepth);
    if (!problems.some((other) => near(piece, other.span, problem.span))) problems.push(problem);
    if (problem.kind === 'depth') break;
    const out = attempt < LINE_ATTEMPTS ? lineAt(rest, problem.span.start) : sectionAt(rest, problem.span.start);
    const blanked = blank(rest, out);
    if (blanked === rest) break;
    rest = blanked;
  }
  return { events: null, problems: moveProblems(problems, base) };
}

/** The events are ours alone, so they are moved where they are. -1 stands for what is not there. */
function moveEvents(events: Event[], by: number): Event[] {
  if (by === 0) return events;
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) continue;
    if (event.anchorStart >= 0) event.anchorStart += by;
    if (event.anchorEnd >= 0) event.anchorEnd += by;
    if (event.type === EVENT_ID.ALIAS) continue;
    if (event.tagStart >= 0) event.tagStart += by;
    if (event.tagEnd >= 0) event.tagEnd += by;
    if (event.type === EVENT_ID.SCALAR) {
      if (event.valueStart >= 0) event.valueStart += by;
      if (event.valueEnd >= 0) event.valueEnd += by;
    } else event.start += by;
  }
  return events;
}

function moveProblems(problems: readonly SyntaxProblem[], by: number): SyntaxProblem[] {
  return problems.map(({ span, ...rest }) => ({ ...rest, span: { start: span.start + by, end: span.end + by } }));
}

function tryRead(text: string, maxDepth: number): Event[] | { reason: string; at: number } {
  try {
    return parseEvents(text, { maxDepth });
  } catch (error) {
    if (error instanceof YAMLException) return { reason: error.reason, at: error.mark?.position ?? 0 };
    return { reason: 'the text cannot be read', at: 0 };
  }
}

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [
    /bad indentation of a mapping entry/,
    'the line does not fit: check the indentation, and put a text with `: ` or `? :` in quotes',
  ],
  [/bad indentation of a sequence entry/, 'the list item is not indented like the others'],
  [
    /multiline key may not be an implicit key|expected ':' after a mapping key/,
    'a key needs a colon and a space after it',
  ],
  [
    /missed comma between flow collection entries/,
    'a comma or a closing bracket is missing; put an expression in quotes',
  ],
  [/expected the node content, but found ','/, 'there is nothing between two commas'],
  [/whitespace character is expected after the key-value separator/, 'a space is needed after the colon'],
  [
    /unknown escape sequence|expected hexadecimal/,
    'this escape is not known; use single quotes for a text with backslashes',
  ],
  [
    /end of the stream or a document separator is expected/,
    'the line does not belong to what stands above it: check the indentation',
  ],
];

/** Noticed at the end of the text or of the indentation, long after the place where it began. */
const UNCLOSED = /quoted scalar|deficient indentation|within a flow collection/;

/** Whether a line opens a quote that it does not close. A quote inside a word is an apostrophe. */
function hasOpenQuote(line: string): boolean {
  const opened = /(?:^|[\s:,[{(-])(['"])/.exec(line)?.[1];
  return opened !== undefined && line.split(opened).length % 2 === 0;
}

function explainFailure(text: string, reason: string, at: number, maxDepth: number): SyntaxProblem {
  if (/maxDepth/.test(reason)) return { kind: 'depth', reason, span: { start: at, end: at } };
  const line = lineAt(text, at);
  if (/tab characters/.test(reason) || (/indentation/.test(reason) && /^ *\t/.test(text.slice(line.start, line.end)))) {
    return { kind: 'tab', reason, span: { start: at, end: at + 1 } };
  }
  const mark = /(?:^|[\s:,{[-])(![^\s,}\]]*)/.exec(text.slice(line.start, line.end));
  if (/tag/.test(reason) && mark?.[1] !== undefined) {
    const start = line.start + mark.index + mark[0].length - mark[1].length;
    return { kind: 'tag', reason: mark[1], span: { start, end: line.end } };
  }
  const said = PLAIN.find(([pattern]) => pattern.test(reason))?.[1] ?? reason;
  if (UNCLOSED.test(reason)) {
    const span = openingLine(text, maxDepth);
    return {
      kind: 'syntax',
      reason: hasOpenQuote(text.slice(span.start, span.end)) ? 'a quote is not closed' : 'a bracket is not closed',
      span,
    };
  }
  return { kind: 'syntax', reason: said, span: visible(text, { start: at, end: line.end }, line) };
}

/**
 * An unclosed quote or bracket is noticed much later. It was opened in the last line of the shortest beginning of the text that
 * fails in the same way; found by halving, so that it costs some ten readings.
 */
function openingLine(text: string, maxDepth: number): Span {
  const ends = [...text.matchAll(/\r\n|\r|\n|$/g)].map((match) => match.index);
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const result = tryRead(text.slice(0, ends[middle] ?? text.length), maxDepth);
    if (!Array.isArray(result) && UNCLOSED.test(result.reason)) high = middle;
    else low = middle + 1;
  }
  const end = ends[low] ?? text.length;
  return visible(text, lineAt(text, end), lineAt(text, end));
}

function visible(text: string, span: Span, line: Span): Span {
  let { start, end } = span.start < span.end && text.slice(span.start, span.end).trim() !== '' ? span : line;
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return { start, end };
}

/** The line of an offset without its end; a blank one stands for the line above it. */
function lineAt(text: string, offset: number): Span {
  for (let at = Math.max(0, Math.min(offset, text.length)); ; at--) {
    let start = at;
    while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
    let end = at;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
    if (start === 0 || text.slice(start, end).trim() !== '') return { start, end };
    at = start;
  }
}

/** From the last line that starts in the first column up to the next one. */
function sectionAt(text: string, offset: number): Span {
  const top = /^[^\s#]/gm;
  let start = 0;
  for (let match = top.exec(text); match !== null; match = top.exec(text)) {
    if (match.index > offset) return { start, end: match.index };
    start = match.index;
  }
  return { start, end: text.length };
}

function blank(text: string, span: Span): string {
  return text.slice(0, span.start) + text.slice(span.start, span.end).replace(/[^\r\n]/g, ' ') + text.slice(span.end);
}

/** One mistake tends to fail again in the lines around it. */
function near(text: string, a: Span, b: Span): boolean {
  const [from, to] = a.start < b.start ? [a.start, b.start] : [b.start, a.start];
  return to - from < 2000 && text.slice(from, to).split('\n').length <= 3;
}
