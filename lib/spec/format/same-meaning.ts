import { parseTable } from '../decisions/parse-table.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import { isTable } from './format-block.ts';

/**
 * Whether two trees say the same: equal but for places, and in the tables of decisions for the white space around cells. `path`
 * holds the keys that lead to the nodes.
 */
export function sameMeaning(a: YamlNode, b: YamlNode | undefined, path: readonly string[] = []): boolean {
  if (b === undefined) return false;
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.style === b.style && sameText(a, b, path);
  if (a.kind === 'seq') {
    if (b.kind !== 'seq' || a.flow !== b.flow || a.items.length !== b.items.length) return false;
    return a.items.every((item, i) => sameMeaning(item, b.items[i], path));
  }
  if (b.kind !== 'map' || a.flow !== b.flow || a.entries.length !== b.entries.length) return false;
  return a.entries.every(({ key, value }, i) => {
    const other = b.entries[i];
    return sameMeaning(key, other?.key) && sameMeaning(value, other?.value, [...path, key.value]);
  });
}

function sameText(a: ScalarNode, b: ScalarNode, path: readonly string[]): boolean {
  return a.value === b.value || (isTable(path) && cellsOf(a.value) === cellsOf(b.value));
}

/** What a table says: its cells, and the lines that are no rows. */
function cellsOf(text: string): string {
  const { heading, rows } = parseTable(text);
  const cells = [heading, ...rows].map((row) =>
    [row?.inputs, row?.outputs].map((side) => side?.map((cell) => cell.text)),
  );
  const others = text.split('\n').map((line) => (line.trim().startsWith('|') ? '|' : line.trim()));
  return JSON.stringify([cells, others.join('\n').trim()]);
}
