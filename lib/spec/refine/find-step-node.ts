import type { MapEntry, MapNode, YamlNode } from '../yaml/node.ts';
import type { Container } from './splice.ts';

/** Where a step stands in the tree. */
export interface StepPlace {
  entry: MapEntry;
  /** The list of steps, and the item or entry of it that is this step. */
  list: Container;
  item: YamlNode | MapEntry;
  /** Whether the step is written inside of brackets. */
  inFlow: boolean;
}

/** Finds the step whose name starts at an offset. Walks down one path. */
export function findStepNode(root: MapNode, start: number): StepPlace | null {
  let node: YamlNode = root;
  let parent: YamlNode | null = null;
  while (node.kind !== 'scalar') {
    const around: YamlNode = node;
    if (node.kind === 'map') {
      const entry: MapEntry | undefined = node.entries.findLast(({ key }) => key.span.start <= start);
      if (entry === undefined) return null;
      if (entry.key.span.start === start) return placeOf(entry, node, parent);
      node = entry.value;
    } else {
      const item: YamlNode | undefined = node.items.findLast(({ span }) => span.start <= start);
      if (item === undefined) return null;
      node = item;
    }
    parent = around;
  }
  return null;
}

/** A step is the only entry of an item of a list, or an entry of a map of steps. */
function placeOf(entry: MapEntry, map: MapNode, parent: YamlNode | null): StepPlace | null {
  if (parent?.kind !== 'seq') return { entry, list: map, item: entry, inFlow: map.flow };
  return map.entries.length === 1 ? { entry, list: parent, item: map, inFlow: map.flow } : null;
}
