/** The first and the last place of a stretch of values. */
export type Stretch = readonly [first: number, last: number];

/** The stretch between two places, as a list; none if there is nothing between them. */
export function stretch(first: number, last: number): readonly Stretch[] {
  return first < 0 || first > last ? [] : [[first, last]];
}

/** Stretches in their order, none of them touching another. */
export function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: [number, number][] = [];
  for (const [first, last] of stretches.toSorted((a, b) => a[0] - b[0])) {
    const before = all.at(-1);
    if (before === undefined || before[1] < first - 1) all.push([first, last]);
    else before[1] = Math.max(before[1], last);
  }
  return all;
}

/** What lies between stretches, before and behind them, of so many places. */
export function othersThan(stretches: readonly Stretch[], places: number): readonly Stretch[] {
  const others: Stretch[] = [];
  let from = 0;
  for (const [first, last] of stretches) {
    others.push(...stretch(from, first - 1));
    from = last + 1;
  }
  return [...others, ...stretch(from, places - 1)];
}
