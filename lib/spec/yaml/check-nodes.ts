import type { Span } from '../../core/text-range.ts';
import { INVISIBLE } from './invisible.ts';
import type { MapEntry, YamlNode } from './node.ts';

/** A key that may not be used, or an escape that stands for what cannot be stored. */
export type NodeFinding =
  | { kind: 'merge'; span: Span }
  /** `before` is where the key was written first. */
  | { kind: 'repeated'; span: Span; key: string; before: number }
  | { kind: 'escape'; span: Span; character: string };

/**
 * Merge keys, keys that are written twice, and escapes that stand for invisible characters. The keys of the root itself are looked at
 * only `withRoot`: the root of a piece is one entry of a longer map. Walks with a stack of its own.
 */
export function checkNodes(root: YamlNode, withRoot: boolean): NodeFinding[] {
  const found: NodeFinding[] = [];
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'map') {
      if (withRoot || node !== root) checkKeys(node.entries, found);
      for (const entry of node.entries) {
        if (entry.key.style === 'double') open.push(entry.key);
        if (entry.value.kind !== 'scalar' || entry.value.style === 'double') open.push(entry.value);
      }
    } else if (node.kind === 'seq') {
      for (const item of node.items) if (item.kind !== 'scalar' || item.style === 'double') open.push(item);
    } else if (node.style === 'double') {
      const character = node.value.match(INVISIBLE)?.[0];
      if (character !== undefined) found.push({ kind: 'escape', span: node.span, character });
    }
  }
  return found;
}

/** The keys of one map. */
export function checkKeys(entries: readonly MapEntry[], found: NodeFinding[]): void {
  const seen = new Map<string, number>();
  for (const { key } of entries) {
    const before = seen.get(key.value);
    if (key.value === '<<' && key.style === 'plain') found.push({ kind: 'merge', span: key.span });
    else if (before !== undefined) found.push({ kind: 'repeated', span: key.span, key: key.value, before });
    else seen.set(key.value, key.span.start);
  }
}
