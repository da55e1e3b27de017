/** Some of the items in an order of chance, of each group its share (at least one); the same for the same seed. */
export function sample<Item>(
  items: readonly Item[],
  most: number,
  seed: number,
  groupOf: (item: Item) => string,
): Item[] {
  const random = chance(seed);
  if (items.length <= most) return shuffled(items, random);
  const groups = Map.groupBy(items, groupOf);
  const chosen = [...groups.values()].flatMap((group) =>
    shuffled(group, random).slice(0, Math.max(1, Math.round((most * group.length) / items.length))),
  );
  return shuffled(chosen, random);
}

/** In an order of chance, so that those that come first stand for all where time runs out. */
function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
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
