/**
 * Which items were moved, if as few as possible were: `positions` are the earlier places of items in their later order. Gives
 * the indexes of those that are not in a longest increasing run; none if the order is the same.
 */
export function movedItems(positions: readonly number[]): number[] {
  // Patience sorting: `ends[n]` is the index of the smallest last item of a run of n + 1.
  const ends: number[] = [];
  const previous = positions.map(() => -1);
  for (const [i, position] of positions.entries()) {
    const pile = firstAtLeast(ends, position, positions);
    previous[i] = pile === 0 ? -1 : (ends[pile - 1] ?? -1);
    ends[pile] = i;
  }
  const kept = new Set<number>();
  for (let i = ends.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) kept.add(i);
  return positions.flatMap((_, i) => (kept.has(i) ? [] : [i]));
}

function firstAtLeast(ends: readonly number[], position: number, positions: readonly number[]): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[ends[middle] ?? 0] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
