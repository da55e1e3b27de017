/**
 * Puts two changes of one text together, line by line, when they touch different places: each side's change is the stretch between
 * the first and the last line that it changed. Gives null when the stretches meet, so that a person decides.
 */
export function mergeLines(base: string, mine: string, theirs: string): string | null {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const lines = base.split('\n');
  const my = changedStretch(lines, mine.split('\n'));
  const their = changedStretch(lines, theirs.split('\n'));
  const [first, second] = my.from <= their.from ? [my, their] : [their, my];
  // Touching stretches also need a person: which of two insertions at one place comes first is a question of meaning.
  if (first.to >= second.from) return null;
  return [
    ...lines.slice(0, first.from),
    ...first.lines,
    ...lines.slice(first.to, second.from),
    ...second.lines,
    ...lines.slice(second.to),
  ].join('\n');
}

/** Lines `from` (included) to `to` (excluded) of the base became `lines`. */
interface Stretch {
  from: number;
  to: number;
  lines: readonly string[];
}

function changedStretch(base: readonly string[], changed: readonly string[]): Stretch {
  const shorter = Math.min(base.length, changed.length);
  let before = 0;
  while (before < shorter && base[before] === changed[before]) before++;
  let after = 0;
  while (after < shorter - before && base[base.length - 1 - after] === changed[changed.length - 1 - after]) after++;
  return { from: before, to: base.length - after, lines: changed.slice(before, changed.length - after) };
}
