import type { LineIndex } from '../../core/text-range.ts';
import type { TextEdit } from '../diagnostic.ts';
import { insertKey } from '../read/insert-key.ts';
import { entryOf, type YamlNode } from '../yaml/node.ts';
import { quoteYaml } from '../yaml/quote-yaml.ts';

/** A text with the places of its lines. */
export interface Written {
  text: string;
  lines: LineIndex;
}

/**
 * The edit that gives `key` a value in what a declaration says: in its map, or in the map that its short form becomes, as
 * `string` becomes `{type: string, classification: pii}`. Nothing else is touched. Null where that cannot be done in one line.
 */
export function setKey(written: Written, node: YamlNode, key: string, value: string, short: string): TextEdit | null {
  if (node.kind === 'map') {
    const known = entryOf(node, key);
    if (known === undefined) return insertKey(written, node, `${key}: ${value}`);
    return inOneLine(written, known.value) ? { span: known.value.span, text: value } : null;
  }
  if (!inOneLine(written, node) || (node.kind === 'scalar' && node.style === 'empty')) return null;
  return { span: node.span, text: `{${short}: ${inBraces(written, node)}, ${key}: ${value}}` };
}

/** Whether a value stands in one line, so that it can be replaced as a whole. */
export function inOneLine({ lines }: Written, { span, ...node }: YamlNode): boolean {
  if (node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded')) return false;
  return lines.line(span.start) === lines.line(span.end);
}

/** What was written, quoted where braces would tear it apart. */
function inBraces({ text }: Written, node: YamlNode): string {
  const said = text.slice(node.span.start, node.span.end);
  return node.kind === 'scalar' && node.style === 'plain' && /[,[\]{}]/.test(said) ? quoteYaml(node.value) : said;
}
