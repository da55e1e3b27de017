import type { MapEntry, MapNode, YamlNode } from '../yaml/node.ts';

/** The entry whose key starts at an offset. */
export function entryAt(root: YamlNode, start: number): MapEntry | null {
  for (const node of along(root, start))
    if (node.kind === 'map') {
      const entry = node.entries.find(({ key }) => key.span.start === start);
      if (entry !== undefined) return entry;
    }
  return null;
}

/** The entry of a key whose value starts at an offset. */
export function valueAt(root: YamlNode, key: string, start: number): MapEntry | null {
  for (const node of along(root, start))
    if (node.kind === 'map') {
      const entry = node.entries.find((one) => one.key.value === key && one.value.span.start === start);
      if (entry !== undefined) return entry;
    }
  return null;
}

/** The outermost map below the root that starts at an offset. */
export function mapAt(root: YamlNode, start: number): MapNode | null {
  for (const node of along(root, start))
    if (node !== root && node.kind === 'map' && node.span.start === start) return node;
  return null;
}

/** The nodes around an offset, the outermost first. As many as the tree is deep. */
function* along(root: YamlNode, offset: number): Iterable<YamlNode> {
  let node: YamlNode | undefined = root;
  while (node !== undefined) {
    yield node;
    const inner: readonly YamlNode[] =
      node.kind === 'seq'
        ? node.items
        : node.kind === 'map'
          ? [node.entries.findLast(({ key }) => key.span.start <= offset)?.value].filter((value) => value !== undefined)
          : [];
    node = inner.findLast(({ span }) => span.start <= offset);
  }
}
