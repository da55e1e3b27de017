import type { SpecNode } from '../../spec/model.ts';
import { marks, printedWidth } from './origin.ts';

/**
 * A text that knows where it may break, after Wadler's "A prettier printer": a group stays on one line if it fits, else
 * each of its own lines breaks.
 */
export type Doc =
  | string
  | readonly Doc[]
  | { kind: 'line'; flat: string }
  | { kind: 'broken'; text: string }
  | { kind: 'hard' }
  | { kind: 'indent'; of: Doc }
  | { kind: 'group'; of: Doc; members?: number }
  | { kind: 'choice'; of: readonly Doc[] };

/** A space, or a new line when its group breaks. */
export const line: Doc = { kind: 'line', flat: ' ' };
/** Nothing, or a new line when its group breaks. */
export const softline: Doc = { kind: 'line', flat: '' };
/** Always a new line; breaks every group around it. */
export const hardline: Doc = { kind: 'hard' };

export const indent = (of: Doc): Doc => ({ kind: 'indent', of });
export const group = (of: Doc): Doc => ({ kind: 'group', of });
/** A text that is there only when its group breaks. */
export const ifBroken = (text: string): Doc => ({ kind: 'broken', text });

/** Items with a separator between each two. */
export function joined(items: readonly Doc[], separator: Doc): Doc {
  return items.flatMap((item, at) => (at === 0 ? [item] : [separator, item]));
}

/** `open a, b close`, or one item a line with a comma after each. `space` puts spaces inside, as objects have them. */
export function list(open: string, items: readonly Doc[], close: string, space = false): Doc {
  if (items.length === 0) return `${open}${close}`;
  const edge = space ? line : softline;
  const of = [open, indent([edge, joined(items, [',', line])]), ifBroken(','), edge, close];
  return { kind: 'group', of, members: items.length };
}

/** A list of values; one a line as soon as there are two and each is an object or a list with two members, as Prettier has it. */
export function values(items: readonly Doc[]): Doc {
  const wide = (item: Doc): boolean =>
    typeof item === 'object' && 'kind' in item && item.kind === 'group' && (item.members ?? 0) > 1;
  return items.every(wide) ? rows('[', items, ']') : list('[', items, ']');
}

/** A name that is so short that a break after it would win nothing. */
const SHORT = 5;

/** `name: text`; a text that is too long for the line goes below. */
export function said(name: string, text: string): Doc {
  return name.length < SHORT ? [name, ': ', text] : group([`${name}:`, indent([line, text])]);
}

/** Marks a part as coming from a node of the specification, before it is laid out. */
export function from(node: SpecNode, doc: Doc): Doc {
  const [begin, end] = marks(node);
  return [begin, doc, end];
}

/** A list of objects or lists, as Prettier lays it out: one a line as soon as there are two. */
export function rows(open: string, items: readonly Doc[], close: string): Doc {
  if (items.length < 2) return list(open, items, close);
  return [open, indent(items.map((item): Doc => [hardline, item, ','])), hardline, close];
}

/**
 * A call whose last argument is a list or an object: on one line; else with only that argument broken, if the others fit on
 * the first line; else one argument a line.
 */
export function hugged(open: string, before: readonly Doc[], last: Bracketed, close: string): Doc {
  const { open: begin, items, close: end, space } = last;
  if (items.length === 0) return list(open, [...before, `${begin}${end}`], close);
  const flat = list(begin, items, end, space);
  const head = before.map((item): Doc => [item, ', ']);
  const broken = items.map((item): Doc => [hardline, item, ',']);
  return {
    kind: 'choice',
    of: [
      group([open, head, flat, close]),
      [open, head, begin, indent(broken), hardline, end, close],
      [open, indent([...before, flat].map((item): Doc => [hardline, item, ','])), hardline, close],
    ],
  };
}

/** A list or an object, not yet laid out. */
export interface Bracketed {
  open: string;
  items: readonly Doc[];
  close: string;
  space?: boolean;
}

const WIDTH = 120;

/** Prints for a place that is `depth` spaces in; the first line comes without that indentation. */
export function print(doc: Doc, depth = 0): string {
  const out: string[] = [];
  let column = depth;
  const stack: { indent: number; flat: boolean; doc: Doc }[] = [{ indent: 0, flat: false, doc }];
  const newline = (indentation: number): void => {
    trimEnd(out);
    out.push(`\n${' '.repeat(indentation)}`);
    column = depth + indentation;
  };
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { indent: by, flat, doc: part } = next;
    if (typeof part === 'string') {
      out.push(part);
      column = part.includes('\n')
        ? depth + printedWidth(part.slice(part.lastIndexOf('\n') + 1))
        : column + printedWidth(part);
    } else if (isList(part)) {
      for (const item of part.toReversed()) stack.push({ indent: by, flat, doc: item });
    } else if (part.kind === 'indent') {
      stack.push({ indent: by + 2, flat, doc: part.of });
    } else if (part.kind === 'group') {
      stack.push({ indent: by, flat: flat || fits(part.of, WIDTH - column, stack), doc: part.of });
    } else if (part.kind === 'choice') {
      stack.push(chosen(part.of, { indent: by, flat }, WIDTH - column, stack));
    } else if (part.kind === 'broken') {
      if (!flat) stack.push({ indent: by, flat, doc: part.text });
    } else if (part.kind === 'line' && flat) {
      stack.push({ indent: by, flat, doc: part.flat });
    } else {
      newline(by);
    }
  }
  return out.join('');
}

/** Takes the white space at the end of a text in pieces, which may be as long as a file. */
function trimEnd(out: string[]): void {
  for (let last = out.pop(); last !== undefined; last = out.pop()) {
    const left = last.trimEnd();
    if (left === '') continue;
    out.push(left);
    return;
  }
}

/** The first option that fits as far as its first line break; the last one if none does. */
function chosen(
  options: readonly Doc[],
  { indent: by, flat }: { indent: number; flat: boolean },
  room: number,
  rest: readonly { flat: boolean; doc: Doc }[],
): { indent: number; flat: boolean; doc: Doc } {
  const [first = '', ...others] = options;
  if (flat || fits(first, room, rest)) return { indent: by, flat: true, doc: first };
  const doc = others.find((option) => fits(option, room, rest, false)) ?? others.at(-1) ?? first;
  return { indent: by, flat: false, doc };
}

/** Whether a group fits flat, together with what follows it up to the next possible break. */
function fits(doc: Doc, room: number, rest: readonly { flat: boolean; doc: Doc }[], whole = true): boolean {
  let left = room;
  const stack: { flat: boolean; doc: Doc }[] = [{ flat: whole, doc }];
  let after = rest.length;
  while (left >= 0) {
    const next = stack.pop() ?? rest[--after];
    if (next === undefined) return true;
    const { flat, doc: part } = next;
    if (typeof part === 'string') {
      const end = part.indexOf('\n');
      left -= printedWidth(end < 0 ? part : part.slice(0, end));
      if (end >= 0) return left >= 0 && !flat;
    } else if (isList(part)) {
      for (const item of part.toReversed()) stack.push({ flat, doc: item });
    } else if (part.kind === 'hard') {
      return !flat;
    } else if (part.kind === 'line') {
      if (!flat) return true;
      left -= part.flat.length;
    } else if (part.kind === 'broken') {
      if (!flat) left -= part.text.length;
    } else if (part.kind === 'choice') {
      stack.push({ flat, doc: part.of[0] ?? '' });
    } else {
      stack.push({ flat: flat || part.kind === 'group', doc: part.of });
    }
  }
  return false;
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}
