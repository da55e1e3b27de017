/** How many lines a text gained and lost against another one. */
export interface LineCounts {
  added: number;
  removed: number;
}

/** Past this many differences the count is that of a rewritten file: exact figures would say nothing more. */
const MOST_DIFFERENCES = 2_000;

/** Counts added and removed lines of the shortest edit (Myers, “An O(ND) Difference Algorithm”, 1986). */
export function lineDiff(before: string, after: string): LineCounts {
  const [a, b] = withoutCommonEnds(linesOf(before), linesOf(after));
  const edits = editDistance(a, b);
  if (edits === null) return { added: b.length, removed: a.length };
  const added = (edits + b.length - a.length) / 2;
  return { added, removed: edits - added };
}

/** The lines of a text; a last line end makes no empty line of its own. */
function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function withoutCommonEnds(a: string[], b: string[]): [string[], string[]] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/** The least number of single-line insertions and deletions, or null when there are too many to count. */
function editDistance(a: string[], b: string[]): number | null {
  const limit = Math.min(a.length + b.length, MOST_DIFFERENCES);
  const furthest = new Int32Array(2 * limit + 3);
  const at = (diagonal: number): number => furthest[diagonal + limit + 1] ?? 0;
  for (let edits = 0; edits <= limit; edits++) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1));
      let x = down ? at(diagonal + 1) : at(diagonal - 1) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      furthest[diagonal + limit + 1] = x;
      if (x >= a.length && x - diagonal >= b.length) return edits;
    }
  }
  return null;
}
