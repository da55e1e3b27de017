import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { mendEntries, mendItems, type Split } from './mend-flow.ts';
import type { MapEntry, MapNode, ScalarNode, ScalarStyle, SeqNode, YamlNode } from './node.ts';

/** What stands in a text that a specification may not hold. The span is that of the mark itself. */
export interface Refusal {
  kind: 'anchor' | 'alias' | 'tag' | 'complexKey' | 'secondDocument';
  start: number;
  end: number;
  /** Where the value that carries the mark ends. */
  valueEnd: number;
}

/** The tree of the first document, and everything that was refused on the way. */
export interface Tree {
  root: YamlNode | null;
  refusals: readonly Refusal[];
  splits: readonly Split[];
}

interface Open {
  node:
    | { kind: 'map'; start: number; entries: MapEntry[]; flow: boolean }
    | { kind: 'seq'; start: number; items: YamlNode[]; flow: boolean };
  key: ScalarNode | null;
  last: number;
}

/**
 * Builds nodes with exact spans from parser events, whose offsets are those of `text`. Uses a stack of its own, so that depth
 * costs no recursion.
 */
export function buildTree(text: string, events: readonly Event[]): Tree {
  const refusals: Refusal[] = [];
  const splits: Split[] = [];
  const stack: Open[] = [];
  let root: YamlNode | null = null;
  let documents = 0;
  let documentEnd = 0;

  const place = (node: YamlNode): void => {
    const parent = stack.at(-1);
    if (parent === undefined) {
      if (documents === 1 && root === null) root = node;
      documentEnd = node.span.end;
      return;
    }
    parent.last = Math.max(parent.last, node.span.end);
    if (parent.node.kind === 'seq') parent.node.items.push(node);
    else if (parent.key === null) parent.key = asKey(text, node, refusals);
    else {
      parent.node.entries.push({
        key: parent.key,
        value: node,
        span: { start: parent.key.span.start, end: node.span.end },
      });
      parent.key = null;
    }
  };

  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) {
      documents++;
      if (documents === 2)
        refusals.push({ kind: 'secondDocument', start: documentEnd, end: text.length, valueEnd: text.length });
      if (documents === 2) break;
      continue;
    }
    if (event.type === EVENT_ID.POP) {
      const open = stack.pop();
      if (open !== undefined) place(close(text, open, splits));
    } else if (event.type === EVENT_ID.ALIAS) {
      refusals.push({ kind: 'alias', start: event.anchorStart - 1, end: event.anchorEnd, valueEnd: event.anchorEnd });
      place(scalarAt(event.anchorStart - 1, event.anchorEnd, text.slice(event.anchorStart - 1, event.anchorEnd)));
    } else if (event.type === EVENT_ID.SCALAR) {
      const node = scalarNode(text, event, stack.at(-1));
      refuseProperties(event, node.span.end, refusals);
      place(node);
    } else {
      const flow = event.style === COLLECTION_STYLE.FLOW;
      refuseProperties(event, event.start, refusals);
      const node =
        event.type === EVENT_ID.MAPPING
          ? { kind: 'map' as const, start: event.start, entries: [], flow }
          : { kind: 'seq' as const, start: event.start, items: [], flow };
      stack.push({ node, key: null, last: flow ? event.start + 1 : event.start });
    }
  }
  return { root, refusals, splits };
}

function close(text: string, open: Open, splits: Split[]): MapNode | SeqNode {
  const end = open.node.flow ? flowEnd(text, open) : open.last;
  const span = { start: open.node.start, end };
  const { flow } = open.node;
  if (open.node.kind === 'map') {
    const mended = flow ? mendEntries(text, open.node.entries) : { entries: open.node.entries, splits: [] };
    splits.push(...mended.splits);
    return { kind: 'map', span, entries: mended.entries, flow };
  }
  const mended = flow ? mendItems(text, open.node.items) : { items: open.node.items, splits: [] };
  splits.push(...mended.splits);
  return { kind: 'seq', span, items: mended.items, flow };
}

/** The parser tells no end of a flow collection: it is the first closing bracket after its last value. */
function flowEnd(text: string, open: Open): number {
  const opener = text[open.node.start];
  if (opener !== '{' && opener !== '[') return open.last;
  const closer = opener === '{' ? '}' : ']';
  for (let at = open.last; at < text.length; at++) {
    if (text[at] === closer) return at + 1;
    if (text[at] === '#' && /\s/.test(text[at - 1] ?? '')) {
      while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
    }
  }
  return open.last;
}

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;

function scalarNode(text: string, event: ScalarEvent, parent: Open | undefined): ScalarNode {
  if (event.valueStart < 0) return emptyNode(text, event, parent);
  const content = { start: event.valueStart, end: event.valueEnd };
  const style = styleOf(event);
  const quoted = style === 'single' || style === 'double';
  const span = quoted
    ? { start: content.start - 1, end: content.end + 1 }
    : style === 'plain'
      ? content
      : trimmed(text, content);
  return { kind: 'scalar', span, content, value: getScalarValue(text, event), style };
}

/** A value that is not there stands where it would be written: after its tag or anchor, its key's colon or its dash. */
function emptyNode(text: string, event: ScalarEvent, parent: Open | undefined): ScalarNode {
  const marks = Math.max(event.tagEnd, event.anchorEnd);
  if (marks >= 0) return { ...scalarAt(marks, marks, ''), style: 'empty' };
  let at = parent?.last ?? 0;
  if (parent?.key != null) {
    const { end } = parent.key.span;
    let colon = end;
    while (/\s/.test(text[colon] ?? '')) colon++;
    at = text[colon] === ':' ? colon + 1 : end;
  } else if (parent?.node.kind === 'seq') at = afterDash(text, at);
  return { ...scalarAt(at, at, ''), style: 'empty' };
}

/** Behind the next dash; there are only spaces, line breaks and comments before it. */
function afterDash(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '-') return at + 1;
    if (text[at] === '#') while (at + 1 < text.length && text[at + 1] !== '\n' && text[at + 1] !== '\r') at++;
    else if (!/\s/.test(text[at] ?? '')) break;
  }
  return from;
}

function styleOf(event: ScalarEvent): ScalarStyle {
  switch (event.style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
      return 'single';
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return 'double';
    case SCALAR_STYLE.LITERAL_BLOCK:
      return 'literal';
    case SCALAR_STYLE.FOLDED_BLOCK:
      return 'folded';
    default:
      return 'plain';
  }
}

/** Block scalars take blank lines with them; what people see as their end is the last character. */
function trimmed(text: string, span: { start: number; end: number }): { start: number; end: number } {
  let { start, end } = span;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  while (start < end && text[start] === ' ') start++;
  return { start, end };
}

function refuseProperties(
  event: { anchorStart: number; anchorEnd: number; tagStart: number; tagEnd: number },
  valueEnd: number,
  refusals: Refusal[],
): void {
  if (event.anchorStart >= 0) {
    refusals.push({ kind: 'anchor', start: event.anchorStart - 1, end: event.anchorEnd, valueEnd });
  }
  if (event.tagStart >= 0)
    refusals.push({
      kind: 'tag',
      start: event.tagStart,
      end: event.tagEnd,
      valueEnd: Math.max(valueEnd, event.tagEnd),
    });
}

function asKey(text: string, node: YamlNode, refusals: Refusal[]): ScalarNode {
  if (node.kind === 'scalar' && node.style !== 'literal' && node.style !== 'folded') return node;
  refusals.push({ kind: 'complexKey', start: node.span.start, end: node.span.end, valueEnd: node.span.end });
  return scalarAt(node.span.start, node.span.end, text.slice(node.span.start, node.span.end));
}

function scalarAt(start: number, end: number, value: string): ScalarNode {
  return { kind: 'scalar', span: { start, end }, content: { start, end }, value, style: 'plain' };
}
