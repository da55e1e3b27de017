/** Gives whole numbers from 0 up to a limit that is not reached. */
export type Random = (below: number) => number;

/** A small generator of numbers (mulberry32). The same seed gives the same numbers on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return below <= 0 ? 0 : ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** One of several. */
export function pick<T>(random: Random, from: readonly T[], otherwise: T): T {
  return from[random(from.length)] ?? otherwise;
}
