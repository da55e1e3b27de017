import type { Span } from '../../core/text-range.ts';

/** How a scalar was written. `empty` is a value that is not there, as in `key:`. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty';

/** A text value. Nothing is converted: `1.10` stays `1.10`, `yes` stays `yes`. */
export interface ScalarNode {
  kind: 'scalar';
  /** With quotes or block content. */
  span: Span;
  /** Without quotes. Equal to `span` for plain scalars. */
  content: Span;
  value: string;
  style: ScalarStyle;
}

export interface MapEntry {
  key: ScalarNode;
  value: YamlNode;
  /** From the key's start to the value's end. */
  span: Span;
}

export interface MapNode {
  kind: 'map';
  span: Span;
  entries: readonly MapEntry[];
  flow: boolean;
}

export interface SeqNode {
  kind: 'seq';
  span: Span;
  items: readonly YamlNode[];
  flow: boolean;
}

/** A YAML value with the exact stretch of text that it came from. */
export type YamlNode = ScalarNode | MapNode | SeqNode;

/** The entry of a key, or undefined. The first one wins where a key is written twice (which is reported elsewhere). */
export function entryOf(map: MapNode, key: string): MapEntry | undefined {
  return map.entries.find((entry) => entry.key.value === key);
}

/** Whether a value is written at all. */
export function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.style === 'empty';
}
