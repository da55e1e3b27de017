/** The one stretch in which two texts differ: `start` up to `oldEnd` became `start` up to `newEnd`. */
export interface Edit {
  start: number;
  oldEnd: number;
  newEnd: number;
}

const BLOCK = 4096;

/** What changed from one text to another. Several changes count as one that holds them all. */
export function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  const start = commonLength(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const end = commonLength(
    shorter - start,
    (from, to) =>
      before.slice(before.length - to, before.length - from) === after.slice(after.length - to, after.length - from),
  );
  return { start, oldEnd: before.length - end, newEnd: after.length - end };
}

/** How far two texts agree: in blocks first, which compare fast, then by halving inside the block that differs. */
function commonLength(limit: number, same: (from: number, to: number) => boolean): number {
  let low = 0;
  while (low + BLOCK <= limit && same(low, low + BLOCK)) low += BLOCK;
  let high = Math.min(limit, low + BLOCK);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (same(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where an offset of the text before stands in the text after; null if it was changed or touches what was. */
export function movedOffset(edit: Edit, offset: number): number | null {
  if (offset < edit.start) return offset;
  return offset > edit.oldEnd ? offset + edit.newEnd - edit.oldEnd : null;
}
