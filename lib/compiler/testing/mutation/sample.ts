/** Some of the items, as many of each group as it has a share of all (at least one), the same for the same seed. */
export function sample<Item>(
  items: readonly Item[],
  most: number,
  seed: number,
  groupOf: (item: Item) => string,
): Item[] {
  if (items.length <= most) return [...items];
  const random = chance(seed);
  const groups = Map.groupBy(items, groupOf);
  return [...groups.values()].flatMap((group) => {
    const shuffled = group.map((item) => ({ item, at: random() })).sort((one, other) => one.at - other.at);
    return shuffled.slice(0, Math.max(1, Math.round((most * group.length) / items.length))).map(({ item }) => item);
  });
}

/** Numbers from 0 to 1 that look like chance and are the same each time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
