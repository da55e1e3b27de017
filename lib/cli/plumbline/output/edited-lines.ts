import { type GeneratedFile, originOf } from '../../../compiler/index.ts';
import { lineIndex } from '../../../core/text-range.ts';

/** A line that somebody changed in a generated file, and where the specification says what stood there. 1-based. */
export interface EditedLine {
  line: number;
  /** Null: the line is alike in every service, and no specification says it. */
  says: { line: number; node: string } | null;
}

/** Places that are named for one file. */
const MOST = 5;

/**
 * Where a file on the disk is not what was made, and which part of the specification to change instead. Lines that were only
 * added are named by the line before them.
 */
export function editedLines(made: GeneratedFile, onDisk: string, specification: string): EditedLine[] {
  const index = lineIndex(specification);
  const found = new Map<string, EditedLine>();
  for (const line of changedLines(made.text.split('\n'), onDisk.split('\n'))) {
    const origin = originOf(made, line);
    const says = origin === null ? null : { line: index.line(origin.span.start) + 1, node: origin.specId };
    const key = says === null ? '' : says.node;
    if (!found.has(key)) found.set(key, { line, says });
  }
  return [...found.values()].slice(0, MOST);
}

/** Lines of `made` (1-based) that the other text does not have between what both begin and end with. */
function changedLines(made: readonly string[], other: readonly string[]): number[] {
  let start = 0;
  while (start < made.length && start < other.length && made[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(made.length, other.length) - start;
  while (end < most && made[made.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const kept = new Set(other.slice(start, other.length - end));
  const changed = made.slice(start, made.length - end).flatMap((text, at) => (kept.has(text) ? [] : [start + at + 1]));
  return changed.length > 0 ? changed : [Math.max(1, start)];
}
