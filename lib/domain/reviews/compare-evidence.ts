import type { Evidence } from './evidence.ts';

/** What became different between two pieces of evidence of one run, one plain sentence each. Empty when nothing did. */
export function compareEvidence(before: Evidence, after: Evidence): string[] {
  return [
    ...(before.specification.digest === after.specification.digest ? [] : ['The specification is another text.']),
    ...(sameList(before.specification.authors, after.specification.authors) ? [] : ['The authors are others.']),
    ...changedFiles(before, after),
    ...changedResults('gate', toMap(before.gates, 'gate'), toMap(after.gates, 'gate')),
    ...changedResults('test', toMap(before.tests, 'name'), toMap(after.tests, 'name')),
    ...(sameCounts(before, after) ? [] : ['What is left to people or assumed is counted differently.']),
    ...changedRelease(before, after),
  ];
}

function changedFiles(before: Evidence, after: Evidence): string[] {
  const was = new Map(before.files.map((file) => [file.path, file.hash]));
  const is = new Map(after.files.map((file) => [file.path, file.hash]));
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path)).sort();
  return changed.length === 0 ? [] : [`${plural(changed.length, 'file')} changed: ${shortList(changed)}.`];
}

function changedResults(what: string, was: Map<string, string>, is: Map<string, string>): string[] {
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name)).sort();
  return changed.length === 0 ? [] : [`${plural(changed.length, `${what} result`)} changed: ${shortList(changed)}.`];
}

function changedRelease(before: Evidence, after: Evidence): string[] {
  if (before.previousRelease?.digest === after.previousRelease?.digest) return [];
  return after.previousRelease === null
    ? ['The release before this one is gone.']
    : [`Release ${after.previousRelease.number} was made in the meantime: the change is now measured against it.`];
}

function toMap<K extends string>(items: readonly ({ status: string } & Record<K, string>)[], key: K) {
  return new Map(items.map((item) => [item[key] as string, item.status]));
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join() === [...b].sort().join();
}

function sameCounts({ notPrecise: a }: Evidence, { notPrecise: b }: Evidence): boolean {
  return a.prose === b.prose && a.assumed === b.assumed && a.notUnderstood === b.notUnderstood;
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

function plural(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
