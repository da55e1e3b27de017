/** A place in a text: zero-based line and zero-based UTF-16 column, as in the Language Server Protocol. */
export interface Position {
  line: number;
  character: number;
}

/** A half-open stretch of text, `start` included and `end` excluded. */
export interface Range {
  start: Position;
  end: Position;
}

/** A half-open stretch of text in UTF-16 offsets from its start. Spans are what the model keeps; ranges are for people. */
export interface Span {
  start: number;
  end: number;
}

/** Turns offsets into positions and back. Built once per text, O(log lines) per question. */
export interface LineIndex {
  readonly lineCount: number;
  position(offset: number): Position;
  range(span: Span): Range;
  /** The offset of a position; a position past a line's end gives that line's end. */
  offset(position: Position): number;
  /** The zero-based line that holds an offset. */
  line(offset: number): number;
}

/** Indexes the line starts of a text. A line ends at LF, CRLF or a lone CR, as YAML 1.2 §5.4 has it. */
export function lineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const clamp = (offset: number): number => Math.max(0, Math.min(offset, text.length));
  const line = (offset: number): number => lastAtOrBefore(starts, clamp(offset));
  const position = (offset: number): Position => {
    const at = line(offset);
    return { line: at, character: clamp(offset) - (starts[at] ?? 0) };
  };
  return {
    lineCount: starts.length,
    line,
    position,
    range: (span) => ({ start: position(span.start), end: position(span.end) }),
    offset: ({ line: wanted, character }) => {
      const start = starts[wanted];
      if (start === undefined) return wanted < 0 ? 0 : text.length;
      const next = starts[wanted + 1] ?? text.length + 1;
      return Math.min(start + Math.max(0, character), next - 1);
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
