import { quoteYaml } from '../yaml/quote-yaml.ts';
import type { SpecEntry, SpecValue } from './spec-value.ts';

/** Longer lines are broken into one line for each key or item. */
const WIDTH = 120;

/** Writes a specification: sections with a blank line between them, small things on one line. Ends with a line break. */
export function writeSpec(sections: readonly SpecEntry[]): string {
  const texts = sections.map((section) => ({ open: isOpen(section[1]), lines: entryLines(section, 0) }));
  let written = '';
  for (const [i, { open, lines }] of texts.entries()) {
    const apart = i > 0 && (open || texts[i - 1]?.open === true);
    written += `${apart ? '\n' : ''}${lines.join('\n')}\n`;
  }
  return written;
}

function isOpen(value: SpecValue): boolean {
  return (value.kind === 'list' || value.kind === 'map') && value.open;
}

function entryLines([key, value]: SpecEntry, indent: number): string[] {
  const start = `${' '.repeat(indent)}${keyText(key)}:`;
  if (value.kind === 'text' || value.kind === 'bare') return [`${start} ${scalarText(value, false)}`];
  if (!isOpen(value)) {
    const line = `${start} ${flowText(value)}`;
    if (line.length <= WIDTH || isEmpty(value)) return [line];
  }
  return [start, ...(value.kind === 'list' ? itemLines(value.items, indent + 2) : mapLines(value.entries, indent + 2))];
}

function isEmpty(value: SpecValue): boolean {
  return value.kind === 'list' ? value.items.length === 0 : value.kind === 'map' && value.entries.length === 0;
}

function mapLines(entries: readonly SpecEntry[], indent: number): string[] {
  return entries.flatMap((entry) => entryLines(entry, indent));
}

/** Each item behind a dash; what it consists of is indented as deep as what stands behind the dash. */
function itemLines(items: readonly SpecValue[], indent: number): string[] {
  const dash = `${' '.repeat(indent)}- `;
  return items.flatMap((item) => {
    if (item.kind === 'text' || item.kind === 'bare') return [dash + scalarText(item, false)];
    if (!isOpen(item) || isEmpty(item) || item.kind === 'list') return [dash + flowText(item)];
    const [first = '', ...rest] = mapLines(item.entries, indent + 2);
    return [dash + first.slice(indent + 2), ...rest];
  });
}

function flowText(value: SpecValue): string {
  if (value.kind === 'list') return `[${value.items.map(flowText).join(', ')}]`;
  if (value.kind === 'map')
    return `{${value.entries.map(([key, inner]) => `${keyText(key)}: ${flowText(inner)}`).join(', ')}}`;
  return scalarText(value, true);
}

function keyText(key: string): string {
  return /^[A-Za-z][\w.-]*$/.test(key) ? key : quoteYaml(key);
}

const PLAIN = /^[A-Za-z0-9/$][A-Za-z0-9 _./<>()?+$,;'!=~^*&%@{}-]*$/;
const PLAIN_IN_FLOW = /^[A-Za-z0-9/$][A-Za-z0-9 _./<>()?+$-]*$/;

function scalarText(value: SpecValue & { text: string }, inFlow: boolean): string {
  if (value.kind === 'bare') return value.text;
  const plain = (inFlow ? PLAIN_IN_FLOW : PLAIN).test(value.text) && !/\s$/.test(value.text);
  return plain ? value.text : quoteYaml(value.text);
}
