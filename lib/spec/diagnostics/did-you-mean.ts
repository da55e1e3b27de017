const LONGEST = 64;
/** More candidates than this are not looked at. */
const MAX_CANDIDATES = 1000;

/**
 * The candidate that a misspelt name most likely means, or null. Counts insertions, deletions, replacements and swaps of
 * neighbours (optimal string alignment); accepts a third of the name's length, at most three. Case does not count.
 */
export function didYouMean(name: string, ...sources: readonly Iterable<string>[]): string | null {
  if (name.length === 0 || name.length > LONGEST) return null;
  const wanted = fold(name);
  const allowed = Math.max(1, Math.min(3, Math.floor(wanted.length / 3)));
  let best: { name: string; distance: number } | null = null;
  let looked = 0;
  for (const candidate of joined(sources)) {
    if (++looked > MAX_CANDIDATES) break;
    if (candidate.length > LONGEST || Math.abs(candidate.length - name.length) > allowed + 2) continue;
    const distance = distanceOf(wanted, fold(candidate));
    if (distance <= allowed && (best === null || distance < best.distance)) best = { name: candidate, distance };
  }
  return best?.name ?? null;
}

function* joined(sources: readonly Iterable<string>[]): Iterable<string> {
  for (const source of sources) yield* source;
}

/** Case and word separators are not what people misspell. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[_\-\s]/g, '');
}

function distanceOf(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(value);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
