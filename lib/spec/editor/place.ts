import { LANGUAGE } from '../shape/language.ts';
import type { KeyShape, ShapeName, Takes } from '../shape/shape.ts';
import type { MapNode, ScalarNode, YamlNode } from '../yaml/node.ts';

/** What stands at an offset of the tree, in terms of the language's table. */
export type Place =
  /** A key of a known kind of map. */
  | { kind: 'key'; shape: ShapeName; key: ScalarNode; says: KeyShape | null; written: readonly string[] }
  /** The name of a declaration. `of` is the key that holds the declarations, in the map `owner`. */
  | { kind: 'name'; shape: ShapeName; key: ScalarNode; of: string; owner: MapNode; written: readonly string[] }
  /** The name of a value that is given, as in `with`. */
  | { kind: 'given'; key: ScalarNode; of: string; owner: MapNode; written: readonly string[] }
  /** A value: of a key, or the short form of a declaration such as a type. */
  | { kind: 'value'; takes: Takes; node: ScalarNode; shape: ShapeName; key: string };

type Expecting =
  | { form: 'shape'; shape: ShapeName }
  | { form: 'declared'; shape: ShapeName }
  | { form: 'takes'; takes: Takes; shape: ShapeName; key: string; owner: MapNode };

/** Finds the place at an offset; null between things. Walks down one path, as deep as the tree is nested. */
export function placeAt(root: YamlNode, offset: number): Place | null {
  let node: YamlNode = root;
  let expecting: Expecting | null = { form: 'shape', shape: 'spec' };
  while (expecting !== null) {
    if (node.kind === 'scalar') return scalarPlace(node, expecting);
    if (node.kind === 'seq') {
      const item = node.items.find((candidate) => inside(candidate, offset));
      if (item === undefined) return null;
      expecting = expectedItem(expecting, item);
      node = item;
      continue;
    }
    const found = stepInto(node, expecting, offset);
    if (found === null || 'kind' in found) return found;
    node = found.node;
    expecting = found.expecting;
  }
  return null;
}

function inside(node: { span: { start: number; end: number } }, offset: number): boolean {
  return node.span.start <= offset && offset <= node.span.end;
}

function scalarPlace(node: ScalarNode, expecting: Expecting): Place | null {
  if (expecting.form === 'takes')
    return { kind: 'value', takes: expecting.takes, node, shape: expecting.shape, key: expecting.key };
  if (expecting.form === 'declared')
    return { kind: 'value', takes: shortForm(expecting.shape), node, shape: expecting.shape, key: '' };
  return { kind: 'value', takes: { form: 'map', shape: expecting.shape }, node, shape: expecting.shape, key: '' };
}

/** What a declaration may be besides a map. */
function shortForm(shape: ShapeName): Takes {
  if (
    shape === 'type' ||
    shape === 'field' ||
    shape === 'input' ||
    shape === 'output' ||
    shape === 'entityField' ||
    shape === 'decisionOutput'
  )
    return { form: 'type' };
  return { form: 'text', what: LANGUAGE[shape].name };
}

function expectedItem(expecting: Expecting, item: YamlNode): Expecting {
  if (expecting.form !== 'takes') return expecting;
  const { takes } = expecting;
  if (takes.form === 'list') return { form: 'shape', shape: takes.shape };
  // Declarations as a list of maps with one key each are read like the map; a bare item is a name or a value.
  if (takes.form === 'named' && item.kind !== 'map') return { form: 'declared', shape: takes.shape };
  return expecting;
}

function stepInto(
  map: MapNode,
  expecting: Expecting,
  offset: number,
): Place | { node: YamlNode; expecting: Expecting } | null {
  const entry = map.entries.findLast((candidate) => candidate.key.span.start <= offset);
  if (entry === undefined || offset > Math.max(entry.span.end, entry.key.span.end)) return null;
  const onKey = offset <= entry.key.span.end;
  const key = entry.key.value;
  const written = map.entries.map((other) => other.key.value);
  if (expecting.form === 'takes' && expecting.takes.form === 'named') {
    const { shape } = expecting.takes;
    return onKey
      ? { kind: 'name', shape, key: entry.key, of: expecting.key, owner: expecting.owner, written }
      : { node: entry.value, expecting: { form: 'declared', shape } };
  }
  if (expecting.form === 'takes' && expecting.takes.form === 'branches') {
    const steps: Takes = { form: 'named', shape: 'step', short: 'a sentence' };
    return onKey
      ? null
      : { node: entry.value, expecting: { form: 'takes', takes: steps, shape: expecting.shape, key, owner: map } };
  }
  if (expecting.form === 'takes' && expecting.takes.form === 'values') {
    const takes: Takes = { form: 'value' };
    return onKey
      ? { kind: 'given', key: entry.key, of: expecting.key, owner: expecting.owner, written }
      : { node: entry.value, expecting: { form: 'takes', takes, shape: expecting.shape, key, owner: map } };
  }
  const shape = shapeOf(expecting);
  if (shape === null) return null;
  const says = Object.hasOwn(LANGUAGE[shape].keys, key) ? (LANGUAGE[shape].keys[key] ?? null) : null;
  if (onKey) return { kind: 'key', shape, key: entry.key, says, written };
  return says === null
    ? null
    : { node: entry.value, expecting: { form: 'takes', takes: says.takes, shape, key, owner: map } };
}

function shapeOf(expecting: Expecting): ShapeName | null {
  if (expecting.form !== 'takes') return expecting.shape;
  const { takes } = expecting;
  if (takes.form === 'map') return takes.shape;
  if (takes.form === 'phrase') return takes.shape;
  return takes.form === 'type' ? (takes.shape ?? 'type') : null;
}
