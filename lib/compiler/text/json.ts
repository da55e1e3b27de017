import type { SpecNode } from '../../spec/model.ts';
import { origin, printedWidth } from './origin.ts';

/** What JSON can hold, with marks of origin between. Members that are `undefined` are left out. */
export type Json =
  | null
  | boolean
  | number
  | string
  | Sourced
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** A value that comes from a node of the specification. */
export class Sourced {
  readonly node: SpecNode;
  readonly value: Json;

  constructor(node: SpecNode, value: Json) {
    this.node = node;
    this.value = value;
  }
}

/** Marks a value as coming from a node of the specification. */
export function sourced(node: SpecNode, value: Json): Sourced {
  return new Sourced(node, value);
}

const WIDTH = 120;

/** JSON as Prettier lays it out: objects one member a line, lists on one line if they fit and hold no object. */
export function json(value: Json, depth = 0, before = 0): string {
  if (value instanceof Sourced) return origin(value.node, json(value.value, depth, before));
  if (isList(value)) return jsonList(value, depth, before);
  if (value === null || typeof value !== 'object') return scalar(value);
  const inner = ' '.repeat(depth + 2);
  const members = Object.entries(value).flatMap(([name, member]) => {
    if (member === undefined) return [];
    const label = `${scalar(name)}: `;
    return [marked(member, (plain) => `${inner}${label}${json(plain, depth + 2, depth + 2 + label.length)}`)];
  });
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${' '.repeat(depth)}}`;
}

function jsonList(items: readonly Json[], depth: number, before: number): string {
  if (items.length === 0) return '[]';
  const nested = items.some((item) => item !== null && typeof item === 'object' && !isEmpty(item));
  // Only then: writing what is nested twice at each depth would take time that doubles with the depth.
  const flat = nested ? null : `[${items.map((item) => json(item)).join(', ')}]`;
  if (flat !== null && before + printedWidth(flat) < WIDTH) return flat;
  const inner = ' '.repeat(depth + 2);
  const lines = items.map((item) => marked(item, (plain) => `${inner}${json(plain, depth + 2, depth + 2)}`));
  return `[\n${lines.join(',\n')}\n${' '.repeat(depth)}]`;
}

/** Puts the mark around the whole line, label included. */
function marked(value: Json, write: (plain: Json) => string): string {
  return value instanceof Sourced ? origin(value.node, marked(value.value, write)) : write(value);
}

/** Numbers and texts; hidden characters are escaped, so that no text can pass for another. */
function scalar(value: null | boolean | number | string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
