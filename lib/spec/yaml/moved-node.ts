import type { Span } from '../../core/text-range.ts';
import type { MapEntry, MapNode, ScalarNode, SeqNode, YamlNode } from './node.ts';

/** A stretch of text that stands `by` characters further on. */
export function movedSpan(span: Span, by: number): Span {
  return by === 0 ? span : { start: span.start + by, end: span.end + by };
}

/**
 * The same node in a text in which it stands `by` characters further on. What is inside of it is moved when somebody looks: of a
 * long text with one change, most is never looked at.
 */
export function movedNode(node: YamlNode, by: number): YamlNode {
  if (by === 0) return node;
  if (node.kind === 'map') return new MovedMap(node, by);
  return node.kind === 'seq' ? new MovedSeq(node, by) : movedScalar(node, by);
}

function movedScalar(node: ScalarNode, by: number): ScalarNode {
  const span = movedSpan(node.span, by);
  return { ...node, span, content: node.content === node.span ? span : movedSpan(node.content, by) };
}

class MovedMap implements MapNode {
  readonly kind = 'map';
  readonly span: Span;
  readonly flow: boolean;
  readonly #of: MapNode;
  readonly #by: number;
  #entries: readonly MapEntry[] | null = null;

  constructor(of: MapNode, by: number) {
    this.span = movedSpan(of.span, by);
    this.flow = of.flow;
    this.#of = of;
    this.#by = by;
  }

  get entries(): readonly MapEntry[] {
    this.#entries ??= this.#of.entries.map((entry) => movedEntry(entry, this.#by));
    return this.#entries;
  }
}

function movedEntry({ key, value, span }: MapEntry, by: number): MapEntry {
  return { key: movedScalar(key, by), value: movedNode(value, by), span: movedSpan(span, by) };
}

class MovedSeq implements SeqNode {
  readonly kind = 'seq';
  readonly span: Span;
  readonly flow: boolean;
  readonly #of: SeqNode;
  readonly #by: number;
  #items: readonly YamlNode[] | null = null;

  constructor(of: SeqNode, by: number) {
    this.span = movedSpan(of.span, by);
    this.flow = of.flow;
    this.#of = of;
    this.#by = by;
  }

  get items(): readonly YamlNode[] {
    this.#items ??= this.#of.items.map((item) => movedNode(item, this.#by));
    return this.#items;
  }
}
